// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// [main]
#include <QtGui/qguiapplication.h>
#include <QtQml/qqmlapplicationengine.h>

int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    QQmlApplicationEngine engine;
    engine.addImportPath(QStringLiteral(QEAGER_QML)); // where QEager was installed
    engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Photos/Main.qml")));
    return engine.rootObjects().isEmpty() ? 1 : app.exec();
}
// [main]
