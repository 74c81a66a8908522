// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

/*! \file
    Everything that can be awaited, times every way in which a wait can end: resumed exactly once, and nothing is left.
*/

#include <qeager/corostart.h>
#include <qeager/eager.h>
#include <qeager/future.h>
#include <qeager/offload.h>
#include <qeager/qcoro.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>
#include <qeager/task.h>

#include "shared/frame.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/nothingleft.h"
#include "shared/tracked.h"

#include <QCoroFuture>

#include <QtCore/qeventloop.h>
#include <QtCore/qpromise.h>
#include <QtCore/qsemaphore.h>
#include <QtCore/qthread.h>
#include <QtCore/qthreadpool.h>
#include <QtCore/qtimer.h>

#include <concepts>
#include <memory>
#include <optional>
#include <thread>

using namespace QEager;
using namespace std::chrono_literals;

class Sender : public QObject
{
    Q_OBJECT
Q_SIGNALS:
    void sent();
};

namespace {

enum class What { Sleep, Yield, Signal, Timer, Future, Offload, Shared, Lvalue, Rvalue, Nested, QCoroTask, Custom };
enum class Ending {
    Completed,
    Cancelled,
    CompletedThenCancelled,
    CancelledThenCompleted,
    ProducerGone,
    ThreadEnded,
    ThreadQuit,
    Destroyed,
    Closed
};

//! An awaitable of no library. Its copies are the same one: GCC 12 makes some inside a QCoro::Task.
struct Trigger
{
    std::shared_ptr<std::coroutine_handle<>> waiting = std::make_shared<std::coroutine_handle<>>();

    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> handle) noexcept { *waiting = handle; }
    void await_resume() const noexcept {}
    void fire()
    {
        if (*waiting)
            std::exchange(*waiting, {}).resume();
    }
};

//! What is awaited in one test, and how to make it happen. On the awaiting thread, outlives the await.
class Source
{
public:
    explicit Source(What what, std::chrono::nanoseconds delay) : m_what(what), m_delay(delay) { m_promise->start(); }
    ~Source()
    {
        m_begun.release(); // a function that nobody let go
        m_pool.waitForDone();
    }
    Q_DISABLE_COPY_MOVE(Source)

    template <typename Awaiting> // Coro<> or Frame: a coroutine of ours, or one that knows nothing of us
    Awaiting await(Log &log)
    {
        const Tracked tracked;
        const struct Gone
        {
            Log &to;
            ~Gone() { to("gone"); }
        } gone{log};
        try {
            switch (m_what) {
            case What::Sleep:
                co_await QEager::sleep(m_delay);
                break;
            case What::Yield:
                co_await yieldNow();
                break;
            case What::Signal:
                co_await QEager::signal(sender.get(), &Sender::sent);
                break;
            case What::Offload: {
                const auto function = [this] { m_begun.acquire(); };
                co_await offload(function, &m_pool);
                break;
            }
            case What::Shared: {
                const Task<> task = inner<ValueTask<>>().task();
                co_await task;
                break;
            }
            case What::Lvalue: {
                ValueTask<> task = inner<ValueTask<>>();
                co_await task;
                break;
            }
            case What::Rvalue:
                co_await inner<ValueTask<>>();
                break;
            case What::Nested:
                co_await inner<Coro<>>();
                break;
            default:
                if constexpr (std::same_as<Awaiting, Coro<>>) {
                    if (m_what == What::Timer) {
                        m_timer->start(1h);
                        co_await m_timer.get();
                    } else if (m_what == What::Future) {
                        co_await m_promise->future();
                    } else if (m_what == What::QCoroTask) {
                        co_await foreign();
                    } else {
                        co_await trigger;
                    }
                }
            }
            log("value");
        } catch (const Cancelled &) {
            log("cancelled");
        } catch (...) {
            log("error");
        }
    }

    //! It happens now, as far as it is not for the loop to make it happen.
    void complete()
    {
        switch (m_what) {
        case What::Signal:
            Q_EMIT sender->sent();
            break;
        case What::Timer:
            m_timer->start(0ms);
            break;
        case What::Offload:
            m_begun.release();
            m_pool.waitForDone();
            break;
        case What::Custom:
            trigger.fire();
            break;
        case What::Sleep:
        case What::Yield:
            break;
        default:
            m_promise->finish();
            trigger.fire();
        }
    }
    //! Whoever would make it happen goes away instead.
    void destroyProducer()
    {
        sender.reset();
        m_timer.reset();
        m_promise.reset();
    }
    //! The thread that awaits is about to end.
    void moveTo(QThread *thread)
    {
        sender->moveToThread(thread);
        m_timer->moveToThread(thread);
        m_pool.moveToThread(thread);
    }

private:
    template <typename Result>
    Result inner()
    {
        const Tracked tracked;
        co_await m_promise->future();
    }
    QCoro::Task<> foreign()
    {
        const Tracked tracked;
        if (QThread::currentThread() == QCoreApplication::instance()->thread())
            co_await m_promise->future();
        else
            co_await trigger; // QCoro's QFutureWatcher would wait for good in a thread that has ended
    }

    const What m_what;
    const std::chrono::nanoseconds m_delay;
    std::unique_ptr<QPromise<void>> m_promise = std::make_unique<QPromise<void>>();
    std::unique_ptr<QTimer> m_timer = std::make_unique<QTimer>();
    std::unique_ptr<Sender> sender = std::make_unique<Sender>();
    Trigger trigger;
    QSemaphore m_begun;
    QThreadPool m_pool;
};

