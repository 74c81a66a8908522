#include <QGuiApplication>
#include <QQmlApplicationEngine>

int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    QQmlApplicationEngine engine;
    engine.addImportPath(QStringLiteral(QEAGER_QML)); // where QEager was installed
    engine.addImportPath(QStringLiteral(":/qt/qml")); // where Qt 6.5 looks by itself
    engine.load(QUrl(QStringLiteral("qrc:/qt/qml/@MODULE@/Main.qml")));
    return engine.rootObjects().isEmpty() ? 1 : QGuiApplication::exec();
}
