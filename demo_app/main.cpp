// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "glue/display.h"
#include "glue/window.h"
#include "recipe/commandline.h"
#include "recipe/commands.h"
#include "recipe/console.h"

#include <QtCore/qloggingcategory.h>
#include <QtGui/qguiapplication.h>

#include <optional>

using namespace Demo;

namespace {

int printOrdersInstead(const char *why)
{
    complain(QLatin1String(why) + QStringLiteral("; printing what the window would show, as --orders does."));
    return runCommand(printOrders());
}

int showWindow(int &argc, char **argv, const CommandLine &line)
{
    if (!prepareDisplay(line.platformGiven)) {
        const QCoreApplication application(argc, argv);
        return printOrdersInstead("there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)");
    }
    const QGuiApplication application(argc, argv);
    if (displayFailed())
        return printOrdersInstead("the display could not be opened");
    if (line.dark)
        useDarkColours();
    return runWindow(line.screenshot, line.showsTrace);
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication::setApplicationName(QStringLiteral("qeager-demo"));
    QCoreApplication::setApplicationVersion(QStringLiteral(QEAGER_DEMO_VERSION));

    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const CommandLine line = CommandLine::parse(arguments);

    switch (line.action) {
    case CommandLine::Action::Error:
        complain(line.error);
        return 2;
    case CommandLine::Action::Help: {
        const QCoreApplication application(argc, argv);
        const QStringList lines = CommandLine::helpText().trimmed().split(QLatin1Char('\n'));
        for (const QString &text : lines)
            print(text);
        return 0;
    }
    case CommandLine::Action::Version:
        print(QCoreApplication::applicationName() + QLatin1Char(' ') + QCoreApplication::applicationVersion());
        return 0;
    case CommandLine::Action::Orders: {
        const QCoreApplication application(argc, argv);
        return line.trace.isEmpty() ? runCommand(printOrders()) : runTraced(printOrders(), line.trace);
    }
    case CommandLine::Action::Images: {
        // What they say about broken pictures is in our own lines already. An SVG with text needs QGuiApplication's
        // fonts.
        QLoggingCategory::setFilterRules(QStringLiteral("qt.gui.imageio*=false\nqt.svg*=false"));
        useNoDisplay();
        const QGuiApplication application(argc, argv);
        return runCommand(printImages(line.directory));
    }
    case CommandLine::Action::Window:
        break;
    }
    return showWindow(argc, argv, line);
}
