// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <QtGui/qguiapplication.h>
#include <QtQml/qqmlapplicationengine.h>

int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    QQmlApplicationEngine engine;
    engine.addImportPath(QStringLiteral(":/qt/qml")); // where Qt 6.5 looks by itself
    engine.addImportPath(QStringLiteral(QEAGER_QML_IMPORT));
    engine.load(QUrl(QStringLiteral("qrc:/qt/qml/QEagerExample/Main.qml")));
    return engine.rootObjects().isEmpty() ? 1 : app.exec();
}
