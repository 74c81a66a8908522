// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// A thread that ends while everything waits that can wait: each task ends once, in its order, on that thread, and what
// it waited for may come or go afterwards.

#include <qeager/chaos.h>
#include <qeager/eager.h>
#include <qeager/future.h>
#include <qeager/gather.h>
#include <qeager/io.h>
#include <qeager/offload.h>
#include <qeager/onthread.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>
#include <qeager/taskgroup.h>
#include <qeager/timeout.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/pipe.h"
#include "shared/tracked.h"
#include "shared/worker.h"

#include <QtCore/qpromise.h>
#include <QtCore/qsemaphore.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <thread>
#include <vector>

using namespace QEager;
using namespace std::chrono_literals;

class TestFaultsThreads : public QObject
{
    Q_OBJECT

    Log log; // of the thread that ends

    //! How \a coroutine ended, which is given a thing to destroy.
    Coro<> tell(const char *name, Coro<> coroutine, Tracked)
    {
        try {
            co_await std::move(coroutine);
            log(name, "?");
        } catch (const Cancelled &) {
            log(name);
            throw;
        } catch (...) {
            log(name, "!");
        }
    }
    Coro<> sleeps(const char *name)
    {
        const auto guard = qScopeGuard([this, name] { log(name); });
        co_await QEager::sleep(1h);
    }
    static Coro<> hears(QObject *sender) { co_await signal(sender, &QObject::objectNameChanged); }
    //! What the tasks wait for, on other threads.
    struct Outside
    {
        QSemaphore begun, go, done; // of the function
        Worker busy;
        QPromise<int> promise;
    };
    static Coro<> offloads(Outside &outside)
    {
        const auto function = [&outside] {
            outside.begun.release();
            outside.go.acquire();
            outside.done.release();
        };
        co_await offload(function);
    }
    static Coro<> callsThread(QThread *thread)
    {
        const auto function = [] { return 1; };
        static_cast<void>(co_await onThread(thread, function));
    }
    Coro<> hasGroup()
    {
        const auto body = [this](TaskGroup &group) -> Coro<> {
            group.start(sleeps("child"));
            const TaskOptions options{.name = QStringLiteral("second")};
            group.post(sleeps("never"), options);
            co_await QEager::sleep(1h);
        };
        co_await withTaskGroup(body);
    }
    Coro<> gathers() { co_await gather(sleeps("one"), sleeps("two")); }
    Coro<> hasTimeout() { co_await withTimeout(2h, sleeps("inner")); }
    static Coro<> awaits(QFuture<int> future) { static_cast<void>(co_await future); }
    static Coro<> reads(QIODevice *device) { static_cast<void>(co_await readLine(device)); }
    static Coro<> nothing() { co_return; }

    //! Starts one of each, on this thread. The posted one has not begun.
    void startAll(Outside &outside, QObject *sender, QIODevice *device)
    {
        const ChaosScope off(std::nullopt);
        QFuture<int> future = outside.promise.future();
        std::vector<ValueTask<>> tasks;
        tasks.push_back(eager(tell("sleep", sleeps("in"), Tracked())));
        tasks.push_back(eager(tell("signal", hears(sender), Tracked())));
        tasks.push_back(eager(tell("offload", offloads(outside), Tracked())));
        tasks.push_back(eager(tell("onThread", callsThread(&outside.busy), Tracked())));
        tasks.push_back(eager(tell("group", hasGroup(), Tracked())));
        tasks.push_back(eager(tell("gather", gathers(), Tracked())));
        tasks.push_back(eager(tell("timeout", hasTimeout(), Tracked())));
        tasks.push_back(eager(tell("future", awaits(future), Tracked())));
        tasks.push_back(eager(tell("read", reads(device), Tracked())));
        post(tell("never", nothing(), Tracked()), {.name = QStringLiteral("posted")});
        outside.begun.acquire();
    }
    static QString everything()
    {
        return QStringLiteral("in sleep signal offload onThread child group one two gather inner timeout future read");
    }

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { checkNothingIsLeft(2); }

    void everythingWaits_data()
    {
        QTest::addColumn<bool>("ofQt");
        QTest::newRow("QThread") << true;
        QTest::newRow("std::thread") << false;
    }
    void everythingWaits()
    {
        QFETCH(bool, ofQt);
        Messages messages;
        Outside outside;
        outside.promise.start();
        outside.busy.keepBusy();
        QObject sender; // of another thread than its listener
        const auto body = [&] {
            Pipe device;
            startAll(outside, &sender, &device);
        };
        // The device goes first: that ends the reading, as it does everywhere.
        if (ofQt) {
            const std::unique_ptr<QThread> thread(QThread::create(body));
            thread->start();
            QVERIFY(thread->wait());
        } else {
            std::thread(body).join();
        }
        QVERIFY(outside.promise.isCanceled());
        sender.setObjectName(QStringLiteral("nobody listens"));
        outside.promise.addResult(1);
        outside.promise.finish();
        outside.go.release();
        outside.done.acquire();
        outside.busy.end();
        VERIFY_UNTIL(std::atomic_ref(Tracked::alive) == 0); // what has been sent comes back
        QCOMPARE(log.words(), everything());
        QCOMPARE(messages.take(), QStringLiteral("second never began: it was closed before its turn came.\n"
                                                 "posted never began: it was closed before its turn came."));
    }
    // Whatever is awaited comes at the moment at which the thread ends.
    void whatIsAwaitedComesAtThatMoment()
    {
        for (int round = 0; round < 200; ++round) {
            Messages messages;
            Outside outside;
            outside.promise.start();
            QObject sender;
            QSemaphore began;
            std::thread thread([&] {
                Pipe device;
                startAll(outside, &sender, &device);
                began.release();
            });
            began.acquire();
            outside.go.release();
            sender.setObjectName(QStringLiteral("changed"));
            outside.promise.addResult(1);
            outside.promise.finish();
            outside.done.acquire();
            thread.join();
            outside.busy.end();
            VERIFY_UNTIL(std::atomic_ref(Tracked::alive) == 0);
            QCOMPARE(log.words(), everything());
            log.clear();
        }
    }
};

QTEST_GUILESS_MAIN(TestFaultsThreads)
#include "tst_faults_threads.moc"
