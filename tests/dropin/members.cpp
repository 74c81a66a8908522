// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Member functions, slots and signals. Compiled twice, see task.h.

#include "task.h"

#include "differences.h"

#include <QCoroSignal>

#include <QtCore/qpointer.h>
#include <QtCore/qthread.h>

#include <memory>
#include <optional>
#include <tuple>

class Device : public QObject
{
    Q_OBJECT

public:
    Task<int> next()
    {
        const int value = co_await qCoro(this, &Device::arrived);
        m_sum += value;
        co_return m_sum;
    }
    Task<QString> describe() const { co_return QStringLiteral("sum %1").arg(m_sum); }

Q_SIGNALS:
    void arrived(int value);
    void moved(int x, const QString &where);
    void closed();

private:
    int m_sum = 0;
};

//! Neither copied nor moved, and its functions are coroutines of every kind.
class Worker : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Worker)

public:
    explicit Worker(Log &log) : m_log(log) {}

    Task<> work()
    {
        co_await QCoro::sleepFor(1ms);
        ++m_done;
        m_log("work", m_done);
    }
    Task<int> count() const
    {
        co_await QCoro::sleepFor(1ms);
        co_return m_done;
    }
    virtual Task<int> weight() { co_return 1; }
    static Task<int> fixed(int value) { co_return value; }

    // Slots.
    Task<> inlineSlot()
    {
        m_log("slot");
        co_return;
    }
    Task<> slowSlot()
    {
        m_log("slow");
        co_await QCoro::sleepFor(0ms);
        m_log("slept");
    }
    Task<int> slotWithArgument(int value)
    {
        m_log("value", value);
        co_return value;
    }

    //! Is gone when it has done its work.
    Task<> workAndGo()
    {
        Log &log = m_log;
        const Leaving leaving(log);
        co_await QCoro::sleepFor(1ms);
        log("work");
        delete this;
        log("deleted");
    }

    //! What hears the signal may delete this.
    Task<> announceAndGoOn(Trigger trigger)
    {
        Log &log = m_log;
        const Leaving leaving(log);
        log("begins");
        Q_EMIT announced();
        co_await trigger;
        log("resumed");
    }

    Task<> outlives(Trigger trigger)
    {
        const QPointer<Worker> self(this);
        Log &log = m_log;
        const Leaving leaving(log);
        co_await trigger;
        if (!self) {
            log("dead");
            co_return;
        }
        log("?");
    }

Q_SIGNALS:
    void announced();

private:
    Log &m_log;
    int m_done = 0;
};

class HeavyWorker : public Worker
{
    Q_OBJECT

public:
    using Worker::Worker;
    Task<int> weight() override
    {
        co_await QCoro::sleepFor(1ms);
        const int base = co_await Worker::weight();
        co_return base + 9;
    }
};

namespace {

Log *s_log = nullptr;

Task<> freeSlot()
{
    (*s_log)("free");
    co_await QCoro::sleepFor(0ms);
    (*s_log)("freed");
}

//! Waits for what the test says, in a thread that ends before.
Task<> suspended(Log &log, Trigger trigger)
{
    const Leaving leaving(log);
    co_await trigger;
    log("resumed");
}

} // namespace

