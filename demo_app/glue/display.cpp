// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "display.h"

#include <QtCore/qglobal.h>
#include <QtGui/qguiapplication.h>

namespace Demo {

namespace {

bool g_hasFallback = false;
constexpr char g_platform[] = "QT_QPA_PLATFORM";

} // namespace

bool prepareDisplay(bool platformGiven)
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    if (platformGiven || !qEnvironmentVariableIsEmpty(g_platform))
        return true;
    const bool x11 = !qEnvironmentVariableIsEmpty("DISPLAY");
    const bool wayland = !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
    if (!x11 && !wayland)
        return false;
    // Tried in this order. XWayland comes before Wayland, whose plugin is often not installed.
    QByteArray platforms;
    if (x11)
        platforms += "xcb;";
    if (wayland)
        platforms += "wayland;";
    qputenv(g_platform, platforms + "offscreen");
    g_hasFallback = true;
#else
    Q_UNUSED(platformGiven);
#endif
    return true;
}

bool displayFailed() { return g_hasFallback && QGuiApplication::platformName() == QLatin1String("offscreen"); }

void useNoDisplay() { qputenv(g_platform, "offscreen;minimal"); }

} // namespace Demo
