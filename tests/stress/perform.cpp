// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// What each step does that may wait.

#include "world_p.h"

#include <qeager/corostart.h>
#include <qeager/eager.h>
#include <qeager/gather.h>
#include <qeager/outcome.h>
#include <qeager/part.h>
#include <qeager/qcoro.h>
#include <qeager/shield.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>
#include <qeager/taskgroup.h>
#include <qeager/timeout.h>

#include <QtCore/qmetaobject.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>
#include <vector>

namespace Stress {

namespace {

using QEager::Coro;
using std::chrono::milliseconds;

//! Whoever begins to wait for its signal waits inside an event loop, in which it is emitted, and so may have ended when
//! that returns.
class LoopInWait : public Emitter
{
protected:
    void connectNotify(const QMetaMethod &member) override
    {
        if (member != QMetaMethod::fromSignal(&Emitter::fired))
            return;
        runUntilQuiet();
        Q_EMIT fired();
        runUntilQuiet();
    }
};

//! Among those that the script may complete, as long as it is awaited.
class Awaited
{
public:
    Awaited(World &world, External *external) : m_world(world), m_external(external)
    {
        m_world.externals().push_back(m_external);
    }
    ~Awaited() { std::erase(m_world.externals(), m_external); }
    Awaited(const Awaited &) = delete;
    Awaited &operator=(const Awaited &) = delete;

private:
    World &m_world;
    External *m_external;
};

Coro<int> external(World &world, const Step &step)
{
    const std::unique_ptr<External> external = External::make(step.number, step.id);
    const Awaited awaited(world, external.get());
    co_return co_await external->wait();
}

QEager::ValueTask<int> function(World &world, int body) { co_return co_await world.body(body); }

Coro<int> guarded(World &world, const Step &step)
{
    std::exception_ptr error;
    int value = 0;
    try {
        value = co_await world.body(step.bodies[0]);
    } catch (...) {
        error = std::current_exception();
    }
    if (!error)
        co_return value;
    co_await world.body(step.bodies[1]);
    std::rethrow_exception(error);
}

Coro<int> inGroup(World &world, const Step &step)
{
    const auto body = [&world, &step](QEager::TaskGroup &group) -> Coro<int> {
        for (size_t i = 1; i < step.bodies.size(); ++i) {
            const int child = step.bodies[i];
            switch (childStart(step, i - 1)) {
            case Start::Eager:
                group.start(world.body(child), world.options(child));
                break;
            case Start::Posted:
                group.post(world.body(child), world.options(child));
                break;
            case Start::Created:
                group.createTask(world.body(child), world.options(child));
                break;
            }
        }
        co_return co_await world.body(step.bodies[0]);
    };
    co_return co_await QEager::withTaskGroup(body);
}

using Parts = std::vector<QEager::PartWithOptions<Coro<int>>>;

Parts parts(World &world, const Step &step)
{
    Parts all;
    for (const int body : step.bodies)
        all.push_back(QEager::part(world.body(body), world.options(body)));
    return all;
}

Coro<std::string> gathered(World &world, const Step &step)
{
    std::string text;
    const std::vector<int> values = co_await QEager::gather(parts(world, step));
    for (const int value : values)
        text += ' ' + std::to_string(value);
    co_return text;
}

Coro<std::string> settled(World &world, const Step &step)
{
    std::string text;
    const auto outcomes = co_await QEager::gatherSettled(parts(world, step));
    for (const auto &outcome : outcomes) {
        const std::exception_ptr error = outcome.exception();
        text += error ? '!' + describe(error) : ' ' + std::to_string(*outcome);
    }
    co_return text;
}

Coro<std::string> raced(World &world, const Step &step)
{
    const QEager::RaceResult<int> first = co_await QEager::race(parts(world, step));
    co_return std::to_string(first.index) + ':' + std::to_string(first.value);
}

//! Those of which an int is the value.
Coro<int> performNumber(World &world, int body, const Step &step)
{
    const int first = step.bodies.empty() ? -1 : step.bodies.front();
    switch (step.op) {
    case Op::Yield:
        co_await QEager::yieldNow();
        break;
    case Op::Sleep:
        co_await QEager::sleep(milliseconds(step.number));
        break;
    case Op::External:
        co_return co_await external(world, step);
    case Op::Wait:
        co_await QEager::signal(world.object(step.number), &Emitter::fired);
        break;
    case Op::Loop:
        runUntilQuiet();
        break;
    case Op::LoopInWait:
        co_await QEager::signal(world.keep(std::make_unique<LoopInWait>()), &Emitter::fired);
        break;
    case Op::Call:
        co_return co_await world.body(first);
    case Op::Guard:
        co_return co_await guarded(world, step);
    case Op::Timeout:
        co_return co_await QEager::withTimeout(milliseconds(step.number), world.body(first));
    case Op::Rvalue:
        co_return co_await world.start(first);
    case Op::Function:
        co_return co_await function(world, first);
    case Op::Lvalue: {
        const QEager::ValueTask<int> task = world.start(first);
        co_return co_await task;
    }
    case Op::PostedTask: {
        const QEager::Task<int> task = world.post(first);
        co_return co_await task;
    }
    case Op::EagerTask:
        co_return co_await world.startTask(first);
    case Op::CreatedTask:
        co_return co_await world.createTask(first);
    case Op::Shield:
        co_return co_await QEager::shield(world.start(first));
    case Op::ByHand: {
        QEager::CoroStart<int> start(world.body(first));
        co_return co_await std::move(start);
    }
    case Op::Group:
        co_return co_await inGroup(world, step);
    case Op::Join:
        if (const World::Handle joined = step.number > body ? world.handle(step.number) : nullptr)
            co_return co_await *joined;
        break;
    case Op::Throw:
        throw Failure(step.id);
    default:
        world.act(step);
        break;
    }
    co_return 0;
}

Coro<std::string> inWords(Coro<int> number)
{
    const int value = co_await std::move(number);
    co_return std::to_string(value);
}

Coro<std::string> tried(World &world, const Step &step)
{
    std::string text;
    try {
        const int value = co_await world.body(step.bodies.front());
        text = std::to_string(value);
    } catch (...) {
        text = describe(std::current_exception());
    }
    co_return text;
}

} // namespace

Coro<std::string> perform(World &world, int body, const Step &step)
{
    switch (step.op) {
    case Op::Try:
        return tried(world, step);
    case Op::Gather:
        return gathered(world, step);
    case Op::Settled:
        return settled(world, step);
    case Op::Race:
        return raced(world, step);
    default:
        break;
    }
    return inWords(performNumber(world, body, step));
}

} // namespace Stress
