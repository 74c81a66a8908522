// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Scenarios without memory: what starts coroutines. Each ends with the answer, or with std::bad_alloc.
*/

#include "memory/parts.h"
#include "shared/worker.h"

#include <qeager/awaitsync.h>
#include <qeager/context.h>
#include <qeager/corostart.h>
#include <qeager/eager.h>
#include <qeager/latest.h>
#include <qeager/onthread.h>
#include <qeager/startpolicy.h>
#include <qeager/taskscope.h>

#include <utility>

namespace Memory {

inline Coro<int> chained()
{
    const int value = co_await later();
    co_return co_await valueTask() + value - Answer;
}

inline Coro<int> lvalue()
{
    const ValueTask<int> task = valueTask();
    co_await task;
    co_return co_await task;
}

inline Coro<int> posted()
{
    const Task<int> task = post(later(), {.name = QStringLiteral("posted")});
    co_return co_await task;
}

inline Coro<int> created()
{
    const auto task = createTask(later(), {.eagerStart = true});
    co_return co_await task;
}

inline Coro<int> identity()
{
    const TaskHandle me = currentTask();
    me.setName(QStringLiteral("me"));
    co_await yieldNow();
    co_return currentTask() == me ? Answer : 0;
}

inline Coro<int> continued()
{
    co_return co_await valueTask().then([](int value) { return value; });
}

inline Coro<int> calledBack()
{
    QObject context;
    int called = 0;
    auto task = valueTask();
    task.then(&context, [&called](int value) { called = value; });
    co_await task;
    co_await yieldNow();
    co_return called;
}

inline Coro<int> newest()
{
    const auto slot = latest([](int value) -> Coro<int> {
        co_await yieldNow();
        co_return value;
    });
    slot(0);
    co_return co_await slot(Answer);
}

inline Coro<int> startedByHand()
{
    CoroStart<int> start(later());
    co_return co_await std::move(start);
}

inline Coro<int> synchronously() { co_return awaitSync(immediate()); }

inline ContextVar<QString> variable("variable");

inline Coro<int> inContext()
{
    variable.set(QStringLiteral("a"));
    const auto task = valueTask();
    variable.set(QStringLiteral("b"));
    co_await task;
    co_return variable.value() == QStringLiteral("b") ? Answer : 0;
}

inline Coro<int> deep()
{
    const StartPolicyScope policy({.maxDepth = 0});
    auto task = valueTask();
    co_return co_await std::move(task);
}

inline Coro<int> deepEager()
{
    const StartPolicyScope policy({.maxDepth = 0});
    QObject owner;
    const TaskOptions options{.name = QStringLiteral("deep"), .owner = &owner};
    auto task = eager(later(), options);
    co_return co_await std::move(task);
}

inline Coro<int> elsewhere()
{
    Worker worker;
    co_return co_await onThread(&worker, later);
}

class Page : public QObject
{
public:
    ValueTask<int> load()
    {
        const Tracked tracked;
        co_await yieldNow();
        co_return m_value;
    }
    TaskScope &taskScope() { return m_tasks; }

private:
    int m_value = Answer;
    TaskScope m_tasks;
};

inline Coro<int> member()
{
    Page page;
    co_return co_await page.load();
}

inline Coro<int> told()
{
    const TaskOptions options{.name = QStringLiteral("told"), .context = Context::current(), .owner = qApp};
    auto first = eager(later(), options);
    auto second = createTask(later(), options);
    const auto third = post(later(), options);
    co_await std::move(first);
    co_await std::move(second);
    co_return co_await third;
}

} // namespace Memory
