// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Which task a stall names is in tst_loopmonitor_tasks.cpp.

#include <qeager/detail/histogram.h>
#include <qeager/loopmonitor.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/work.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qsemaphore.h>
#include <QtCore/qtemporarydir.h>

#include <algorithm>
#include <ctime>
#include <thread>
#include <type_traits>

using namespace QEager;
using namespace std::chrono;
using namespace std::chrono_literals;

static_assert(!std::is_copy_constructible_v<LoopMonitor> && !std::is_move_constructible_v<LoopMonitor>);
static_assert(!std::is_convertible_v<nanoseconds, LoopMonitor>);
static_assert(std::is_copy_constructible_v<LoopReport>);

namespace {

//! As work(), but in processor time, which others can not take away.
void compute()
{
    const auto used = [] {
        timespec time = {};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return seconds(time.tv_sec) + nanoseconds(time.tv_nsec);
    };
    const nanoseconds end = used() + Work;
    while (used() < end) {
    }
}

//! How many of the kept stalls were at least as long as the workload.
qsizetype longStalls(const LoopReport &report)
{
    return std::ranges::count_if(report.stalls, [](const auto &stall) { return stall.duration >= Work; });
}

//! Runs \a body in the event loop of a thread of its own, and gives the report of a monitor there.
template <typename Body>
LoopReport reportOfThread(Body body)
{
    LoopReport report;
    QThread thread;
    thread.setObjectName(QStringLiteral("worker"));
    QObject inThread;
    inThread.moveToThread(&thread);
    std::unique_ptr<LoopMonitor> monitor;
    QObject::connect(&thread, &QThread::started, &inThread, [&] {
        monitor = std::make_unique<LoopMonitor>();
        QTimer::singleShot(1, &inThread, [&] {
            body();
            QTimer::singleShot(1, &inThread, [&] {
                report = monitor->report();
                monitor.reset();
                inThread.moveToThread(nullptr);
                thread.quit();
            });
        });
    });
    thread.start();
    thread.wait();
    return report;
}

bool isNothing(const LoopReport::Durations &durations)
{
    return !durations.count && durations.p50 == 0ns && durations.p95 == 0ns && durations.p99 == 0ns &&
           durations.max == 0ns;
}

} // namespace

