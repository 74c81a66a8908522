// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "tour.h"
#include "window.h"

#include <qeager/taskfactory.h>

#include <QtCore/qcommandlineparser.h>
#include <QtCore/qstandardpaths.h>
#include <QtWidgets/qapplication.h>

#include <cstdio>

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Shows the pictures of a directory."));
    parser.addHelpOption();
    parser.addPositionalArgument(QStringLiteral("directory"), QStringLiteral("where to begin; by default, Pictures"));
    const QCommandLineOption picture(
        QStringLiteral("picture"),
        QStringLiteral("Shows what the program can do, saves a picture of the window in <file>, and ends."),
        QStringLiteral("file"));
    parser.addOption(picture);
    parser.process(app);

    Window window;
    window.show();
    if (!parser.isSet(picture)) {
        const QString pictures = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
        window.open(parser.positionalArguments().value(0, pictures));
        return QApplication::exec();
    }
    const auto onError = [](const std::exception &error) {
        std::fprintf(stderr, "%s\n", error.what());
        QApplication::exit(1);
    };
    const auto tour = QEager::post(takeTour(window, parser.value(picture))); // from the event loop, which exit() ends
    tour.then(&app, [] { QApplication::exit(0); }, onError);
    return QApplication::exec();
}
