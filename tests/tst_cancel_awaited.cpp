// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

/*! \file
    Rule 7: what a request to a task means to what it awaits, and the other way round.
*/

#include <qeager/eager.h>
#include <qeager/future.h>
#include <qeager/offload.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>
#include <qeager/task.h>

#include "shared/cancelling.h"
#include "shared/log.h"
#include "shared/loop.h"

#include <QtCore/qpromise.h>
#include <QtCore/qsemaphore.h>
#include <QtCore/qthreadpool.h>

#include <stdexcept>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

enum class Ending { Cancelled, Value, Error };
//! Takes three turns to end after it was cancelled.
Coro<int> child(Log &log, TaskHandle &self, Ending ending)
{
    self = currentTask();
    QString message;
    try {
        co_await QEager::sleep(1h);
    } catch (const Cancelled &e) {
        message = e.message();
    }
    log("child!", message);
    for (int i = 0; i < 3; ++i)
        co_await yieldNow();
    log("childEnds");
    if (ending == Ending::Error)
        throw std::runtime_error("error");
    if (ending == Ending::Cancelled)
        throw Cancelled(message);
    co_return 5;
}

enum class Form { Rvalue, Lvalue, Shared, Nested };
Coro<int> await(Form form, Coro<int> what)
{
    if (form == Form::Nested)
        co_return co_await std::move(what);
    ValueTask<int> task = eager(std::move(what));
    if (form == Form::Rvalue)
        co_return co_await std::move(task);
    if (form == Form::Lvalue)
        co_return co_await task;
    const Task<int> shared = task.task();
    co_return co_await shared;
}
Coro<> receiver(Log &log, Form form, Coro<int> what)
{
    try {
        const int value = co_await await(form, std::move(what));
        log("parent:", value);
    } catch (const Cancelled &e) {
        log("parent!", e.message());
        throw;
    } catch (const std::exception &e) {
        log("parent:", e.what());
    }
}
void addForms()
{
    QTest::addColumn<int>("form");
    QTest::newRow("ValueTask rvalue") << int(Form::Rvalue);
    QTest::newRow("ValueTask lvalue") << int(Form::Lvalue);
    QTest::newRow("Task") << int(Form::Shared);
    QTest::newRow("Coro") << int(Form::Nested);
}

} // namespace

class TestCancelAwaited : public QObject
{
    Q_OBJECT
    Log log;

Q_SIGNALS:
    void number(int value);

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { QCOMPARE(allTasks(), QList<TaskHandle>()); }

