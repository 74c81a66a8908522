// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Rule 9: an owner on another thread than the task, and which of the two goes first.

#include <qeager/chaos.h>
#include <qeager/eager.h>
#include <qeager/gather.h>
#include <qeager/part.h>
#include <qeager/sleep.h>
#include <qeager/taskscope.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/tracked.h"
#include "shared/worker.h"

#include <QtCore/qrandom.h>

#include <array>
#include <atomic>
#include <memory>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

//! Of another thread.
QObject *objectOn(QThread &thread)
{
    auto *const object = new QObject;
    object->moveToThread(&thread);
    return object;
}

void beBusyFor(int rounds)
{
    for (std::atomic<int> round = 0; round < rounds; ++round) {
    }
}

Coro<int> yields(int times)
{
    for (int i = 0; i < times; ++i)
        co_await yieldNow();
    co_return times;
}

Coro<> sleepsForLong() { co_await QEager::sleep(1h); }

} // namespace

class TestOwnerThreads : public QObject
{
    Q_OBJECT

    Log log;
    Worker worker; // of owners

    Coro<> waits(const char *name)
    {
        log(name);
        try {
            co_await QEager::sleep(1h);
        } catch (const Cancelled &e) {
            log(name, "!", worker.isHere() ? "there" : "here");
            m_message = e.message();
            throw;
        }
    }
    void destroy(QObject *owner)
    {
        worker.call([owner] { delete owner; });
        log("gone");
    }
    QString m_message;

    Coro<> counts(int yields, Tracked)
    {
        try {
            for (int i = 0; i < yields; ++i)
                co_await yieldNow();
            ++m_ended;
        } catch (const Cancelled &) {
            ++m_cancelled;
            throw;
        }
    }
    int m_cancelled = 0;
    int m_ended = 0;

private Q_SLOTS:
    void init()
    {
        log.clear();
        m_message.clear();
        m_cancelled = m_ended = 0;
    }
    void cleanup() { checkNothingIsLeft(3); }

