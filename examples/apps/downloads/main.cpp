// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "downloads.h"
#include "progressbar.h"

#include <qeager/taskfactory.h>

#include <QtCore/qcommandlineparser.h>
#include <QtCore/qcoreapplication.h>

#include <cstdio>

namespace {

constexpr int SomeFailed = 1;
constexpr int Misused = 2;

int misused(const QString &what)
{
    std::fprintf(stderr, "downloads: %s; see --help.\n", qPrintable(what));
    return Misused;
}

QEager::Coro<int> run(QList<QUrl> urls, DownloadOptions options)
{
    ProgressBar bar(int(urls.size()));
    Downloads downloads(options, [&] { bar.show(downloads.ended(), downloads.bytes()); });
    const QList<Download> ended = co_await downloads.all(urls);
    bar.finish();

    int failed = 0;
    for (const Download &each : ended) {
        const bool ok = each.error.isEmpty();
        failed += ok ? 0 : 1;
        const QString text = ok ? ProgressBar::size(each.bytes) : each.error;
        const QString attempts = each.attempts > 1 ? QStringLiteral(" (attempts: %1)").arg(each.attempts) : QString();
        std::printf("%-6s %-12s %s%s\n", ok ? "ok" : "failed", qPrintable(each.name), qPrintable(text),
                    qPrintable(attempts));
    }
    std::printf("%d of %d files are there\n", int(ended.size()) - failed, int(ended.size()));
    co_return failed > 0 ? SomeFailed : 0;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Downloads files.\n\n"
                                                    "The exit status is 0 if all files are there, 1 if some are not, "
                                                    "and 2 if the arguments are wrong."));
    parser.addHelpOption();
    parser.addOptions({{QStringLiteral("directory"), QStringLiteral("where the files go"), QStringLiteral("path"),
                        QStringLiteral(".")},
                       {QStringLiteral("limit"), QStringLiteral("how many are downloaded at once"),
                        QStringLiteral("number"), QStringLiteral("4")},
                       {QStringLiteral("patience"), QStringLiteral("how many ms nothing may come"),
                        QStringLiteral("ms"), QStringLiteral("10000")},
                       {QStringLiteral("attempts"), QStringLiteral("how often each file is tried"),
                        QStringLiteral("number"), QStringLiteral("3")}});
    parser.addPositionalArgument(QStringLiteral("urls"), QStringLiteral("what to download"), QStringLiteral("urls…"));
    parser.process(app);

    DownloadOptions options{.directory = QDir(parser.value(QStringLiteral("directory")))};
    options.limit = parser.value(QStringLiteral("limit")).toInt();
    options.patience = std::chrono::milliseconds(parser.value(QStringLiteral("patience")).toInt());
    options.attempts = parser.value(QStringLiteral("attempts")).toInt();
    if (options.limit < 1 || options.patience.count() < 1 || options.attempts < 1)
        return misused(QStringLiteral("--limit, --patience and --attempts are numbers from 1 on"));
    if (!options.directory.exists())
        return misused(QStringLiteral("there is no directory '%1'").arg(options.directory.path()));
    QList<QUrl> urls;
    for (const QString &argument : parser.positionalArguments()) {
        const QUrl url(argument);
        if (!url.isValid() || url.host().isEmpty())
            return misused(QStringLiteral("'%1' is no address").arg(argument));
        urls.append(url);
    }
    if (urls.isEmpty())
        return misused(QStringLiteral("there is nothing to download"));

    const auto onError = [](const std::exception &error) {
        std::fprintf(stderr, "downloads: %s\n", error.what());
        QCoreApplication::exit(SomeFailed);
    };
    const auto running = QEager::post(run(urls, options)); // from the event loop, which exit() ends
    running.then(&app, [](int status) { QCoreApplication::exit(status); }, onError);
    return QCoreApplication::exec();
}