class TestLoopMonitor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { checkNothingIsLeft(); }

    void histogramIsNeverMoreThanASixteenthAbove()
    {
        using detail::Histogram;
        QCOMPARE(Histogram().percentile(50), 0ns);
        for (int exponent = 0; exponent < 63; ++exponent) {
            for (const qint64 value : {qint64(1) << exponent, (qint64(1) << exponent) + (qint64(1) << exponent) / 3}) {
                Histogram histogram;
                histogram.add(nanoseconds(value));
                histogram.add(nanoseconds::max()); // so that max() does not hide the bucket's end
                QVERIFY(histogram.percentile(50).count() >= value);
                QVERIFY(histogram.percentile(50).count() - value <= value / 16);
                QCOMPARE(histogram.percentile(100), nanoseconds::max());
            }
        }
    }

    void histogramCounts()
    {
        detail::Histogram histogram;
        for (int i = 1; i <= 100; ++i)
            histogram.add(nanoseconds(i % 10)); // ten of each; up to 15 each has a bucket of its own
        histogram.add(-1ns);
        QCOMPARE(histogram.count(), 101u);
        QCOMPARE(histogram.percentile(0), 0ns);
        QCOMPARE(histogram.percentile(10), 0ns);
        QCOMPARE(histogram.percentile(50), 4ns);
        QCOMPARE(histogram.percentile(95), 9ns);
        QCOMPARE(histogram.max(), 9ns);
    }

    void aBusyHandlerIsAStall_data()
    {
        QTest::addColumn<bool>("byTimer");
        QTest::newRow("posted event") << false;
        QTest::newRow("timer") << true; // which the Unix dispatcher runs when it is "about to block"
    }
    void aBusyHandlerIsAStall()
    {
        QFETCH(bool, byTimer);
        spin();
        const auto before = QDateTime::currentDateTimeUtc();
        const auto start = steady_clock::now();
        const LoopMonitor monitor;
        QVERIFY(monitor.isWatching());
        bool done = false;
        const auto handler = [&] {
            work();
            done = true;
        };
        if (byTimer)
            QTimer::singleShot(1, qApp, handler);
        else
            QMetaObject::invokeMethod(qApp, handler, Qt::QueuedConnection);
        VERIFY_UNTIL(done);
        spin();
        const LoopReport report = monitor.report();
        const nanoseconds all = steady_clock::now() - start;

        QCOMPARE(report.thread, QStringLiteral("main"));
        QVERIFY(report.began >= before);
        QCOMPARE(longStalls(report), 1);
        const LoopReport::Stall &longest = report.stalls.first();
        QVERIFY(longest.duration <= all);
        QVERIFY(longest.began >= before.addMSecs(-1));
        QVERIFY(longest.began <= QDateTime::currentDateTimeUtc());
        QCOMPARE(longest.task, QString());
        QCOMPARE(report.busySpans.max, longest.duration);
        QVERIFY(report.busy >= Work);
        QVERIFY(report.busy <= report.watched);
        QVERIFY(report.watched <= all);
        QVERIFY(report.busySpans.p50 <= report.busySpans.p95);
        QVERIFY(report.busySpans.p95 <= report.busySpans.p99);
        QVERIFY(report.busySpans.p99 <= report.busySpans.max);
    }

    void aPostedEventWaitsForTheHandlerBeforeIt()
    {
        const LoopMonitor monitor;
        QMetaObject::invokeMethod(qApp, [] { work(); }, Qt::QueuedConnection);
        spin(2);
        const LoopReport report = monitor.report();
        QCOMPARE(report.latency.count, 1u);
        QVERIFY(report.latency.max >= Work);
    }

    void waitingIsNotBusy()
    {
        spin();
        const LoopMonitor monitor(1ns); // as many probes as may be
        constexpr auto Pause = 300ms;
        bool rang = false;
        QTimer::singleShot(Pause, Qt::PreciseTimer, qApp, [&] { rang = true; });
        int turns = 0;
        while (!rang) {
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
            ++turns;
        }
        spin();
        const LoopReport report = monitor.report();
        QVERIFY(report.watched >= Pause - 5ms);
        QVERIFY(report.busySpans.max < Pause);
        QVERIFY(report.busy < Pause);
        QVERIFY2(turns < 20, "the probes keep an idle loop busy");
        QVERIFY2(report.latency.count < 20, "the probes keep an idle loop busy");
    }

    void probesAreAsFrequentAsAsked_data()
    {
        QTest::addColumn<qint64>("interval");
        QTest::addColumn<quint64>("probes");
        QTest::newRow("none") << qint64(0) << quint64(0);
        QTest::newRow("less than none") << qint64(-1) << quint64(0);
        QTest::newRow("one an hour") << qint64(nanoseconds(1h).count()) << quint64(1);
    }
    void probesAreAsFrequentAsAsked()
    {
        QFETCH(qint64, interval);
        QFETCH(quint64, probes);
        const LoopMonitor monitor{nanoseconds(interval)};
        for (int i = 0; i < 20; ++i) {
            QMetaObject::invokeMethod(qApp, [] {}, Qt::QueuedConnection);
            spin(2);
        }
        QCOMPARE(monitor.report().latency.count, probes);
        QVERIFY(monitor.report().busySpans.count >= 20u);
    }

    void aNestedLoopEndsTheSpan()
    {
        spin();
        const LoopMonitor monitor;
        QMetaObject::invokeMethod(
            qApp,
            [] {
                work();
                spin();
                work();
            },
            Qt::QueuedConnection);
        spin(2);
        QCOMPARE(longStalls(monitor.report()), 2);
    }

    void keepsTheLongestStalls()
    {
        const LoopMonitor monitor;
        for (int i = 1; i <= 3 * LoopMonitor::KeptStalls; ++i) {
            QMetaObject::invokeMethod(qApp, [i] { work(i * 100us); }, Qt::QueuedConnection);
            spin(2);
        }
        const LoopReport report = monitor.report();
        QCOMPARE(report.stalls.size(), LoopMonitor::KeptStalls);
        QVERIFY(std::ranges::is_sorted(report.stalls, std::ranges::greater(), &LoopReport::Stall::duration));
        QVERIFY(report.stalls.last().duration >= (2 * LoopMonitor::KeptStalls + 1) * 100us);
    }

    void watchesItsOwnThread()
    {
        const LoopMonitor here;
        const LoopReport there = reportOfThread(compute);
        QCOMPARE(there.thread, QStringLiteral("worker"));
        QCOMPARE(longStalls(there), 1);
        QVERIFY(there.busy <= there.watched);
        QVERIFY(there.latency.count > 0);
        QCOMPARE(longStalls(here.report()), 0);
    }

    void sleepingInAnotherThreadIsNotSeen()
    {
        const auto Nap = 200ms;
        QVERIFY(reportOfThread([Nap] { std::this_thread::sleep_for(Nap); }).busySpans.max < Nap);
    }

    void withoutADispatcherThereIsNothing()
    {
        Messages messages;
        LoopReport report;
        bool watching = true;
        std::thread([&] {
            const LoopMonitor monitor;
            watching = monitor.isWatching();
            report = monitor.report();
        }).join();
        QVERIFY(!watching);
        QVERIFY(isNothing(report.busySpans));
        QVERIFY(isNothing(report.latency));
        QVERIFY(report.stalls.isEmpty());
        QCOMPARE(report.busy, 0ns);
        QCOMPARE(
            messages.take(),
            QStringLiteral("LoopMonitor: this thread has no event dispatcher, so there is nothing to watch. Make the "
                           "monitor after the QCoreApplication, and in the main thread or a QThread."));
    }

    void mayOutliveTheDispatcher()
    {
        struct Last
        {
            Log *log = nullptr;
            QSemaphore *gone = nullptr;
            std::unique_ptr<LoopMonitor> monitor;
            ~Last()
            {
                (*log)(monitor->isWatching(), ":", monitor->report().thread);
                monitor.reset();
                gone->release();
            }
        };
        Log log;
        QSemaphore gone;
        const std::unique_ptr<QThread> thread(QThread::create([&] {
            thread_local Last atTheEnd; // goes after wait(), and, until Qt 6.7, after the thread's dispatcher
            atTheEnd.log = &log;
            atTheEnd.gone = &gone;
            atTheEnd.monitor = std::make_unique<LoopMonitor>();
            log(atTheEnd.monitor->isWatching());
        }));
        thread->setObjectName(QStringLiteral("short"));
        thread->start();
        thread->wait();
        gone.acquire();
        const QStringList either{QStringLiteral("true false:short"), QStringLiteral("true true:short")};
        QVERIFY2(either.contains(log.words()), qPrintable(log.words()));
    }

    void reportsAsText()
    {
        LoopReport report;
        report.thread = QStringLiteral("main");
        report.watched = 2s;
        report.busy = 1500us;
        report.busySpans = {3, 100us, 200us, 300us, 1100us};
        report.stalls = {{QDateTime::fromMSecsSinceEpoch(0, Qt::UTC), 1100us, QStringLiteral("import"), 900us},
                         {QDateTime::fromMSecsSinceEpoch(5, Qt::UTC), 300us, QString(), 0ns}};
        QCOMPARE(
            report.text(),
            QStringLiteral("Event loop of thread \"main\": watched 2000.000 ms, busy 1.500 ms\n"
                           "Busy spans: 3, p50 0.100 ms, p95 0.200 ms, p99 0.300 ms, longest 1.100 ms\n"
                           "Latency of posted events: 0, p50 0.000 ms, p95 0.000 ms, p99 0.000 ms, longest 0.000 ms\n"
                           "Busy for 1.100 ms from 1970-01-01T00:00:00.000Z, 0.900 ms of it in task import\n"
                           "Busy for 0.300 ms from 1970-01-01T00:00:00.005Z\n"));
    }

    void savesJson()
    {
        LoopReport report;
        report.thread = QStringLiteral("a \"thread\"\n\\ of \U0001F600");
        report.began = QDateTime::fromMSecsSinceEpoch(0, Qt::UTC);
        report.watched = 2s;
        report.busySpans = {3, 1ns, 2ns, 3ns, 4ns};
        report.stalls = {{report.began, 4ns, QStringLiteral("<\"&\t"), 3ns}};
        const QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("latency.json"));
        QVERIFY(report.save(path));
        report.busy = 5ns;
        QVERIFY(report.save(path)); // in its place

        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
        QStringList members = json.keys();
        QCOMPARE(members.join(u' '),
                 QStringLiteral("application began busyNs busySpans format latency processId stalls thread watchedNs"));
        QCOMPARE(json[QStringLiteral("format")].toString(), QStringLiteral("qeager-latency-1"));
        QCOMPARE(json[QStringLiteral("thread")].toString(), report.thread);
        QCOMPARE(json[QStringLiteral("watchedNs")].toInteger(), 2'000'000'000);
        QCOMPARE(json[QStringLiteral("busyNs")].toInteger(), 5);
        const auto text = [](const auto &part) {
            return QString::fromUtf8(QJsonDocument(part).toJson(QJsonDocument::Compact));
        };
        QCOMPARE(text(json[QStringLiteral("busySpans")].toObject()),
                 QStringLiteral("{\"count\":3,\"maxNs\":4,\"p50Ns\":1,\"p95Ns\":2,\"p99Ns\":3}"));
        QCOMPARE(
            text(json[QStringLiteral("stalls")].toArray()),
            QStringLiteral(
                "[{\"began\":\"1970-01-01T00:00:00.000Z\",\"durationNs\":4,\"task\":\"<\\\"&\\t\",\"taskNs\":3}]"));
    }

    void whatCanNotBeWrittenIsAWarning()
    {
        Messages messages;
        const QTemporaryDir dir;
        QVERIFY(!LoopReport().save(dir.filePath(QStringLiteral("no/such/folder"))));
        QVERIFY(messages.take().startsWith(
            QStringLiteral("The latency of the event loop could not be written to %1/no/such/folder: ")
                .arg(dir.path())));
        QVERIFY(!LoopReport().save(dir.path()));
        QVERIFY(messages.take().startsWith(QStringLiteral("The latency of the event loop could not be written to ")));
#ifdef Q_OS_LINUX
        QVERIFY(!QFileInfo(QStringLiteral("/dev/full")).isFile());
        QVERIFY(!LoopReport().save(QStringLiteral("/dev/full")));
        QCOMPARE(
            messages.take(),
            QStringLiteral("The latency of the event loop could not be written to /dev/full: No space left on device"));
#endif
    }
};

QTEST_GUILESS_MAIN(TestLoopMonitor)

#include "tst_loopmonitor.moc"