    void rule7_afterItsLastSuspensionItCountsAsCancelledToo()
    {
        const auto late = []() -> Coro<int> {
            co_await yieldNow();
            currentTask().cancel(u"late"_s);
            co_return 5;
        };
        const auto awaiting = eager(receiver(log, Form::Rvalue, late()));
        spin(3);
        COMPARE_LOG(log, "parent!late");
        QVERIFY(awaiting.isCancelled());
    }
    void rule7_whatItAwaitsIsCancelledAndItGetsWhatThatEndedWith_data() { addForms(); }
    void rule7_whatItAwaitsIsCancelledAndItGetsWhatThatEndedWith()
    {
        QFETCH(const int, form);
        const char *const childsLog = "child!stop childEnds ";
        const char *const parents[] = {"parent!stop", "parent:5", "parent:error"};
        for (const Ending ending : {Ending::Cancelled, Ending::Value, Ending::Error}) {
            TaskHandle inner;
            const auto task = eager(receiver(log, Form(form), child(log, inner, ending)));
            QVERIFY(task.cancel(u"stop"_s));
            QCOMPARE(log.words(), QString());
            spin(3);
            COMPARE_LOG(log, "child!stop"); // still cleaning up
            QVERIFY(!task.isReady());
            QCOMPARE(inner.cancelRequests(), 1);
            spin(3);
            QCOMPARE(log.words(), QString::fromLatin1(childsLog) + QString::fromLatin1(parents[int(ending)]));
            QVERIFY(task.isReady());
            QVERIFY(inner.isDone());
            QCOMPARE(task.isCancelled(), ending == Ending::Cancelled);
            QCOMPARE(inner.isCancelled(), ending == Ending::Cancelled);
            log.clear();
        }
    }
    void rule7_cancelledAgainWhileTheAwaitedCleansUp()
    {
        TaskHandle inner;
        const auto task = eager(receiver(log, Form::Lvalue, child(log, inner, Ending::Value)));
        task.cancel(u"one"_s);
        spin(2);
        task.cancel(u"two"_s); // gets through to the child's clean-up
        spin(3);
        COMPARE_LOG(log, "child!one parent!two");
        QVERIFY(task.isCancelled());
        QVERIFY(inner.isCancelled());
        QCOMPARE(inner.cancelRequests(), 2);
    }
    void rule7_theOtherAwaitersOfTheAwaitedGetItToo()
    {
        const Task<> shared = post(sleeper(log, "shared"));
        const auto wait = [&](const char *name) -> Coro<> {
            try {
                co_await shared;
            } catch (const Cancelled &e) {
                log(name, "!", e.message());
            }
        };
        const auto a = eager(wait, "a"), b = eager(wait, "b");
        spin();
        b.cancel(u"b"_s);
        spin(2);
        COMPARE_LOG(log, "shared!b a!b b!b");
        QVERIFY(a.isReady());
        QVERIFY(!a.isCancelled());
        QVERIFY(shared.isCancelled());
    }
    void rule7_aChainOfAnyLengthIsCancelled()
    {
        constexpr int Length = 100000; // too long for a stack frame each
        ValueTask<int> last = eager([]() -> Coro<int> {
            co_await QEager::sleep(1h);
            co_return 0;
        });
        const auto link = [](ValueTask<int> inner) -> Coro<int> { co_return co_await std::move(inner); };
        for (int i = 0; i < Length; ++i)
            last = eager(link(std::move(last)));
        QCOMPARE(allTasks().size(), Length + 1);
        QVERIFY(last.cancel(u"all"_s));
        VERIFY_UNTIL(last.isReady());
        QCOMPARE(messageOf(last), u"all"_s);
    }
    void rule7_tasksThatAwaitEachOtherCanBeCancelled()
    {
        Task<> a, b;
        const auto wait = [&](const char *name, const Task<> &other) -> Coro<> {
            try {
                co_await other;
            } catch (const Cancelled &e) {
                log(name, "!", e.message());
                throw;
            }
        };
        a = post(wait("a", b));
        b = post(wait("b", a));
        spin(2);
        QVERIFY(!a.isDone());
        QVERIFY(!b.isDone());
        QVERIFY(a.cancel(u"knot"_s));
        spin(3);
        COMPARE_LOG(log, "b!knot a!knot");
        QVERIFY(a.isCancelled());
        QVERIFY(b.isCancelled());
    }
    void rule7_anAwaitedFutureIsCancelled()
    {
        QPromise<int> promise;
        promise.start();
        const auto task = eager([&]() -> Coro<int> { co_return co_await promise.future(); });
        QVERIFY(task.cancel(u"f"_s));
        QVERIFY(promise.isCanceled());
        spin();
        QCOMPARE(messageOf(task), u"f"_s);
    }
    void rule7_anOffloadedFunctionIsToldToStop()
    {
        QThreadPool pool;
        QSemaphore begun, stopped;
        const auto task = eager([&]() -> Coro<> {
            const auto function = [&begun, &stopped](const std::stop_token &stop) {
                const std::stop_callback callback(stop, [&] { stopped.release(); });
                begun.release();
                stopped.acquire();
            };
            co_await offload(function, &pool);
        });
        begun.acquire();
        QVERIFY(task.cancel(u"o"_s));
        QVERIFY(pool.waitForDone()); // returns only because it was told
        spin();
        QCOMPARE(messageOf(task), u"o"_s);
    }
    void rule7_anAwaitedSignalIsDisconnectedAtOnce()
    {
        const auto task =
            eager([this]() -> Coro<int> { co_return co_await QEager::signal(this, &TestCancelAwaited::number); });
        QCOMPARE(receivers(SIGNAL(number(int))), 1);
        QVERIFY(task.cancel(u"s"_s));
        QCOMPARE(receivers(SIGNAL(number(int))), 0);
        Q_EMIT number(1);
        spin();
        QCOMPARE(messageOf(task), u"s"_s);
    }
    void rule7_afterTheAwaitedEndedButBeforeItsOwnTurn_data()
    {
        QTest::addColumn<int>("form");
        QTest::newRow("ValueTask lvalue") << int(Form::Lvalue);
        QTest::newRow("Task") << int(Form::Shared);
    }
    void rule7_afterTheAwaitedEndedButBeforeItsOwnTurn()
    {
        QFETCH(const int, form);
        Task<int> inner;
        Task<> task;
        const auto first = [&](const Task<int> &awaited) -> Coro<> {
            co_await awaited;
            log("first");
            task.cancel(u"between"_s);
        };
        ValueTask<int> value = eager([]() -> Coro<int> {
            co_await yieldNow();
            co_return 5;
        });
        inner = value.task();
        const auto canceller = eager(first, inner);
        const auto wait = [&](ValueTask<int> awaited) -> Coro<> {
            try {
                int n = 0;
                if (Form(form) == Form::Lvalue)
                    n = co_await awaited;
                else
                    n = co_await inner;
                log(n);
            } catch (const Cancelled &e) {
                log("!", e.message());
                throw;
            }
        };
        task = eager(wait, std::move(value)).task();
        spin(3);
        COMPARE_LOG(log, "first !between");
        QVERIFY(task.isCancelled());
        QVERIFY(inner.isDone());
        QVERIFY(canceller.isReady());
        QCOMPARE(inner.result(), 5);
        QCOMPARE(inner.cancelRequests(), 0);
    }
};

QTEST_GUILESS_MAIN(TestCancelAwaited)
#include "tst_cancel_awaited.moc"
