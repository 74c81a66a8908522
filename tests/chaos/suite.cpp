// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Runs the functions of test programs under QEAGER=chaos=SEED, but for those a list says are about order.
//
//     chaos_suite LIST SEEDS PROGRAM...
//
// SEEDS: 20 for 1 to 20, 7-7 for one. LIST: a line `program` or `program::function` each, below a line `# reason`. What
// it lists must exist.

#include <QtCore/qcoreapplication.h>
#include <QtCore/qelapsedtimer.h>
#include <QtCore/qfile.h>
#include <QtCore/qfileinfo.h>
#include <QtCore/qmap.h>
#include <QtCore/qprocess.h>
#include <QtCore/qqueue.h>
#include <QtCore/qset.h>
#include <QtCore/qthread.h>
#include <QtCore/qtimer.h>

#include <cstdio>

namespace {

constexpr int TimeLimit = 60'000; // ms, of one program with one seed

void say(const QString &line)
{
    std::printf("%s\n", qPrintable(line));
    std::fflush(stdout);
}

struct Listed
{
    QMap<QString, QSet<QString>> functions; // of each program; empty: all
    QStringList problems;
};

Listed readList(const QString &path)
{
    Listed listed;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Text)) {
        listed.problems.append(QStringLiteral("%1: %2").arg(path, file.errorString()));
        return listed;
    }
    bool hasReason = false;
    for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n')) {
        const QString entry = line.trimmed();
        if (entry.isEmpty() || entry.startsWith(u'#')) {
            hasReason = !entry.isEmpty();
            continue;
        }
        const QString program = entry.section(QStringLiteral("::"), 0, 0);
        const QString function = entry.section(QStringLiteral("::"), 1);
        auto &functions = listed.functions[program];
        if (!hasReason)
            listed.problems.append(QStringLiteral("%1 is listed without a reason").arg(entry));
        if (functions.contains(function) || functions.contains(QString()))
            listed.problems.append(QStringLiteral("%1 is listed twice").arg(entry));
        functions.insert(function);
    }
    return listed;
}

QStringList functionsOf(const QString &program, const QProcessEnvironment &environment)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(program, {QStringLiteral("-functions")});
    process.waitForFinished();
    QStringList functions;
    for (const QString &line : QString::fromLocal8Bit(process.readAllStandardOutput()).split(u'\n')) {
        if (line.endsWith(QLatin1StringView("()")))
            functions.append(line.chopped(2));
    }
    return functions;
}

struct Run
{
    QString program;
    QStringList functions;
    quint64 seed;
};

class Suite : public QObject
{
public:
    QQueue<Run> waiting;
    QProcessEnvironment environment;
    int failures = 0;

    void startMore()
    {
        while (m_running < QThread::idealThreadCount() && !waiting.isEmpty())
            start(waiting.dequeue());
        if (m_running == 0)
            QCoreApplication::quit();
    }

private:
    void start(const Run &run)
    {
        ++m_running;
        auto *const process = new QProcess(this);
        QProcessEnvironment own = environment;
        own.insert(QStringLiteral("QEAGER"), QStringLiteral("chaos=%1").arg(run.seed));
        process->setProcessEnvironment(own);
        process->setProcessChannelMode(QProcess::MergedChannels);
        QTimer::singleShot(TimeLimit, process, [process] { process->kill(); });
        const auto ended = [this, process, run] {
            if (process->error() != QProcess::UnknownError || process->exitStatus() != QProcess::NormalExit ||
                process->exitCode() != 0)
                fail(run, process);
            process->deleteLater();
            --m_running;
            startMore();
        };
        QObject::connect(process, &QProcess::finished, this, ended);
        QObject::connect(process, &QProcess::errorOccurred, this, [ended](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                ended();
        });
        process->start(run.program, run.functions);
    }
    void fail(const Run &run, QProcess *process)
    {
        ++failures;
        say(QStringLiteral("\nFAILED: QEAGER=chaos=%1 %2").arg(run.seed).arg(run.program));
        bool shown = false; // a message of a failure goes on in lines with blanks before
        for (const QString &line : QString::fromLocal8Bit(process->readAll()).split(u'\n')) {
            shown = !line.startsWith(QLatin1StringView("PASS")) && !line.startsWith(QLatin1StringView("Config")) &&
                    !line.startsWith(QLatin1StringView("*****"));
            if (shown)
                say(QStringLiteral("    ") + line);
        }
        if (process->exitStatus() != QProcess::NormalExit)
            say(QStringLiteral("    It crashed, or was killed after %1 s.").arg(TimeLimit / 1000));
    }
    int m_running = 0;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 4) {
        say(QStringLiteral("usage: chaos_suite LIST SEEDS PROGRAM..."));
        return 2;
    }
    Listed listed = readList(arguments[1]);
    const bool isRange = arguments[2].contains(u'-');
    const quint64 firstSeed = isRange ? arguments[2].section(u'-', 0, 0).toULongLong() : 1;
    const quint64 lastSeed = arguments[2].section(u'-', -1).toULongLong();

    QElapsedTimer timer;
    timer.start();
    Suite suite;
    suite.environment = QProcessEnvironment::systemEnvironment();
    suite.environment.remove(QStringLiteral("QEAGER"));
    qsizetype functions = 0, left = 0;
    for (const QString &program : arguments.sliced(3)) {
        const QString name = QFileInfo(program).baseName();
        QStringList all = functionsOf(program, suite.environment);
        functions += all.size();
        if (all.isEmpty())
            listed.problems.append(QStringLiteral("%1 has no functions").arg(program));
        const QSet<QString> out = listed.functions.take(name);
        if (out.contains(QString())) {
            left += all.size();
            continue;
        }
        for (const QString &function : out) {
            if (!all.removeOne(function))
                listed.problems.append(QStringLiteral("%1 has no function %2, which is listed").arg(name, function));
            ++left;
        }
        if (all.isEmpty()) {
            listed.problems.append(QStringLiteral("%1: all functions are listed; list the program").arg(name));
            continue;
        }
        for (quint64 seed = firstSeed; seed <= lastSeed; ++seed)
            suite.waiting.enqueue({program, all, seed});
    }
    for (auto program = listed.functions.keyBegin(); program != listed.functions.keyEnd(); ++program)
        listed.problems.append(QStringLiteral("there is no program %1, which is listed").arg(*program));
    if (!listed.problems.isEmpty()) {
        say(listed.problems.join(u'\n'));
        return 1;
    }
    const qsizetype runs = suite.waiting.size();
    QTimer::singleShot(0, &suite, [&suite] { suite.startMore(); });
    QCoreApplication::exec();
    say(QStringLiteral("%1 functions, of which %2 are about order; seeds %3 to %4: %5 of %6 runs failed, in %7 s")
            .arg(functions)
            .arg(left)
            .arg(firstSeed)
            .arg(lastSeed)
            .arg(suite.failures)
            .arg(runs)
            .arg(timer.elapsed() / 1000));
    return suite.failures || runs == 0 ? 1 : 0;
}
