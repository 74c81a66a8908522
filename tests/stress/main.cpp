// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Runs random programs, and compares what became of them with what the model foretold.
//
//     qeager_stress [--programs N] [--from SEED]     # N seeds; without N: QEAGER_STRESS_PROGRAMS, or 10,000
//     qeager_stress --seed SEED [--without ID,...]   # one program, without some of its steps
//     qeager_stress --show SEED [--without ID,...]   # only its text
//     qeager_stress --shrink SEED                    # of one that crashes or hangs
//
// A program that fails is printed, made smaller, and printed again with the command that repeats it. --as-it-is leaves
// it as it is.

#include "model.h"
#include "shrink.h"
#include "world.h"

#include <QtCore/qcommandlineparser.h>
#include <QtCore/qcoreapplication.h>
#include <QtCore/qelapsedtimer.h>
#include <QtCore/qprocess.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>

#ifdef Q_OS_UNIX
#    include <unistd.h>
#endif

#if QEAGER_ADDRESS_SANITIZED
#    include <sanitizer/common_interface_defs.h>
#endif

using namespace Stress;

namespace {

std::atomic<unsigned long long> s_seed = 0; // of the program that runs

constexpr int LongestProgram = 20; // s

void saySeed() { std::fprintf(stderr, "qeager_stress: seed %llu\n", s_seed.load()); }

[[noreturn]] void died(int number)
{
    std::fprintf(stderr, "signal %d\n", number);
    saySeed(); // not allowed here, strictly; but there is nothing left to lose
    std::signal(number, SIG_DFL);
    std::raise(number);
    std::_Exit(1);
}

void watch()
{
#if QEAGER_ADDRESS_SANITIZED
    __sanitizer_set_death_callback(&saySeed);
#else
    std::signal(SIGSEGV, &died);
#endif
    std::signal(SIGABRT, &died);
#ifdef Q_OS_UNIX
    std::signal(SIGALRM, &died);
#endif
}

void setAlarm(int seconds)
{
#ifdef Q_OS_UNIX
    alarm(static_cast<unsigned>(seconds));
#else
    Q_UNUSED(seconds)
#endif
}

std::string inLines(const std::vector<std::string> &words)
{
    std::string text;
    for (const std::string &word : words)
        text += "    " + word + '\n';
    return text;
}

void show(const Program &program, const Trace &expected, const Trace &actual)
{
    std::printf("%s", program.text().c_str());
    size_t same = 0;
    while (same < expected.words.size() && same < actual.words.size() && expected.words[same] == actual.words[same])
        ++same;
    const auto rest = [same](const Trace &trace) {
        return inLines({trace.words.begin() + std::ptrdiff_t(same), trace.words.end()});
    };
    std::printf("the same:\n%s", inLines({actual.words.begin(), actual.words.begin() + std::ptrdiff_t(same)}).c_str());
    std::printf("then the model says:\n%sand it was:\n%s", rest(expected).c_str(), rest(actual).c_str());
    if (expected.reports != actual.reports)
        std::printf("reports of the model:\n%sand those that came:\n%s", inLines(expected.reports).c_str(),
                    inLines(actual.reports).c_str());
}

bool passes(Surroundings &surroundings, const Program &program, bool shows)
{
    s_seed = program.seed;
    setAlarm(LongestProgram);
    const Trace expected = Model(program).run();
    const Trace actual = surroundings.run(program);
    setAlarm(0);
    if (expected == actual)
        return true;
    if (shows)
        show(program, expected, actual);
    return false;
}

std::string list(const std::set<int> &ids)
{
    std::string text;
    for (const int id : ids) {
        text += text.empty() ? "" : ","; // apart from the number: GCC 12 at -O3 takes their sum for an overlap
        text += std::to_string(id);
    }
    return text;
}

void explain(const Program &program, std::set<int> left)
{
    std::printf("seed %llu fails, with %d steps; made smaller:\n", program.seed, program.steps);
    left = shrink(program, std::move(left));
    std::printf("%s", program.without(left).text().c_str());
    std::printf("repeat it with\n    %s --seed %llu --without %s --as-it-is\n",
                qPrintable(QCoreApplication::applicationFilePath()), program.seed, list(left).c_str());
    std::fflush(stdout);
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser options;
    const QString defaultPrograms = qEnvironmentVariable("QEAGER_STRESS_PROGRAMS", QStringLiteral("10000"));
    options.addOptions(
        {{QStringLiteral("programs"), QStringLiteral("N"), QStringLiteral("n"), defaultPrograms},
         {QStringLiteral("from"), QStringLiteral("first seed"), QStringLiteral("seed"), QStringLiteral("1")},
         {QStringLiteral("seed"), QStringLiteral("one program"), QStringLiteral("seed")},
         {QStringLiteral("show"), QStringLiteral("the text of one"), QStringLiteral("seed")},
         {QStringLiteral("shrink"), QStringLiteral("make one that crashes smaller"), QStringLiteral("seed")},
         {QStringLiteral("keep-going"), QStringLiteral("only list those that fail")},
         {QStringLiteral("without"), QStringLiteral("these steps"), QStringLiteral("ids")},
         {QStringLiteral("as-it-is"), QStringLiteral("do not make it smaller")}});
    options.process(application);
    std::set<int> left;
    for (const QString &id : options.value(QStringLiteral("without")).split(QLatin1Char(','), Qt::SkipEmptyParts))
        left.insert(id.toInt());
    if (options.isSet(QStringLiteral("show"))) {
        const auto seed = options.value(QStringLiteral("show")).toULongLong();
        std::printf("%s", Program::random(seed).without(left).text().c_str());
        return 0;
    }
    if (options.isSet(QStringLiteral("shrink"))) {
        explain(Program::random(options.value(QStringLiteral("shrink")).toULongLong()), left);
        return 1;
    }
    watch();
    const bool asItIs = options.isSet(QStringLiteral("as-it-is"));
    Surroundings surroundings;
    if (options.isSet(QStringLiteral("seed"))) {
        const Program program = Program::random(options.value(QStringLiteral("seed")).toULongLong());
        if (passes(surroundings, program.without(left), true))
            return 0;
        if (!asItIs)
            explain(program, left);
        return 1;
    }
    const auto from = options.value(QStringLiteral("from")).toULongLong();
    const auto count = options.value(QStringLiteral("programs")).toULongLong();
    QElapsedTimer timer;
    timer.start();
    unsigned long long steps = 0;
    unsigned long long failed = 0;
    const bool keepsGoing = options.isSet(QStringLiteral("keep-going"));
    for (auto seed = from; seed < from + count; ++seed) {
        const Program program = Program::random(seed);
        steps += static_cast<unsigned long long>(program.steps);
        if (passes(surroundings, program, !keepsGoing))
            continue;
        if (keepsGoing) {
            std::printf("seed %llu fails\n", seed);
            ++failed;
            continue;
        }
        if (!asItIs)
            explain(program, {});
        return 1;
    }
    if (failed > 0) {
        std::printf("%llu of %llu programs fail\n", failed, count);
        return 1;
    }
    std::printf("%llu programs of %llu steps, seeds %llu to %llu: as the model says, in %.1f s\n", count, steps, from,
                from + count - 1, double(timer.elapsed()) / 1000);
    return 0;
}
