// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "window.h"

#include "../recipe/commands.h"
#include "../recipe/console.h"
#include "lanes.h"

#include <qeager/signal.h>
#include <qeager/sleep.h>
#include <qeager/tracemodel.h>
#include <qeager/tracerecorder.h>

#include <QtCore/qtimer.h>
#include <QtGui/qfontdatabase.h>
#include <QtGui/qguiapplication.h>
#include <QtGui/qpalette.h>
#include <QtQml/qqmlapplicationengine.h>
#include <QtQuick/qquickwindow.h>

#include <chrono>

using namespace std::chrono_literals;

namespace Demo {

namespace {

//! What the lanes do, as it happens.
class LanesTrace
{
public:
    explicit LanesTrace(const Lanes &lanes)
    {
        const auto update = [this] { m_model.update(m_recorder); };
        QObject::connect(&m_timer, &QTimer::timeout, &m_model, update);
        QObject::connect(&lanes, &Lanes::finished, &m_model, update);
        QObject::connect(&lanes, &Lanes::runningChanged, &m_timer, [this, &lanes] {
            if (lanes.isRunning()) {
                m_recorder.clear(); // what has begun is in the next update
                m_timer.start(100ms);
            } else {
                m_timer.stop();
            }
        });
        m_recorder.start();
    }
    QEager::TraceModel *model() { return &m_model; }

private:
    QEager::TraceRecorder m_recorder{1'000};
    QEager::TraceModel m_model;
    QTimer m_timer;
};

QEager::Coro<int> takeScreenshot(QQuickWindow *window, Lanes *lanes, QString file)
{
    co_await QEager::signal(lanes, &Lanes::finished);
    co_await QEager::sleep(500ms); // the last event fades in
    if (window->grabWindow().save(file))
        co_return 0;
    complain(QStringLiteral("the picture could not be written to '%1'; give a path that ends with .png.").arg(file));
    co_return 1;
}

} // namespace

int runWindow(const QString &screenshot, bool showsTrace)
{
    Lanes lanes;
    LanesTrace trace(lanes);
    QQmlApplicationEngine engine;
    engine.addImportPath(QStringLiteral(":/qt/qml")); // Qt 6.4 does not look there by itself
    engine.setInitialProperties({
        {QStringLiteral("lanes"), QVariant::fromValue(&lanes)},
        {QStringLiteral("trace"), QVariant::fromValue<QObject *>(trace.model())},
        {QStringLiteral("showsTrace"), showsTrace},
        {QStringLiteral("fixedFont"), QFontDatabase::systemFont(QFontDatabase::FixedFont)},
    });
    engine.load(QUrl(QStringLiteral("qrc:/qt/qml/QEagerDemo/Main.qml")));
    auto *const window =
        engine.rootObjects().isEmpty() ? nullptr : qobject_cast<QQuickWindow *>(engine.rootObjects().constFirst());
    if (!window) {
        complain(QStringLiteral("the window could not be loaded (see above); are Qt's QML modules installed? "
                                "\"qeager-demo --orders\" works without."));
        return 1;
    }
    lanes.run();
    return screenshot.isEmpty() ? QGuiApplication::exec() : runCommand(takeScreenshot(window, &lanes, screenshot));
}

void useDarkColours()
{
    QPalette palette(QColor(0x35, 0x37, 0x3a), QColor(0x26, 0x28, 0x2b));
    palette.setColor(QPalette::Base, QColor(0x1c, 0x1e, 0x20));
    palette.setColor(QPalette::Highlight, QColor(0x3d, 0x7e, 0xc9));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    QGuiApplication::setPalette(palette);
}

} // namespace Demo
