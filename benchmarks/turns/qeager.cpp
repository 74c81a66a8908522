// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "shapes.h"

#include <qeager/qeager.h>

#include <memory>
#include <vector>

using namespace QEager;

namespace {

Coro<int> value() { co_return 1; }

Coro<int> waiting(Trigger &trigger)
{
    co_await signal(&trigger, &Trigger::fired);
    co_return 1;
}

Coro<> call(Done done, Task<int> task)
{
    co_await task;
    done();
}

Fire emitter(Trigger &trigger)
{
    return [&trigger] { Q_EMIT trigger.fired(); };
}

Coro<int> link(Task<int> before)
{
    const int length = co_await before;
    co_return length + 1;
}

Coro<int> coros(Trigger &trigger, int length)
{
    if (length == 0) {
        co_await signal(&trigger, &Trigger::fired);
        co_return 0;
    }
    const int below = co_await coros(trigger, length - 1);
    co_return below + 1;
}

ValueTask<int> valueTasks(Trigger &trigger, int length)
{
    if (length == 0) {
        co_await signal(&trigger, &Trigger::fired);
        co_return 0;
    }
    const int below = co_await valueTasks(trigger, length - 1);
    co_return below + 1;
}

} // namespace

Fire WithQEager::postedStart(Trigger &, Done done)
{
    return [done] {
        eager(
            [](Done then) -> Coro<> {
                const Task<int> task = post(value());
                co_await task;
                then();
            },
            done);
    };
}

Fire WithQEager::gatherOfTen(Trigger &trigger, Done done)
{
    eager(
        [](Trigger &awaited, Done then) -> Coro<> {
            std::vector<Coro<int>> parts;
            for (int i = 0; i < 10; ++i)
                parts.push_back(waiting(awaited));
            co_await gather(std::move(parts));
            then();
        },
        std::ref(trigger), done);
    return emitter(trigger);
}

Fire WithQEager::groupOfTen(Trigger &trigger, Done done)
{
    eager(
        [](Trigger &awaited, Done then) -> Coro<> {
            const auto body = [&awaited](TaskGroup &group) -> Coro<> {
                for (int i = 0; i < 10; ++i)
                    group.createTask(waiting(awaited), {.eagerStart = true});
                co_return;
            };
            co_await withTaskGroup(body);
            then();
        },
        std::ref(trigger), done);
    return emitter(trigger);
}

Fire WithQEager::chainOfTasks(Trigger &trigger, Done done)
{
    Task<int> last = createTask(waiting(trigger), {.eagerStart = true});
    for (int i = 1; i < 10; ++i)
        last = createTask(link(last), {.eagerStart = true});
    eager(call(done, last));
    return emitter(trigger);
}

Fire WithQEager::chainOfValueTasks(Trigger &trigger, Done done)
{
    eager(
        [](Trigger &awaited, Done then) -> Coro<> {
            co_await valueTasks(awaited, 9);
            then();
        },
        std::ref(trigger), done);
    return emitter(trigger);
}

Fire WithQEager::chainOfCoros(Trigger &trigger, Done done)
{
    eager(
        [](Trigger &awaited, Done then) -> Coro<> {
            co_await coros(awaited, 9);
            then();
        },
        std::ref(trigger), done);
    return emitter(trigger);
}

Fire WithQEager::latestCall(Trigger &trigger, Done done)
{
    // The call that is replaced ends, and the new one gets what it waits for.
    const auto ended = std::make_shared<int>(0);
    const auto search = latest([&trigger, done, ended](QString) -> Coro<> {
        try {
            co_await waiting(trigger);
        } catch (const Cancelled &) {
            ++*ended;
            throw;
        }
        if (++*ended == 2)
            done();
    });
    search(QStringLiteral("wor"));
    return [&trigger, search] {
        search(QStringLiteral("word"));
        Q_EMIT trigger.fired();
    };
}
