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
        "Shows what QEager's eager start of coroutines does. Without an option it opens a window with the example\n"
        "of --orders, live; without a display it prints the three lines."));
    parser.addOptions({
        {{QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Print this and exit.")},
        {{QStringLiteral("v"), QStringLiteral("version")}, QStringLiteral("Print the version and exit.")},
        {QStringLiteral("orders"),
         QStringLiteral("Start a coroutine lazily, posted and eagerly, and print the order of events for each.")},
        {QStringLiteral("images"),
         QStringLiteral("Load every PNG, JPEG and SVG picture under DIR twice through a cache, and print what each "
                        "pass cost. Without DIR: the system's icons, or pictures drawn for it.")},
        {QStringLiteral("trace"),
         QStringLiteral(
             "With --orders: record what ran when, and write it to FILE, for ui.perfetto.dev or Qt Creator."),
         QStringLiteral("FILE")},
        hidden(QStringLiteral("screenshot"), QStringLiteral("file")),
        hidden(QStringLiteral("dark")),
        hidden(QStringLiteral("show-trace")),
    });
    parser.addPositionalArgument(QStringLiteral("DIR"), QStringLiteral("Directory for --images."),
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
    if (orders && images)
        return failure(QStringLiteral("It is either --orders or --images."));
    line.trace = parser.value(QStringLiteral("trace"));
    if (parser.isSet(QStringLiteral("trace")) && !orders)
        return failure(QStringLiteral("--trace goes with --orders."));
    if (parser.isSet(QStringLiteral("trace")) && line.trace.isEmpty())
        return failure(QStringLiteral("--trace needs the name of a file."));
    if (images && !surplus.isEmpty())
        line.directory = surplus.takeFirst();
    if (!surplus.isEmpty())
        return failure(QStringLiteral("There is an argument too many: '%1'.").arg(surplus.constFirst()));
    line.action = orders ? Action::Orders : images ? Action::Images : Action::Window;
    line.screenshot = parser.value(QStringLiteral("screenshot"));
    line.showsTrace = parser.isSet(QStringLiteral("show-trace"));
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
