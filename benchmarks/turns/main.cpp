// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// turns [--json FILE] [--loaded]
//
// Measures how many turns of the event loop things take that wait for each other, and with --loaded also how long they
// take in a loop whose turns take 10 ms. Prints tables. Exit status 1: QEager takes more than one turn or, loaded, one
// turn more than QCoro.

#include "shapes.h"

#include <qeager/startpolicy.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qelapsedtimer.h>
#include <QtCore/qfile.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qtimer.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

using namespace std::chrono_literals;

namespace {

const Shape shapes[] = {
    {"a posted start, and its awaiter", WithQEager::postedStart, WithQCoro::postedStart, WithQFuture::postedStart},
    {"gather of 10 that suspend once", WithQEager::gatherOfTen, WithQCoro::allOfTen, WithQFuture::allOfTen},
    {"group of 10 that suspend once", WithQEager::groupOfTen, WithQCoro::allOfTen, WithQFuture::allOfTen},
    {"chain of 10 Tasks", WithQEager::chainOfTasks, WithQCoro::chainByName, WithQFuture::chain},
    {"chain of 10 ValueTasks", WithQEager::chainOfValueTasks, WithQCoro::chainOfCalls, WithQFuture::chain},
    {"chain of 10 Coros", WithQEager::chainOfCoros, WithQCoro::chainOfCalls, WithQFuture::chain},
    {"latest(): a call that replaces one", WithQEager::latestCall},
#ifdef TURNS_OF_QML
    {"QML: a source, until it is Ready", WithQEager::qmlValue},
#endif
};

using Figure = std::optional<double>;

struct Figures
{
    Figure before; // QEager with one turn for each batch
    Figure qeager;
    Figure qcoro;
    Figure qfuture;
};

// Counts the turns from the event that is waited for to the end. Zero: it ended inside that event.
Figure turns(SetUp setUp)
{
    if (!setUp)
        return std::nullopt;
    double fewest = 1e9; // other work of the event loop may add a turn
    for (int repetition = 0; repetition < 20; ++repetition) {
        Trigger trigger;
        bool isDone = false;
        const Fire fire = setUp(trigger, [&isDone] { isDone = true; });
        QCoreApplication::processEvents();
        fire();
        int count = 0;
        while (!isDone) {
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
            ++count;
        }
        fewest = std::min(fewest, double(count));
        QCoreApplication::processEvents();
    }
    return fewest;
}

// Returns the median of the milliseconds when each turn of the loop does 10 ms of other work.
Figure latency(SetUp setUp)
{
    if (!setUp)
        return std::nullopt;
    std::vector<double> times;
    for (int repetition = 0; repetition < 15; ++repetition) {
        Trigger trigger;
        QEventLoop loop;
        QElapsedTimer clock;
        const Fire fire = setUp(trigger, [&] {
            times.push_back(double(clock.nsecsElapsed()) / 1e6);
            loop.quit();
        });
        QTimer work;
        QObject::connect(&work, &QTimer::timeout, &work, [] {
            QElapsedTimer busy;
            busy.start();
            while (busy.nsecsElapsed() < 10'000'000) {
            }
        });
        work.start(0ms);
        QTimer::singleShot(25ms, &loop, [&] { // in a turn like any other
            clock.start();
            fire();
        });
        loop.exec();
        QCoreApplication::processEvents();
    }
    std::ranges::sort(times);
    return times[times.size() / 2];
}

Figures measure(const Shape &shape, Figure (*figure)(SetUp))
{
    Figures figures;
    {
        const QEager::StartPolicyScope scope({.drainBudget = 0ns});
        figures.before = figure(shape.qeager);
    }
    figures.qeager = figure(shape.qeager);
    figures.qcoro = figure(shape.qcoro);
    figures.qfuture = figure(shape.qfuture);
    return figures;
}

std::string cell(Figure figure, int digits)
{
    if (!figure)
        return "-";
    char text[32];
    std::snprintf(text, sizeof text, "%.*f", digits, *figure);
    return text;
}

void printRow(const char *name, const Figures &figures, int digits)
{
    std::printf("| %s | %s | %s | %s | %s |\n", name, cell(figures.before, digits).c_str(),
                cell(figures.qeager, digits).c_str(), cell(figures.qcoro, digits).c_str(),
                cell(figures.qfuture, digits).c_str());
}

void printHead(const char *title)
{
    std::printf("| %s | QEager, `drainBudget` 0 | QEager | QCoro | QFuture |\n|---|---|---|---|---|\n", title);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    bool isMissed = false;
    QJsonArray rows;
    printHead("turns of the event loop");
    for (const Shape &shape : shapes) {
        const Figures figures = measure(shape, turns);
        printRow(shape.name, figures, 0);
        rows.append(QJsonObject{{QStringLiteral("shape"), QString::fromLatin1(shape.name)},
                                {QStringLiteral("turns"), *figures.qeager}});
        isMissed = isMissed || *figures.qeager > 1;
    }
    if (const qsizetype option = arguments.indexOf(QLatin1StringView("--json")); option > 0) {
        QFile file(arguments.value(option + 1));
        if (!file.open(QFile::WriteOnly) || file.write(QJsonDocument(rows).toJson()) < 0) {
            std::fprintf(stderr, "'%s' cannot be written.\n", qPrintable(file.fileName()));
            return 2;
        }
    }
    if (arguments.contains(QLatin1StringView("--loaded"))) {
        std::puts("");
        printHead("ms, in a loop with 10 ms of other work a turn");
        for (const Shape &shape : shapes) {
            const Figures figures = measure(shape, latency);
            printRow(shape.name, figures, 1);
            isMissed = isMissed || (figures.qcoro && *figures.qeager > *figures.qcoro + 12);
        }
    }
    if (isMissed)
        std::puts("\nQEager takes too many turns.");
    return isMissed;
}