    // -- one after the other
    void rule9_theOwnersDeathIsHeardAtHome()
    {
        const ChaosScope off(std::nullopt);
        QObject *const owner = objectOn(worker);
        const auto task = eager(waits("a"), {.name = QStringLiteral("load"), .owner = owner});
        destroy(owner);
        QVERIFY(!task.isReady());
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "a gone a!here");
        QCOMPARE(m_message, QStringLiteral("The owner of load, on another thread, was destroyed."));
        QVERIFY(task.isCancelled());
    }
    void theTaskEndsFirst()
    {
        QObject *const owner = objectOn(worker);
        const auto task = eager(yields(2), {.owner = owner});
        VERIFY_UNTIL(task.isReady());
        destroy(owner);
        QCOMPARE(task.result(), 2);
    }
    void whatFinishesInlineToo()
    {
        const ChaosScope off(std::nullopt);
        QObject *const owner = objectOn(worker);
        const auto task = eager(yields(0), {.owner = owner});
        QVERIFY(task.isReady());
        destroy(owner);
        QCOMPARE(task.result(), 0);
    }
    void inTheEagerPhase()
    {
        const ChaosScope off(std::nullopt);
        QObject *const owner = objectOn(worker);
        const auto body = [&]() -> Coro<> {
            destroy(owner);
            co_await waits("a");
        };
        const auto task = eager(body, {.owner = owner});
        log("returned");
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "gone a returned a!here");
    }
    void inTheEagerPhaseOfAPart()
    {
        const ChaosScope off(std::nullopt);
        QObject *const owner = objectOn(worker);
        const auto body = [&]() -> Coro<> {
            destroy(owner);
            co_await waits("a");
        };
        const auto both = gatherSettled(QEager::part(body, {.owner = owner}), yields(1));
        VERIFY_UNTIL(both.isReady());
        COMPARE_LOG(log, "gone a a!here");
        QVERIFY(std::get<0>(both.result()).isCancelled());
        QCOMPARE(std::get<1>(both.result()).value(), 1);
    }
    // As what another thread cancels: the word comes behind the event that was posted before.
    void beforeAPostedStartBegins()
    {
        QObject *const owner = objectOn(worker);
        const auto task = post(waits("a"), {.owner = owner});
        destroy(owner);
        VERIFY_UNTIL(task.isDone());
        COMPARE_LOG(log, "gone a a!here");
    }
    void afterItWasDetached()
    {
        QObject *const owner = objectOn(worker);
        const auto body = [&]() -> Coro<> {
            destroy(owner); // the word is on its way
            co_await detachFromOwner();
            co_await yieldNow();
            co_await QEager::sleep(1ms);
            log("ended");
        };
        const auto task = eager(body, {.owner = owner});
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "gone ended");
        QVERIFY(!task.isCancelled());
    }
    void itMovesToAnotherThread()
    {
        auto *const owner = new QObject;
        const auto task = post(waits("a"), {.owner = owner});
        VERIFY_UNTIL(log.words() == QLatin1StringView("a"));
        owner->moveToThread(&worker);
        destroy(owner);
        VERIFY_UNTIL(task.isDone());
        COMPARE_LOG(log, "a gone a!here");
    }

    // -- a start that is posted to another thread
    void onTheStartersThread()
    {
        worker.keepBusy();
        auto owner = std::make_unique<QObject>();
        const auto task = post(waits("never"), {.owner = owner.get(), .thread = &worker});
        const QFuture<void> ended = task.toFuture();
        owner.reset();
        worker.goOn();
        VERIFY_UNTIL(ended.isFinished());
        QVERIFY(ended.isCanceled());
        COMPARE_LOG(log, "");
    }
    void onTheTasksThread_data()
    {
        QTest::addColumn<bool>("opened");
        QTest::newRow("where QEager has been used") << true;
        QTest::newRow("where it has not") << false;
    }
    void onTheTasksThread()
    {
        QFETCH(bool, opened);
        Worker home;
        if (opened)
            home.call([] { static_cast<void>(eager(yields(0))); });
        QObject *const owner = objectOn(home);
        const Messages messages;
        home.keepBusy();
        QMetaObject::invokeMethod(owner, [owner] { delete owner; }); // before the start comes there
        auto task = post(waits("never"), {.name = QStringLiteral("load"), .owner = owner, .thread = &home});
        const QFuture<void> ended = task.toFuture();
        home.goOn();
        VERIFY_UNTIL(ended.isFinished());
        QVERIFY(ended.isCanceled());
        COMPARE_LOG(log, "");
        task = {};
        home.end();
        QCOMPARE(const_cast<Messages &>(messages).take(), // as at home, where it is the thread of the owner already
                 opened ? QStringLiteral("load never began: it was closed before its turn came.") : QString());
    }

    // -- a thread that goes first
    void theTasksThreadGoesFirst()
    {
        auto owner = std::make_unique<QObject>();
        QFuture<void> ended;
        {
            Worker home;
            const auto task = post(sleepsForLong(), {.owner = owner.get(), .thread = &home});
            ended = task.toFuture();
            home.call([] {}); // it has begun, or waits to
        }
        QVERIFY(ended.isFinished());
        QVERIFY(ended.isCanceled());
        owner.reset();
    }
    void theTasksThreadNeverRuns()
    {
        auto owner = std::make_unique<QObject>();
        QFuture<void> ended;
        {
            QThread home;
            const auto task = post(waits("never"), {.owner = owner.get(), .thread = &home});
            ended = task.toFuture();
        }
        QVERIFY(ended.isFinished());
        QVERIFY(ended.isCanceled());
        owner.reset();
        COMPARE_LOG(log, "");
    }
    void theOwnersThreadGoesFirst()
    {
        QObject *owner = nullptr;
        Task<void> task;
        {
            Worker short_;
            owner = objectOn(short_);
            task = post(waits("a"), {.owner = owner});
            VERIFY_UNTIL(log.words() == QLatin1StringView("a"));
        }
        QVERIFY(!task.isDone()); // it lives, and belongs to a thread that has ended
        delete owner;
        VERIFY_UNTIL(task.isDone());
        COMPARE_LOG(log, "a a!here");
    }

    // -- at the same moment, more or less
    void atRandomMoments_data()
    {
        QTest::addColumn<bool>("eagerly");
        QTest::addColumn<bool>("fromTheOwnersThread");
        QTest::newRow("eager, here") << true << false;
        QTest::newRow("posted, here") << false << false;
        QTest::newRow("posted, from the owner's thread") << false << true;
    }
    void atRandomMoments()
    {
        QFETCH(bool, eagerly);
        QFETCH(bool, fromTheOwnersThread);
        constexpr int Rounds = 400;
        constexpr int Tasks = 20; // of one owner; nobody keeps them
        QRandomGenerator random(7);
        QThread *const here = QThread::currentThread();
        for (int round = 0; round < Rounds; ++round) {
            const int ofOwner = random.bounded(fromTheOwnersThread ? 200'000 : 20'000);
            std::array<int, Tasks> ofTask;
            for (int &yields : ofTask)
                yields = random.bounded(4);
            QObject *const owner = objectOn(worker);
            std::atomic<bool> isAlive = true;
            std::atomic<int> started = 0;
            const auto kill = [&isAlive, owner, ofOwner] {
                beBusyFor(ofOwner);
                delete owner;
                isAlive = false;
            };
            if (fromTheOwnersThread) {
                QMetaObject::invokeMethod(owner, [&] {
                    for (const int yields : ofTask) {
                        post(counts(yields, Tracked()), {.owner = owner, .thread = here});
                        ++started;
                    }
                    kill();
                });
                VERIFY_UNTIL(started == Tasks);
            } else {
                for (const int yields : ofTask) {
                    if (eagerly)
                        eager(counts(yields, Tracked()), {.owner = owner});
                    else
                        post(counts(yields, Tracked()), {.owner = owner});
                }
                QMetaObject::invokeMethod(owner, kill);
            }
            VERIFY_UNTIL(!isAlive && Tracked::alive == 0 && allTasks().isEmpty());
        }
        const int neverBegan = Rounds * Tasks - m_ended - m_cancelled;
        QVERIFY(neverBegan >= 0);
        qInfo("%d ended by themselves, %d were cancelled, %d never began", m_ended, m_cancelled, neverBegan);
    }
};

QTEST_GUILESS_MAIN(TestOwnerThreads)
#include "tst_owner_threads.moc"
