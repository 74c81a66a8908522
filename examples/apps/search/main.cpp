// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "search.h"
#include "server.h"
#include "tour.h"

#include <qeager/taskfactory.h>

#include <QtCore/qcommandlineparser.h>
#include <QtGui/qguiapplication.h>
#include <QtQml/qqmlapplicationengine.h>
#include <QtQuick/qquickwindow.h>

#include <cstdio>

int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Searches while you type."));
    parser.addHelpOption();
    const QCommandLineOption picture(
        QStringLiteral("picture"),
        QStringLiteral("Shows what the program can do, saves a picture of the window in <file>, and ends."),
        QStringLiteral("file"));
    parser.addOption(picture);
    parser.process(app);

    Server server;
    Search search(server.url());
    QQmlApplicationEngine engine;
    engine.addImportPath(QStringLiteral(QEAGER_QML)); // where QEager was installed
    engine.addImportPath(QStringLiteral(":/qt/qml")); // where Qt 6.5 looks by itself
    engine.setInitialProperties({{QStringLiteral("search"), QVariant::fromValue(&search)},
                                 {QStringLiteral("server"), QVariant::fromValue(&server)}});
    engine.load(QUrl(QStringLiteral("qrc:/qt/qml/SearchAsYouType/Main.qml")));
    if (engine.rootObjects().isEmpty())
        return 1;
    if (!parser.isSet(picture))
        return QGuiApplication::exec();
    const auto onError = [](const std::exception &error) {
        std::fprintf(stderr, "%s\n", error.what());
        QGuiApplication::exit(1);
    };
    auto &window = *qobject_cast<QQuickWindow *>(engine.rootObjects().first());
    const auto tour =
        QEager::post(takeTour(window, server, parser.value(picture))); // from the event loop, which exit() ends
    tour.then(&app, [] { QGuiApplication::exit(0); }, onError);
    return QGuiApplication::exec();
}
