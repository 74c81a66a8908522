// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Takes the place of the main.cpp of examples/start: waits until all pictures are there, clicks where the window says
// so, and prints how many of the next frames show a placeholder.

#include <qeager/qeager.h>

#include <QtGui/qevent.h>
#include <QtGui/qguiapplication.h>
#include <QtQml/qqmlapplicationengine.h>
#include <QtQuick/qquickitem.h>
#include <QtQuick/qquickwindow.h>

#include <chrono>
#include <cstdio>

using namespace std::chrono_literals;

namespace {

constexpr int Resets = 5;

int visiblePlaceholders(const QQuickItem *item)
{
    int found = item->objectName() == QLatin1StringView("placeholder") && item->isVisible() ? 1 : 0;
    for (const QQuickItem *child : item->childItems())
        found += visiblePlaceholders(child);
    return found;
}

bool hasCells(const QQuickItem *item)
{
    const auto children = item->childItems();
    return item->objectName() == QLatin1StringView("placeholder") || std::ranges::any_of(children, hasCells);
}

void click(QQuickWindow *window)
{
    const QPointF place(window->width() / 2.0, window->height() - 18.0);
    for (const auto type : {QEvent::MouseButtonPress, QEvent::MouseButtonRelease}) {
        const auto buttons = type == QEvent::MouseButtonPress ? Qt::LeftButton : Qt::NoButton;
        QMouseEvent event(type, place, window->mapToGlobal(place), Qt::LeftButton, buttons, Qt::NoModifier);
        QCoreApplication::sendEvent(window, &event);
    }
}

QEager::Coro<> drive(QQuickWindow *window)
{
    const QQuickItem *const content = window->contentItem();
    while (!hasCells(content) || visiblePlaceholders(content) > 0)
        co_await 20ms;
    int frames = 0;
    int flickering = 0;
    QObject::connect(window, &QQuickWindow::beforeRendering, window, [&] {
        ++frames;
        flickering += visiblePlaceholders(content) > 0 ? 1 : 0;
    });
    for (int reset = 0; reset < Resets; ++reset) {
        const int before = frames;
        click(window);
        while (frames == before)
            co_await 20ms;
        co_await 50ms; // whatever else it paints
    }
    window->disconnect();
    std::printf("resets: %d, flickered: %s\n", Resets, flickering > 0 ? "yes" : "no");
    std::fflush(stdout);
    QCoreApplication::quit();
}

} // namespace

int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    QQmlApplicationEngine engine;
    engine.addImportPath(QStringLiteral(QEAGER_QML));
    engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Photos/Main.qml")));
    if (engine.rootObjects().isEmpty())
        return 1;
    const QEager::CancelOnExit driving(
        QEager::eager(drive(qobject_cast<QQuickWindow *>(engine.rootObjects().first()))));
    return app.exec();
}
