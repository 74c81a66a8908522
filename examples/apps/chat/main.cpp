// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "server.h"
#include "tour.h"
#include "window.h"

#include <qeager/taskfactory.h>

#include <QtCore/qcommandlineparser.h>
#include <QtWidgets/qapplication.h>

#include <cstdio>

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Opens a window for each name. They chat with each other."));
    parser.addHelpOption();
    parser.addPositionalArgument(QStringLiteral("names"), QStringLiteral("who chats"), QStringLiteral("names…"));
    const QCommandLineOption picture(
        QStringLiteral("picture"),
        QStringLiteral("Shows what the program can do, saves a picture of its windows in <file>, and ends."),
        QStringLiteral("file"));
    parser.addOption(picture);
    parser.process(app);

    const auto onError = [](const std::exception &error) {
        std::fprintf(stderr, "%s\n", error.what());
        QApplication::exit(1);
    };
    Server server;
    try {
        server.start();
    } catch (const QEager::IoError &error) {
        onError(error);
        return 1;
    }
    if (parser.isSet(picture)) {
        QApplication::setQuitOnLastWindowClosed(false); // the tour has something to look at then
        const auto tour =
            QEager::post(takeTour(&server, parser.value(picture))); // from the event loop, which exit() ends
        tour.then(&app, [] { QApplication::exit(0); }, onError);
        return QApplication::exec();
    }
    QStringList names = parser.positionalArguments();
    if (names.isEmpty())
        names = {QStringLiteral("Ada"), QStringLiteral("Grace")};
    for (const QString &name : names)
        (new Window(server.port(), name))->show(); // each deletes itself when it is closed
    return QApplication::exec();
}
