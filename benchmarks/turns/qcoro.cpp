// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "shapes.h"

#include <QCoroSignal>
#include <QCoroTask>
#include <QCoroTimer>

#include <memory>
#include <vector>

namespace {

using Handle = std::shared_ptr<QCoro::Task<int>>; // so that several can await it by its name

QCoro::Task<int> waiting(Trigger &trigger)
{
    co_await qCoro(&trigger, &Trigger::fired);
    co_return 1;
}

Fire emitter(Trigger &trigger)
{
    return [&trigger] { Q_EMIT trigger.fired(); };
}

QCoro::Task<int> link(Handle before)
{
    const int length = co_await *before;
    co_return length + 1;
}

QCoro::Task<int> calls(Trigger &trigger, int length)
{
    if (length == 0) {
        co_await qCoro(&trigger, &Trigger::fired);
        co_return 0;
    }
    const int below = co_await calls(trigger, length - 1);
    co_return below + 1;
}

// The nearest thing to a posted start that QCoro has: a coroutine that lets the event loop go first.
QCoro::Task<int> later()
{
    co_await QCoro::sleepFor(std::chrono::milliseconds(0));
    co_return 1;
}

QCoro::Task<> postedCall(Done done)
{
    co_await later();
    done();
}

QCoro::Task<> awaitAll(std::vector<Handle> tasks, Done done)
{
    for (const Handle &task : tasks)
        co_await *task;
    done();
}

QCoro::Task<> awaitOne(Handle task, Done done)
{
    co_await *task;
    done();
}

QCoro::Task<> awaitCalls(Trigger &trigger, Done done)
{
    co_await calls(trigger, 9);
    done();
}

} // namespace

Fire WithQCoro::postedStart(Trigger &, Done done)
{
    return [done] { postedCall(done); };
}

Fire WithQCoro::allOfTen(Trigger &trigger, Done done)
{
    std::vector<Handle> tasks;
    for (int i = 0; i < 10; ++i)
        tasks.push_back(std::make_shared<QCoro::Task<int>>(waiting(trigger)));
    awaitAll(std::move(tasks), done);
    return emitter(trigger);
}

Fire WithQCoro::chainByName(Trigger &trigger, Done done)
{
    Handle last = std::make_shared<QCoro::Task<int>>(waiting(trigger));
    for (int i = 1; i < 10; ++i)
        last = std::make_shared<QCoro::Task<int>>(link(last));
    awaitOne(last, done);
    return emitter(trigger);
}

Fire WithQCoro::chainOfCalls(Trigger &trigger, Done done)
{
    awaitCalls(trigger, done);
    return emitter(trigger);
}
