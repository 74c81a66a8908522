// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/chaos.h>
#include <qeager/configure.h>
#include <qeager/startpolicy.h>
#include <qeager/taskfactory.h>

#include "shared/latencyfile.h"
#include "shared/log.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/program.h"
#include "shared/tracechecker.h"

#include <QtCore/qdir.h>
#include <QtCore/qsemaphore.h>
#include <QtCore/qtemporarydir.h>

#include <thread>

using namespace QEager;
using namespace std::chrono;
using namespace std::chrono_literals;

static_assert(std::is_same_v<decltype(configure(QString())), bool>);

namespace {

const QString Program = QStringLiteral(QEAGER_APPLICATION);
const QString Dormant = QStringLiteral("main: posted 128 0\nthread: posted 128 0\n");
const QString End = QStringLiteral("end\nclosed\n");

Coro<> nothing() { co_return; }
bool startsEagerly() { return createTask(nothing()).isDone(); }

QString ignored(const char *setting, const char *why)
{
    return QStringLiteral("The setting \"%1\" is ignored: %2").arg(QLatin1StringView(setting), QLatin1StringView(why));
}
const char *const NeedsFactory = "factory needs \"eager\" or \"posted\".";
const char *const NeedsDepth = "depth needs a whole number from 0 on.";
const char *const NeedsBudget = "budget needs milliseconds, from 0 to a day.";
const char *const NeedsDrain = "drain needs milliseconds, from 0 to a day.";
const char *const LatencyNeeds = "latency needs the name of a file.";
const char *const TraceNeeds = "trace needs the name of a file.";
const char *const Keys = "the keys are factory, depth, budget, drain, latency, trace, chaos.";
const char *const NeedsSeed = "chaos needs a seed, a whole number from 0 on, or \"off\".";

} // namespace

