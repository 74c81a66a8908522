// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "glue/display.h"
#include "glue/tablereport.h"
#include "glue/window.h"
#include "recipe/commandline.h"
#include "recipe/commands.h"
#include "recipe/console.h"

#include <qeager/tracerecorder.h>

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

//! Says so when it can not be used.
bool isUsable(const char *option, const std::optional<QString> &directory)
{
    const QString error = directory ? directoryError(QLatin1String(option), *directory) : QString();
    if (!error.isEmpty())
        complain(error);
    return error.isEmpty();
}

int printTableReport(int &argc, char **argv, const CommandLine &line)
{
    useNoDisplay();
    const QGuiApplication application(argc, argv);
    if (!isUsable("--table-report", line.directory))
        return 2;
    drawInSoftware();
    Window window(QStringLiteral("table"), line.directory.value_or(QString()));
    return window.window() ? runCommand(reportTable(window.window())) : 1;
}

int showWindow(int &argc, char **argv, const CommandLine &line)
{
    const bool picturesOnly = !line.screenshots.isEmpty();
    const bool display = prepareDisplay(line.platformGiven);
    if (!display && picturesOnly)
        useNoDisplay();
    else if (!display) {
        const QCoreApplication application(argc, argv);
        return printOrdersInstead("there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)");
    }
    const QGuiApplication application(argc, argv);
    if (displayFailed() && !picturesOnly)
        return printOrdersInstead("the display could not be opened");
    if (!isUsable("--page table", line.directory))
        return 2;
    if (QGuiApplication::platformName() == QLatin1String("offscreen"))
        drawInSoftware();
    if (line.dark)
        useDarkColours();
    if (line.fontSize > 0)
        useFontSize(line.fontSize);
    Window window(line.page, line.directory.value_or(QString()));
    if (!window.window())
        return 1;
    return picturesOnly ? runCommand(window.savePictures(line.screenshots)) : QGuiApplication::exec();
}

int run(int &argc, char **argv, const CommandLine &line)
{
    const QString quietPictures =
        QStringLiteral("qt.gui.imageio*=false\nqt.svg*=false"); // broken ones are our own business

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
        return runCommand(printOrders());
    }
    case CommandLine::Action::Images: {
        QLoggingCategory::setFilterRules(quietPictures);
        useNoDisplay(); // an SVG with text needs QGuiApplication's fonts
        const QGuiApplication application(argc, argv);
        return runCommand(printImages(line.directory));
    }
    case CommandLine::Action::TableReport:
        QLoggingCategory::setFilterRules(quietPictures);
        return printTableReport(argc, argv, line);
    case CommandLine::Action::Window:
        QLoggingCategory::setFilterRules(quietPictures);
        break;
    }
    return showWindow(argc, argv, line);
}

//! The same, and writes to the file of --trace what ran from its begin until the application had ended. 1 also if that
//! can not be written.
int runTraced(int &argc, char **argv, const CommandLine &line)
{
    QEager::TraceRecorder recorder;
    recorder.start();
    const int status = run(argc, argv, line);
    recorder.stop();
    return recorder.write(line.trace) || status != 0 ? status : 1;
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
    return line.trace.isEmpty() ? run(argc, argv, line) : runTraced(argc, argv, line);
}
