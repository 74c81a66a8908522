// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Scenarios without memory: what ends, or is asked to. Each ends with the answer, or with std::bad_alloc.
*/

#include "memory/joining.h"
#include "shared/failingnew.h"

#include <qeager/cancelonexit.h>
#include <qeager/corostart.h>
#include <qeager/eager.h>
#include <qeager/future.h>
#include <qeager/timeout.h>

#include <QtCore/qpromise.h>

#include <utility>

namespace Memory {

inline Coro<int> failedAtOnce()
{
    auto task = failingAtOnce();
    try {
        co_return co_await std::move(task);
    } catch (const std::runtime_error &) {
        co_return Answer;
    }
}

inline Coro<int> late(std::chrono::milliseconds duration)
{
    try {
        co_return co_await withTimeout(duration, endlessly());
    } catch (const TimedOut &) {
        co_return Answer;
    }
}
inline Coro<int> timedOut() { return late(1ms); }
inline Coro<int> timedOutAtOnce() { return late(0ms); }

inline Coro<int> gatherThatIsLate()
{
    try {
        co_return co_await withTimeout(1ms, gatherWithin());
    } catch (const TimedOut &) {
        co_return Answer;
    }
}

inline Coro<int> guarded()
{
    Task<int> task;
    {
        CancelOnExit guard(eager(endlessly()));
        task = guard->task();
        co_await yieldNow();
    }
    co_return co_await expectCancelled(task);
}

inline Coro<int> closedByHand()
{
    CoroStart<int> start(endlessly());
    start.close();
    co_return Answer;
}

inline Coro<int> dropped()
{
    {
        const CoroStart<int> start(endlessly());
    }
    co_return Answer;
}

inline Coro<int> closedLater()
{
    CoroStart<int> start(endlessly());
    co_await start.aclose();
    co_return Answer;
}

inline Coro<int> thrownInto()
{
    CoroStart<int> start(endlessly());
    const auto error = std::make_exception_ptr(std::runtime_error("thrown into"));
    if (start.isDone())
        co_return co_await std::move(start);
    try {
        co_return co_await start.athrowError(error);
    } catch (const std::runtime_error &) {
        co_return Answer;
    }
}

inline Coro<int> thrownIntoAtOnce()
{
    CoroStart<int> start(endlessly());
    const auto error = std::make_exception_ptr(std::runtime_error("thrown into"));
    if (start.isDone())
        co_return co_await std::move(start);
    try {
        co_return start.throwError(error);
    } catch (const std::runtime_error &) {
        co_return Answer;
    }
}

//! A QFuture of somebody who has memory.
class Producer : public QObject
{
public:
    Producer()
    {
        const FailingNew::Pause pause;
        promise.start();
        QMetaObject::invokeMethod(this, &Producer::finish, Qt::QueuedConnection);
    }
    QPromise<int> promise;

private:
    void finish()
    {
        const FailingNew::Pause pause;
        promise.addResult(Answer);
        promise.finish();
    }
};

inline Coro<int> future()
{
    Producer producer;
    co_return co_await producer.promise.future();
}

inline Coro<int> cancelledFuture()
{
    Producer producer;
    const auto wait = [](QFuture<int> awaited) -> Coro<int> { co_return co_await awaited; };
    const QFuture<int> awaited = producer.promise.future();
    auto task = eager(wait, awaited);
    const Task<int> waiting = task.task();
    waiting.cancel();
    co_return co_await expectCancelled(waiting);
}

inline Coro<int> working()
{
    co_await yieldNow();
    setProgress(1, 2);
    co_await yieldNow();
    co_await yieldNow();
    co_return Answer;
}

inline Coro<int> watched()
{
    QObject context;
    double seen = 0;
    auto task = eager(working()).task();
    const auto see = [&seen](Progress progress) { seen = progress.value; };
    task.onProgress(&context, see);
    task.onProgress(&context, see);
    const int value = co_await task;
    co_return seen == 1 ? value : 0;
}

} // namespace Memory