class TestConfigure : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup()
    {
        {
            const Messages quiet;
            QVERIFY(configure(QStringLiteral("factory=posted;depth=128;budget=0")));
        }
        QVERIFY(!startsEagerly());
        QVERIFY(startPolicy() == StartPolicy());
        checkNothingIsLeft(2);
    }

    void nothingIsOnUnlessAskedFor()
    {
        Messages messages;
        for (const char *specification : {"", " ", ";", " ; ;; "})
            QVERIFY(configure(QString::fromLatin1(specification)));
        QCOMPARE(messages.take() + messages.takeInfos(), QString());
        QVERIFY(!startsEagerly());
        QVERIFY(startPolicy() == StartPolicy());
    }

    void setsWhatIsAskedFor()
    {
        Messages messages;
        QVERIFY(configure(QStringLiteral("factory=eager;depth=7;budget=2.5")));
        QCOMPARE(messages.takeInfos(), QStringLiteral("QEager is set to factory=eager;depth=7;budget=2.5"));
        QVERIFY(startsEagerly());
        QCOMPARE(startPolicy().maxDepth, 7);
        QVERIFY(startPolicy().turnBudget == 2500us);

        QVERIFY(configure(QStringLiteral("drain=0.25")));
        QCOMPARE(messages.takeInfos(), QStringLiteral("QEager is set to drain=0.25"));
        QVERIFY(startPolicy().drainBudget == 250us);
        QVERIFY(configure(QStringLiteral("drain=1")));
        QCOMPARE(messages.takeInfos(), QStringLiteral("QEager is set to drain=1"));

        QVERIFY(configure(QStringLiteral("budget = 0 ;; factory=posted;"))); // the rest stays
        QCOMPARE(messages.takeInfos(), QStringLiteral("QEager is set to budget = 0;factory=posted"));
        QVERIFY(!startsEagerly());
        QVERIFY(startPolicy() == StartPolicy({.maxDepth = 7}));

        QVERIFY(configure(QStringLiteral("depth=1;depth=0"))); // in their order
        QCOMPARE(startPolicy().maxDepth, 0);
        QCOMPARE(messages.take(), QString());
    }

    void isForThreadsToComeToo()
    {
        const Messages quiet;
        Log log;
        QSemaphore opened;
        QSemaphore configured;
        const auto say = [&](const char *thread) {
            log(thread, startsEagerly() ? "-eager-" : "-posted-", startPolicy().maxDepth);
        };
        std::thread earlier([&] {
            say("earlier");
            opened.release();
            configured.acquire();
            say("earlier");
        });
        opened.acquire();
        QVERIFY(configure(QStringLiteral("factory=eager;depth=9")));
        configured.release();
        earlier.join();
        std::thread([&] { say("later"); }).join();
        COMPARE_LOG(log, "earlier-posted-128 earlier-posted-128 later-eager-9");
    }

    void namesWhatItIgnores_data()
    {
        QTest::addColumn<QString>("setting");
        QTest::addColumn<QString>("why");
        const auto row = [](const char *setting, const char *why) {
            QTest::newRow(setting) << QString::fromLatin1(setting) << QString::fromLatin1(why);
        };
        for (const char *setting : {"factory", "factory=", "factory=Eager", "factory=lazy", "factory=eager=eager"})
            row(setting, NeedsFactory);
        for (const char *setting :
             {"depth", "depth=", "depth=-1", "depth=1.5", "depth=many", "depth=99999999999", "depth=1,2"})
            row(setting, NeedsDepth);
        for (const char *setting : {"budget", "budget=-1", "budget=5ms", "budget=inf", "budget=nan", "budget=1e300"})
            row(setting, NeedsBudget);
        for (const char *setting : {"drain", "drain=-1", "drain=never"})
            row(setting, NeedsDrain);
        for (const char *setting : {"latency", "latency="})
            row(setting, LatencyNeeds);
        for (const char *setting : {"trace", "trace="})
            row(setting, TraceNeeds);
        for (const char *setting :
             {"chaos", "chaos=", "chaos=-1", "chaos=1.5", "chaos=x", "chaos=Off", "chaos=18446744073709551616"})
            row(setting, NeedsSeed);
        for (const char *setting : {"colour=red", "Factory=eager", "=eager", "eager", "=", "depth:3", "a\"%1;b"})
            row(QByteArray(setting).split(';').first().constData(), Keys);
    }
    void namesWhatItIgnores()
    {
        QFETCH(QString, setting);
        QFETCH(QString, why);
        Messages messages;
        QVERIFY(!configure(QStringLiteral("depth=3;%1;factory=eager").arg(setting)));
        QCOMPARE(messages.take(), ignored(setting.toLatin1().constData(), why.toLatin1().constData()));
        QCOMPARE(messages.takeInfos(), QStringLiteral("QEager is set to depth=3;factory=eager")); // the rest is
        QVERIFY(startsEagerly());
        QVERIFY(startPolicy() == StartPolicy({.maxDepth = 3}));
    }

    void aBadValueChangesNothing()
    {
        Messages messages;
        QVERIFY(configure(QStringLiteral("depth=5")));
        QVERIFY(!configure(QStringLiteral("depth=-3;x")));
        QCOMPARE(messages.take(), ignored("depth=-3", NeedsDepth) + u'\n' + ignored("x", Keys));
        QCOMPARE(startPolicy().maxDepth, 5);
        QCOMPARE(messages.takeInfos(), QStringLiteral("QEager is set to depth=5"));
    }

    void disturbsTheOrder()
    {
        // More is in tst_chaos_threads.
        const Messages quiet;
        QVERIFY(configure(QStringLiteral("chaos=0")));
        QCOMPARE(chaosSeed(), std::optional<quint64>(0));
        QVERIFY(!configure(QStringLiteral("chaos=-1"))); // changes nothing
        QCOMPARE(chaosSeed(), std::optional<quint64>(0));
        QVERIFY(configure(QStringLiteral("chaos=off")));
        QVERIFY(!chaosSeed());
    }

    // -- a program that is set from outside

    void aProgramIsDormant()
    {
        const Ended ended = run(Program, {});
        QCOMPARE(ended.output, Dormant + End);
        QCOMPARE(ended.errors, QString());
        QCOMPARE(ended.exitCode, 0);
    }

    void theEnvironmentSetsAProgram()
    {
        const Ended ended = run(Program, {}, {QStringLiteral("QEAGER=factory=eager;depth=6;what;budget=0.5")});
        QCOMPARE(ended.output, QStringLiteral("main: eager 6 500000\nthread: eager 6 500000\n") + End);
        QCOMPARE(ended.errors, QStringLiteral("warning: %1\ninfo: QEager is set to factory=eager;depth=6;budget=0.5\n")
                                   .arg(ignored("what", Keys)));
        QCOMPARE(ended.exitCode, 0);
    }

    void writesWhatItRecorded_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<bool>("closes");
        QTest::addColumn<QString>("phases"); // of the trace
        const QString posted =
            QStringLiteral("b:Task-1 B:post Task-1 s E b:Task-1025 B:post Task-1025 s E B:Task-1025 f E e "
                           "b:Task-2 B:post Task-2 s E B:Task-1 f E e B:Task-2 ");
        const QString closed = QStringLiteral("E n:cancel B:Task-2 f E e");
        QTest::newRow("environment") << QString() << true << posted + "t " + closed;
        QTest::newRow("before the application") << QStringLiteral("before=%1") << true << posted + "t " + closed;
        QTest::newRow("after its construction") << QStringLiteral("after=%1") << true << posted + "t " + closed;
        QTest::newRow("from a thread") << QStringLiteral("thread=%1") << true // when both have been posted
                                       << "b:Task-1 B:Task-1 E e b:Task-2 B:Task-2 s " + closed;
        QTest::newRow("the application is never destroyed") << QStringLiteral("leak") << false << posted + "f E e";
    }
    void writesWhatItRecorded()
    {
        QFETCH(QString, arguments);
        QFETCH(bool, closes);
        QFETCH(QString, phases);
        const QTemporaryDir dir;
        const QString latency = dir.filePath(QStringLiteral("the latency, 100%.json"));
        const QString trace = dir.filePath(QStringLiteral("trace.json"));
        const QString settings = QStringLiteral("latency=%1;trace=%2").arg(latency, trace);
        const bool byArgument = arguments.contains(u'=');
        const Ended ended = run(Program, {byArgument ? arguments.arg(settings) : arguments},
                                {byArgument ? QStringLiteral("QEAGER=") : QStringLiteral("QEAGER=") + settings});
        QCOMPARE(ended.errors, QStringLiteral("info: QEager is set to %1\n").arg(settings));
        QCOMPARE(ended.output, Dormant + (closes ? End : QStringLiteral("end\n")));
        QCOMPARE(ended.exitCode, 0);
        QCOMPARE(latencyFileProblem(latency), QString());
        QVERIFY(busySpansIn(latency) > 0);
        const TraceChecker written = TraceChecker::read(trace);
        QCOMPARE(written.problem(), QString());
        QCOMPARE(written.phases(), phases);
    }

    void theLastTurnIsBusyToo_data()
    {
        QTest::addColumn<QString>("dispatcher");
        QTest::newRow("GLib's, where there is one") << QStringLiteral("QT_NO_GLIB=");
        QTest::newRow("Qt's own") << QStringLiteral("QT_NO_GLIB=1"); // says nothing when its loop ends
    }
    void theLastTurnIsBusyToo()
    {
        QFETCH(QString, dispatcher);
        const QTemporaryDir dir;
        const QString latency = dir.filePath(QStringLiteral("latency.json"));
        const Ended ended =
            run(Program, {QStringLiteral("once")}, {QStringLiteral("QEAGER=latency=") + latency, dispatcher});
        QCOMPARE(ended.exitCode, 0);
        QVERIFY(busySpansIn(latency) > 0);
    }

    void theLastFileCounts()
    {
        const QTemporaryDir dir;
        const auto settings = [&](const char *number) {
            return QStringLiteral("latency=%1/l%2.json;trace=%1/t%2.json").arg(dir.path(), QLatin1StringView(number));
        };
        const Ended ended =
            run(Program, {QStringLiteral("after=") + settings("2")}, {QStringLiteral("QEAGER=") + settings("1")});
        QCOMPARE(ended.exitCode, 0);
        QCOMPARE(QDir(dir.path()).entryList(QDir::Files).join(u' '), QStringLiteral("l2.json t2.json"));
        QCOMPARE(latencyFileProblem(dir.filePath(QStringLiteral("l2.json"))), QString());
        QCOMPARE(TraceChecker::read(dir.filePath(QStringLiteral("t2.json"))).problem(), QString());
    }

    void aFileMayBeNamedAfterTheProcess()
    {
        const QTemporaryDir dir;
        QCOMPARE(run(Program, {}, {QStringLiteral("QEAGER=latency=%1/latency-%p.json").arg(dir.path())}).exitCode, 0);
        const QStringList files = QDir(dir.path()).entryList(QDir::Files);
        QCOMPARE(files.size(), 1);
        QFile file(dir.filePath(files.first()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(
            files.first(),
            QStringLiteral("latency-%1.json").arg(QJsonDocument::fromJson(file.readAll())[u"processId"].toInteger()));
    }

    void aFileThatCanNotBeWrittenIsSaidOnce_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("what");
        QTest::newRow("latency") << "latency" << "latency of the event loop";
        QTest::newRow("trace") << "trace" << "trace";
    }
    void aFileThatCanNotBeWrittenIsSaidOnce()
    {
        QFETCH(QString, key);
        QFETCH(QString, what);
        const QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("no/such/folder"));
        const Ended ended = run(Program, {}, {QStringLiteral("QEAGER=%1=%2").arg(key, path)});
        const QString warning = QStringLiteral("warning: The %1 could not be written to %2: ").arg(what, path);
        QCOMPARE(ended.errors.count(warning), 1);
        QCOMPARE(ended.errors.count(u'\n'), 2); // that, and what is set
        QCOMPARE(ended.output, Dormant + End);
        QCOMPARE(ended.exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(TestConfigure)

#include "tst_configure.moc"
