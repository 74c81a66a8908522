// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <QtCore/qtimer.h>
#include <QtGui/qguiapplication.h>
#include <QtQml/qqmlapplicationengine.h>

#include <cstdio>

int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    QQmlApplicationEngine engine;
    engine.addImportPath(QStringLiteral(":/qt/qml")); // where Qt 6.5 looks by itself
    engine.addImportPath(QStringLiteral(QEAGER_QML_IMPORT));
    QObject::connect(
        &engine, &QQmlApplicationEngine::objectCreationFailed, &app, [] { QCoreApplication::exit(2); },
        Qt::QueuedConnection);
    QTimer::singleShot(20000, &app, [] { QCoreApplication::exit(3); });
    engine.load(QUrl(QStringLiteral(QEAGER_MAIN)));
    const int code = app.exec();
    std::puts(code == 0 ? "QEager works in QML" : "QEager does not work in QML");
    return code;
}
