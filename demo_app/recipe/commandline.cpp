// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "commandline.h"

#include <QtCore/qcommandlineparser.h>

namespace Demo {

namespace {

QCommandLineOption hidden(const QString &name, const QString &value = {})
{
    QCommandLineOption option(name, {}, value);
    option.setFlags(QCommandLineOption::HiddenFromHelp);
    return option;
}

void configure(QCommandLineParser &parser)
{
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    parser.setApplicationDescription(QStringLiteral(
        "Shows what QEager's eager start of coroutines does. Without an option it opens a window; without a display\n"
        "it prints what --orders prints."));
    parser.addOptions({
        {{QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Print this and exit.")},
        {{QStringLiteral("v"), QStringLiteral("version")}, QStringLiteral("Print the version and exit.")},
        {QStringLiteral("orders"),
         QStringLiteral("Start a coroutine lazily, posted and eagerly, and print the order of events for each.")},
        {QStringLiteral("images"),
         QStringLiteral("Load every PNG, JPEG and SVG picture under DIR twice through a cache, and print what each "
                        "pass cost. Without DIR, it uses the system's icons, or pictures drawn for it.")},
        {QStringLiteral("trace"),
         QStringLiteral(
             "Record what runs when, and write it to FILE at the end, for ui.perfetto.dev or Qt Creator. Starts cost "
             "more meanwhile."),
         QStringLiteral("FILE")},
        {QStringLiteral("table-report"),
         QStringLiteral(
             "Reset a table of the pictures under DIR 40 times, with posted and with eager tasks, and print how often "
             "placeholders were painted. Needs no display. Without DIR, it uses the system's icons.")},
        {QStringLiteral("page"),
         QStringLiteral("Open the window at page NAME: %1.").arg(CommandLine::pages().join(QStringLiteral(", "))),
         QStringLiteral("NAME")},
        {QStringLiteral("screenshots"),
         QStringLiteral("Save a picture of each page of the window in directory OUT, and exit. Needs no display."),
         QStringLiteral("OUT")},
        {QStringLiteral("dark"), QStringLiteral("Use dark colours in the window, whatever the system's are.")},
        {QStringLiteral("font-size"), QStringLiteral("Use letters of this many points in the window, from 6 to 40."),
         QStringLiteral("POINTS")},
    });
    parser.addPositionalArgument(QStringLiteral("DIR"),
                                 QStringLiteral("Directory for --images, --table-report and --page table."),
                                 QStringLiteral("[DIR]"));

    // QGuiApplication's own, which takes them out of its arguments only later.
    for (const char *name : {"platform", "platformpluginpath", "platformtheme", "plugin", "qwindowgeometry",
                             "qwindowicon", "qwindowtitle", "qmljsdebugger", "style", "display", "geometry"})
        parser.addOption(hidden(QLatin1String(name), QStringLiteral("value")));
    parser.addOption(hidden(QStringLiteral("reverse")));
}

CommandLine failure(const QString &sentence)
{
    CommandLine line;
    line.action = CommandLine::Action::Error;
    line.error = sentence + QStringLiteral(" \"qeager-demo --help\" lists what it takes.");
    return line;
}

} // namespace

QStringList CommandLine::pages()
{
    return {QStringLiteral("ordering"), QStringLiteral("table"), QStringLiteral("latency"), QStringLiteral("trace")};
}

CommandLine CommandLine::parse(const QStringList &arguments)
{
    QCommandLineParser parser;
    configure(parser);
    if (!parser.parse(arguments))
        return failure(parser.errorText());

    CommandLine line;
    QStringList surplus = parser.positionalArguments();
    const bool orders = parser.isSet(QStringLiteral("orders"));
    const bool images = parser.isSet(QStringLiteral("images"));
    if (parser.isSet(QStringLiteral("help"))) {
        line.action = Action::Help;
        return line;
    }
    if (parser.isSet(QStringLiteral("version"))) {
        line.action = Action::Version;
        return line;
    }
    const bool report = parser.isSet(QStringLiteral("table-report"));
    if (orders + images + report > 1)
        return failure(QStringLiteral("Give only one of --orders, --images and --table-report."));
    line.trace = parser.value(QStringLiteral("trace"));
    if (parser.isSet(QStringLiteral("trace")) && line.trace.isEmpty())
        return failure(QStringLiteral("--trace needs the name of a file."));
    line.page = parser.value(QStringLiteral("page"));
    if (parser.isSet(QStringLiteral("page")) && !pages().contains(line.page))
        return failure(QStringLiteral("There is no page '%1'; the pages are: %2.")
                           .arg(line.page, pages().join(QStringLiteral(", "))));
    const bool takesDirectory = images || report || line.page == QLatin1String("table");
    if (takesDirectory && !surplus.isEmpty())
        line.directory = surplus.takeFirst();
    if (!surplus.isEmpty())
        return failure(QStringLiteral("There is one argument too many: '%1'.").arg(surplus.constFirst()));
    line.action = orders ? Action::Orders : images ? Action::Images : report ? Action::TableReport : Action::Window;
    line.screenshots = parser.value(QStringLiteral("screenshots"));
    if (parser.isSet(QStringLiteral("screenshots")) && line.screenshots.isEmpty())
        return failure(QStringLiteral("--screenshots needs the name of a directory."));
    if (parser.isSet(QStringLiteral("font-size"))) {
        line.fontSize = parser.value(QStringLiteral("font-size")).toDouble();
        if (!(line.fontSize >= 6 && line.fontSize <= 40))
            return failure(QStringLiteral("--font-size needs a number from 6 to 40."));
    }
    line.dark = parser.isSet(QStringLiteral("dark"));
    line.platformGiven = parser.isSet(QStringLiteral("platform"));
    return line;
}

QString CommandLine::helpText()
{
    QCommandLineParser parser;
    configure(parser);
    return parser.helpText();
}

} // namespace Demo
