// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "world_p.h"

#include <qeager/detail/runtime.h>
#include <qeager/eager.h>
#include <qeager/exceptiongroup.h>
#include <qeager/latest.h>
#include <qeager/test.h>

#include "shared/loop.h"
#include "testing/deliveries_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qeventloop.h>

#include <algorithm>
#include <thread>
#include <utility>

namespace Stress {

void runUntilQuiet()
{
    const QEager::detail::Runtime &runtime = QEager::detail::Runtime::current();
    QEventLoop loop;
    bool delivered = true;
    while (delivered || runtime.hasReady())
        delivered = QEager::detail::deliversIn(loop, QEventLoop::AllEvents | QEventLoop::X11ExcludeTimers);
}

std::string describe(const std::exception_ptr &error)
{
    try {
        std::rethrow_exception(error);
    } catch (const Failure &failure) {
        return numbered("x", failure.step);
    } catch (const QEager::Cancelled &) {
        return Cancelled;
    } catch (const QEager::TimedOut &) {
        return TimedOut;
    } catch (const QEager::InvalidState &) {
        return Invalid;
    } catch (const QEager::ExceptionGroup &group) {
        std::string text;
        for (const std::exception_ptr &each : group.exceptions())
            text += (text.empty() ? "" : " ") + describe(each);
        return "group(" + text + ')';
    } catch (const std::exception &e) {
        return std::string("unexpected: ") + e.what();
    }
}

// -- a body

QEager::ContextVar<int> World::variable("stress");

//! In the frame of each: what is not there at the end was left behind, or went twice.
class BodyFrame
{
public:
    explicit BodyFrame(World &world) : m_world(world) { ++m_world.m_frames; }
    ~BodyFrame() { --m_world.m_frames; }
    BodyFrame(const BodyFrame &) = delete;
    BodyFrame &operator=(const BodyFrame &) = delete;

private:
    World &m_world;
};

QEager::Coro<int> World::body(int number)
{
    const BodyFrame frame(*this);
    const Body &body = m_program.bodies[size_t(number)];
    word('(' + std::to_string(number));
    QEager::TaskHandle me;
    if (body.asks) {
        me = QEager::currentTask();
        m_asked[number] = me;
    }
    for (const Step &step : body.steps) {
        std::exception_ptr error;
        std::string value;
        try {
            value = co_await perform(*this, number, step);
        } catch (...) {
            error = std::current_exception();
            value = describe(error);
        }
        word(number, step, !error, value);
        if (me && me != QEager::currentTask())
            word("in another task");
        if (error)
            std::rethrow_exception(error);
    }
    word(std::to_string(number) + ')');
    co_return number;
}

void World::word(int body, const Step &step, bool ok, const std::string &text)
{
    word(std::to_string(body) + '#' + std::to_string(step.id) + (ok ? '=' : '!') + text + '@' +
         std::to_string(variable.value()));
}

QEager::TaskOptions World::options(int body)
{
    const int owner = m_program.bodies[size_t(body)].owner;
    QEager::TaskOptions options;
    options.name = QString::number(body);
    options.owner = owner >= 0 ? object(owner) : nullptr;
    return options;
}

QEager::ValueTask<int> World::start(int number) { return QEager::eager(body(number), options(number)); }
QEager::Task<int> World::post(int number) { return QEager::post(body(number), options(number)); }
QEager::Task<int> World::startTask(int number)
{
    QEager::TaskOptions eager = options(number);
    eager.eagerStart = true;
    return QEager::createTask(body(number), std::move(eager));
}
QEager::Task<int> World::createTask(int number) { return QEager::createTask(body(number), options(number)); }

// -- the world

World::World(const Program &program) : m_program(program)
{
    for (auto &object : m_objects)
        object = std::make_unique<Emitter>();
    for (auto &slot : m_latest) {
        const auto function = [this](int number) { return body(number); };
        slot = [latest = QEager::latest(function)](int number) { latest(number); };
    }
    variable.set(0);
}

World::~World() = default;

World::Handle World::handle(int body) const
{
    const auto found = m_handles.find(body);
    return found == m_handles.end() ? nullptr : found->second;
}

bool World::act(const Step &step)
{
    const int first = step.bodies.empty() ? -1 : step.bodies.front();
    switch (step.op) {
    case Op::Latest:
        m_latest[step.number](first);
        return true;
    case Op::StartEager: {
        auto started = std::make_shared<QEager::ValueTask<int>>(start(first));
        m_handles[first] = std::move(started);
        return true;
    }
    case Op::StartTask: {
        auto started = std::make_shared<QEager::ValueTask<int>>(startTask(first));
        m_handles[first] = std::move(started);
        return true;
    }
    case Op::StartCreated: {
        auto started = std::make_shared<QEager::ValueTask<int>>(createTask(first));
        m_handles[first] = std::move(started);
        return true;
    }
    case Op::StartPosted:
        m_handles[first] = std::make_shared<QEager::ValueTask<int>>(post(first));
        return true;
    case Op::Then:
        then(step);
        return true;
    case Op::Drop:
        m_handles.erase(step.number);
        return true;
    case Op::Cancel:
    case Op::RemoteCancel:
        cancel(step.number, step.op == Op::RemoteCancel);
        return true;
    case Op::CancelSelf:
        QEager::currentTask().cancel();
        return true;
    case Op::Set:
        variable.set(step.number);
        return true;
    case Op::Emit:
        if (Emitter *const emitter = object(step.number))
            Q_EMIT emitter->fired();
        return true;
    case Op::Kill:
        std::exchange(m_objects[step.number], nullptr).reset();
        return true;
    default:
        return false;
    }
}

void World::then(const Step &step)
{
    const Handle started = handle(step.number);
    Emitter *const context = object(step.id % Objects);
    if (!started || !context)
        return;
    const auto call = [this, id = step.id](bool ok, const std::string &text) {
        word(numbered("then", id) + (ok ? '=' : '!') + text);
    };
    started->then(
        context, [call](const int &value) { call(true, std::to_string(value)); },
        [call](const std::exception_ptr &error) { call(false, describe(error)); });
}

void World::cancel(int body, bool isRemote)
{
    const auto asked = m_asked.find(body);
    const QEager::TaskHandle task = asked == m_asked.end() ? QEager::TaskHandle() : asked->second;
    const Handle started = handle(body);
    const auto ask = [&task, &started] {
        if (task)
            task.cancel();
        else if (started)
            started->cancel();
    };
    if (isRemote)
        std::thread(ask).join();
    else
        ask();
}

void World::complete()
{
    if (m_externals.empty())
        return;
    const int step = m_externals.front()->id(); // another one may take its address
    m_externals.front()->complete();
    runUntil([&] { return m_externals.empty() || m_externals.front()->id() != step; });
}

bool World::cancelAll()
{
    const QList<QEager::TaskHandle> waiting = QEager::allTasks();
    for (const QEager::TaskHandle &task : waiting)
        task.cancel();
    return !waiting.isEmpty();
}

Trace World::end()
{
    m_handles.clear();
    m_asked.clear();
    for (auto &slot : m_latest)
        slot = nullptr;
    for (auto &object : m_objects)
        object.reset();
    runUntilQuiet();
    if (m_frames != 0)
        word(numbered("frames left: ", m_frames));
    if (!QEager::allTasks().isEmpty())
        word(numbered("tasks left: ", QEager::allTasks().size()));
    if (QEager::currentTask())
        word("a task is current");
    word(numbered("end@", variable.value()));
    std::sort(m_trace.reports.begin(), m_trace.reports.end());
    return std::move(m_trace);
}

} // namespace Stress