void addAwaiters(std::initializer_list<std::pair<const char *, Ending>> endings)
{
    QTest::addColumn<int>("what");
    QTest::addColumn<int>("ending");
    const char *const names[] = {
        "sleep", "yieldNow",         "signal",           "QTimer", "QFuture",     "offload",
        "Task",  "ValueTask lvalue", "ValueTask rvalue", "Coro",   "QCoro::Task", "custom awaitable"};
    const auto applies = [](What what, Ending ending) {
        if (ending == Ending::ProducerGone) // sleeps and yields have none, a pool waits for its functions
            return what != What::Sleep && what != What::Yield && what != What::Offload && what != What::Custom;
        if (ending == Ending::Destroyed) // in a coroutine of somebody else, these are somebody else's to await
            return what != What::Timer && what != What::Future && what != What::QCoroTask && what != What::Custom;
        return ending != Ending::ThreadEnded || what != What::Timer; // a QTimer needs a QThread
    };
    for (int what = 0; what <= int(What::Custom); ++what)
        for (const auto &[name, ending] : endings)
            if (applies(What(what), ending))
                QTest::addRow("%s: %s", names[what], name) << what << int(ending);
}

} // namespace

class TestAwaitMatrix : public QObject
{
    Q_OBJECT
    Log log;

private Q_SLOTS:
    void init()
    {
        log.clear();
        Tracked::alive = 0;
    }
    void cleanup() { checkNothingIsLeft(); }

    void rule7_resumedOnceWhicheverComesFirst_data()
    {
        addAwaiters({{"completed", Ending::Completed},
                     {"cancelled", Ending::Cancelled},
                     {"completed, then cancelled", Ending::CompletedThenCancelled},
                     {"cancelled, then completed", Ending::CancelledThenCompleted},
                     {"producer gone", Ending::ProducerGone}});
    }
    void rule7_resumedOnceWhicheverComesFirst()
    {
        QFETCH(const int, what);
        QFETCH(const int, ending);
        const bool completes = Ending(ending) != Ending::Cancelled && Ending(ending) != Ending::ProducerGone;
        std::optional<Source> source(std::in_place, What(what), completes ? 1ns : std::chrono::nanoseconds(1h));
        const auto task = eager(source->await<Coro<>>(log));
        QVERIFY(!task.isReady());
        switch (Ending(ending)) {
        case Ending::Completed:
            source->complete();
            break;
        case Ending::CompletedThenCancelled:
            source->complete();
            QVERIFY(task.cancel());
            break;
        case Ending::CancelledThenCompleted:
            QVERIFY(task.cancel());
            source->complete();
            break;
        case Ending::ProducerGone:
            source->destroyProducer();
            break;
        default:
            QVERIFY(task.cancel());
        }
        QCOMPARE(log.words(), QString()); // nothing resumes on this stack
        VERIFY_UNTIL(task.isReady());
        // QCoro makes nothing of the cancellation of a QFuture<void>.
        const bool value = Ending(ending) == Ending::Completed ||
                           (Ending(ending) == Ending::ProducerGone && What(what) == What::QCoroTask);
        const QString expected = value ? QStringLiteral("value gone") : QStringLiteral("cancelled gone");
        QCOMPARE(log.words(), expected);
        if (Ending(ending) != Ending::ProducerGone)
            source->complete(); // after the end
        spin(3);
        source.reset();
        spin(3);
        QCOMPARE(log.words(), expected);
    }

    void rule9_closedOnceWhenTheThreadEnds_data()
    {
        addAwaiters({{"ended", Ending::ThreadEnded}, {"quit", Ending::ThreadQuit}});
    }
    void rule9_closedOnceWhenTheThreadEnds()
    {
        QFETCH(const int, what);
        QFETCH(const int, ending);
        std::optional<Source> source;
        const auto begin = [&] {
            source.emplace(What(what), 1h);
            static_cast<void>(eager(source->await<Coro<>>(log)));
            log("waits");
        };
        if (Ending(ending) == Ending::ThreadEnded) {
            std::thread([&] {
                begin();
                source->moveTo(thread());
            }).join();
        } else {
            const std::unique_ptr<QThread> other(QThread::create([&] {
                begin();
                QEventLoop loop;
                QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
                if (What(what) != What::Yield)
                    loop.exec();
                source->moveTo(thread());
            }));
            other->start();
            QVERIFY(other->wait());
        }
        COMPARE_LOG(log, "waits cancelled gone");
        source->complete(); // too late
        spin(3);
        source.reset();
        COMPARE_LOG(log, "waits cancelled gone");
    }

    void rule9_resumedNoMoreWhenItsFrameIsClosedOrDestroyed_data()
    {
        addAwaiters({{"closed", Ending::Closed}, {"destroyed", Ending::Destroyed}});
    }
    void rule9_resumedNoMoreWhenItsFrameIsClosedOrDestroyed()
    {
        QFETCH(const int, what);
        QFETCH(const int, ending);
        std::optional<Source> source(std::in_place, What(what), 1ns);
        if (Ending(ending) == Ending::Closed) {
            CoroStart<> start(source->await<Coro<>>(log));
            QVERIFY(start.isPending());
            start.close(); // there and then
            COMPARE_LOG(log, "cancelled gone");
        } else {
            Frame frame = source->await<Frame>(log);
            frame.destroy();
            COMPARE_LOG(log, "gone");
        }
        const QString before = log.words();
        source->complete();
        spin(3);
        VERIFY_UNTIL(allTasks().isEmpty());
        source.reset();
        spin(3);
        QCOMPARE(log.words(), before);
    }
};

QTEST_GUILESS_MAIN(TestAwaitMatrix)
#include "tst_awaitmatrix.moc"
