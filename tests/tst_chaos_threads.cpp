// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Chaos on several threads: configure("chaos=SEED").

#include <qeager/chaos.h>
#include <qeager/configure.h>
#include <qeager/eager.h>
#include <qeager/sleep.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"

#include <QtCore/qsemaphore.h>
#include <QtCore/qthread.h>

#include <chrono>
#include <memory>
#include <thread>

using namespace QEager;

namespace {

Coro<> part(Log &log, int number)
{
    log(number);
    co_return;
}

QString order()
{
    Log log;
    std::vector<ValueTask<>> parts;
    for (int i = 0; i < 30; ++i)
        parts.push_back(eager(part(log, i)));
    const bool ended = runUntil([&] {
        for (const auto &each : parts) {
            if (!each.isReady())
                return false;
        }
        return true;
    });
    return ended ? log.words() : QStringLiteral("not ended");
}
QString eagerOrder()
{
    QStringList numbers;
    for (int i = 0; i < 30; ++i)
        numbers.append(QString::number(i));
    return numbers.join(u' ');
}

// Runs functions, in its event loop.
class Worker : public QThread
{
public:
    explicit Worker(const char *name = "")
    {
        setObjectName(QLatin1StringView(name));
        m_target.moveToThread(this);
        start();
    }
    ~Worker() override
    {
        quit();
        wait();
    }
    template <typename F>
    auto operator()(F function)
    {
        decltype(function()) result;
        QMetaObject::invokeMethod(&m_target, [&] { result = function(); }, Qt::BlockingQueuedConnection);
        return result;
    }

private:
    QObject m_target;
};

bool set(const char *specification)
{
    const Messages quiet;
    return configure(QLatin1StringView(specification));
}

} // namespace

class TestChaosThreads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(set("chaos=off")); }
    void cleanup()
    {
        QVERIFY(set("chaos=off"));
        checkNothingIsLeft();
    }

    void oneLineNamesTheSeed()
    {
        Messages messages;
        QVERIFY(configure(QStringLiteral("chaos=18446744073709551615")));
        QCOMPARE(messages.takeInfos(), QStringLiteral("QEager is set to chaos=18446744073709551615"));
        QCOMPARE(chaosSeed(), std::optional<quint64>(18446744073709551615u));
        QVERIFY(configure(QStringLiteral("chaos=off")));
        QVERIFY(!chaosSeed());
    }
    void theFirstThreadHasTheSequenceOfTheSeed()
    {
        QVERIFY(set("chaos=7"));
        const QString configured = order();
        const ChaosScope scope(7);
        QCOMPARE(order(), configured);
        QVERIFY(configured != eagerOrder());
    }
    void theNameThatQtGivesTheFirstThreadChangesNothing()
    {
        QVERIFY(set("chaos=7"));
        const QString unnamed = order();
        const QString before = QThread::currentThread()->objectName();
        QThread::currentThread()->setObjectName(QStringLiteral("Qt mainThread")); // as Qt 6.11 does
        QVERIFY(set("chaos=7"));
        QCOMPARE(order(), unnamed);
        QThread::currentThread()->setObjectName(before);
    }
    void threadsToComeAreDisturbed()
    {
        QVERIFY(set("chaos=7"));
        Worker worker;
        QCOMPARE(worker(chaosSeed), std::optional<quint64>(7));
        QVERIFY(worker(order) != eagerOrder());
    }
    void threadsThatRunAreDisturbedFromTheirNextEventOn()
    {
        Worker worker;
        QCOMPARE(worker(order), eagerOrder());
        QVERIFY(set("chaos=7"));
        const QString disturbed = worker(order);
        QVERIFY(disturbed != eagerOrder());
        QVERIFY(set("chaos=off"));
        QCOMPARE(worker(order), eagerOrder());
        QVERIFY(set("chaos=7"));
        QCOMPARE(worker(order), disturbed); // the same, once more
        QVERIFY(set("chaos=8"));
        QVERIFY(worker(order) != disturbed);
    }
    void eachThreadHasDecisionsOfItsOwn()
    {
        QVERIFY(set("chaos=7"));
        const QString mine = order();
        Worker a, b;
        const QString ofA = a(order), ofB = b(order);
        QVERIFY(ofA != mine);
        QVERIFY(ofB != mine);
        QVERIFY(ofA != ofB);
    }
    void aNameGivesThemWhicheverThreadHasIt()
    {
        QVERIFY(set("chaos=7"));
        QString ofDatabase;
        {
            Worker database("database"), network("network");
            ofDatabase = database(order);
            QVERIFY(network(order) != ofDatabase);
        }
        Worker another, database("database");
        QVERIFY(another(order) != ofDatabase);
        QCOMPARE(database(order), ofDatabase);
        QVERIFY(set("chaos=8"));
        QVERIFY(database(order) != ofDatabase);
    }
    void aSeedOfAThreadsOwnIsItsOwn()
    {
        const ChaosScope scope(7);
        Worker worker;
        QCOMPARE(worker(chaosSeed), std::optional<quint64>());
        QCOMPARE(worker(order), eagerOrder());
    }
    void aThreadWithoutEventsIsLeftAlone()
    {
        // Nothing would go on there.
        QVERIFY(set("chaos=7"));
        int finished = 0;
        std::optional<quint64> seed;
        std::thread([&] {
            Log log;
            seed = chaosSeed();
            for (int i = 0; i < 30; ++i)
                finished += eager(part(log, i)).isReady();
        }).join();
        QCOMPARE(seed, std::optional<quint64>(7));
        QCOMPARE(finished, 30);
    }
    void whatAThreadStartsWhileItEndsIsLeftAlone()
    {
        QVERIFY(set("chaos=7"));
        int finished = 0;
        const auto starting = [&finished]() -> Coro<> {
            Log log;
            for (int i = 0; i < 30; ++i)
                finished += eager(part(log, i)).isReady();
            co_return;
        };
        const auto cleaning = [&]() -> Coro<> {
            try {
                co_await sleep(std::chrono::hours(1));
            } catch (const Cancelled &) {
                eager(starting);
            }
        };
        const std::unique_ptr<QThread> thread(QThread::create([&] {
            static_cast<void>(eager(cleaning));
            spin(3);
        }));
        thread->start();
        QVERIFY(thread->wait());
        QCOMPARE(finished, 30);
    }
};

QTEST_GUILESS_MAIN(TestChaosThreads)
#include "tst_chaos_threads.moc"