class TestMembers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void memberFunctionsAndSignals()
    {
        Device device;
        Task<int> first = device.next();
        QVERIFY(!first.isReady());
        Q_EMIT device.arrived(4);
        QVERIFY(!first.isReady()); // not inside the emission
        VERIFY_UNTIL(first.isReady());
        Task<int> second = device.next();
        Q_EMIT device.arrived(5);
        QCOMPARE(QCoro::waitFor(second), 9);
        QCOMPARE(QCoro::waitFor(device.describe()), QStringLiteral("sum 9"));

        const auto all = [](Device &from) -> Task<QString> {
            const std::tuple<int, QString> arguments = co_await qCoro(&from, &Device::moved);
            co_await qCoro(&from, &Device::closed);
            const std::optional<int> late = co_await qCoro(&from, &Device::arrived, 1ms); // times out
            co_return std::get<QString>(arguments) + QString::number(std::get<int>(arguments)) +
                (late ? QStringLiteral("!") : QStringLiteral("."));
        };
        Task<QString> task = all(device);
        Q_EMIT device.moved(1, QStringLiteral("x"));
        QTimer::singleShot(5ms, &device, [&] { Q_EMIT device.closed(); });
        QCOMPARE(QCoro::waitFor(task), QStringLiteral("x1."));
    }

    void ofEveryKind()
    {
        Log log;
        HeavyWorker worker(log);
        const Worker &constant = worker;
        Worker &base = worker;
        const auto coroutine = [&]() -> Task<> {
            co_await worker.work();
            log("count", co_await constant.count());
            const Task<> twice = worker.work();
            co_await twice;
            log("count", co_await constant.count());
            log("weight", co_await base.weight());
            log("fixed", co_await Worker::fixed(3));
        };
        QCoro::waitFor(coroutine());
        COMPARE_LOG(log, "work1 count1 work2 count2 weight10 fixed3");
    }

    void twoReadersOfOneSignal()
    {
        Log log;
        Device device;
        const auto read = [&](const char *name) -> Task<> {
            log(name, co_await qCoro(&device, &Device::arrived));
            log(name, co_await qCoro(&device, &Device::arrived));
        };
        const Task<> a = read("a"), b = read("b");
        Q_EMIT device.arrived(1);
        COMPARE_LOG(log, "");
        spin(3);
        Q_EMIT device.arrived(2);
        VERIFY_UNTIL(a.isReady() && b.isReady());
        COMPARE_LOG(log, "a1 b1 a2 b2");
    }

    void asSlots()
    {
        Log log;
        Worker worker(log);
        Device device;
        QObject::connect(&device, &Device::closed, &worker, &Worker::inlineSlot);
        QObject::connect(&device, &Device::closed, &worker, &Worker::slowSlot);
        QObject::connect(&device, &Device::arrived, &worker, &Worker::slotWithArgument);
        Q_EMIT device.closed();
        log("emitted");
        Q_EMIT device.arrived(7);
        COMPARE_LOG(log, "slot slow emitted value7");
        VERIFY_UNTIL(log.words().endsWith(QLatin1String("slept")));
        COMPARE_LOG(log, "slot slow emitted value7 slept");
    }

    void asSlotsThatAreCalledLater()
    {
        Log log;
        Worker worker(log);
        s_log = &log;
        QTimer::singleShot(0, &worker, &Worker::inlineSlot);
        VERIFY_UNTIL(!log.words().isEmpty());
        QTimer::singleShot(0, freeSlot);
        VERIFY_UNTIL(log.words().endsWith(QLatin1String("freed")));
        QMetaObject::invokeMethod(&worker, &Worker::slowSlot, Qt::QueuedConnection);
        VERIFY_UNTIL(log.words().endsWith(QLatin1String("slept")));
        COMPARE_LOG(log, "slot free freed slow slept");
    }

    void aLambdaAsASlot()
    {
        Log log;
        QTimer timer;
        auto *const worker = new Worker(log);
        const QPointer<Worker> guard(worker);
        QObject::connect(&timer, &QTimer::timeout, worker, [worker, &log]() -> Task<> {
            log("slot");
            co_await worker->work();
            log("delete");
            worker->deleteLater();
        });
        timer.setSingleShot(true);
        timer.start(0ms);
        VERIFY_UNTIL(!guard);
        COMPARE_LOG(log, "slot work1 delete");
    }

    void theObjectIsDeletedMeanwhile()
    {
        Log log;
        Trigger trigger;
        auto worker = std::make_unique<Worker>(log);
        const Task<> task = worker->outlives(trigger);
        worker.reset();
        log("deleted");
        trigger.fire();
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(log.words(), Differences::memberOfADeadObject());
    }

    void deletesItself()
    {
        Log log;
        auto *const worker = new Worker(log);
        const QPointer<Worker> guard(worker);
        const Task<> task = worker->workAndGo();
        VERIFY_UNTIL(task.isReady());
        QVERIFY(!guard);
        COMPARE_LOG(log, "work deleted left");
    }

    void isDeletedInItsFirstPart()
    {
        Log log;
        Trigger trigger;
        auto worker = std::make_unique<Worker>(log);
        QObject::connect(worker.get(), &Worker::announced, this, [&] {
            worker.reset();
            log("deleted");
        });
        {
            const Task<> task = worker->announceAndGoOn(trigger);
            spin();
            trigger.fire();
            VERIFY_UNTIL(task.isReady());
        }
        QCOMPARE(log.words(), Differences::objectThatDiesInTheFirstPart());
    }

    void inAnotherThread()
    {
        Log log;
        QThread thread;
        auto *const there = new QObject;
        there->moveToThread(&thread);
        QObject::connect(&thread, &QThread::finished, there, &QObject::deleteLater);
        const auto coroutine = [&]() -> Task<> {
            log("there:", QThread::currentThread() == &thread);
            co_await QCoro::sleepFor(1ms);
            log("there:", QThread::currentThread() == &thread);
            log(co_await later(2));
            thread.quit();
        };
        QMetaObject::invokeMethod(there, [&] { static_cast<void>(coroutine()); }, Qt::QueuedConnection);
        thread.start();
        QVERIFY(thread.wait());
        COMPARE_LOG(log, "there:true there:true 2");
    }

    void theThreadEndsMeanwhile()
    {
        Log log;
        Trigger trigger;
        const std::unique_ptr<QThread> thread(QThread::create([&] { static_cast<void>(suspended(log, trigger)); }));
        thread->start();
        QVERIFY(thread->wait());
        log("ended");
        trigger.fire(); // QCoro's goes on here, else it would be lost
        spin();
        QCOMPARE(log.words(), Differences::endOfAThread());
    }
};

QTEST_GUILESS_MAIN(TestMembers)
#include "members.moc"
