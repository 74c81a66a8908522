// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Classes with member coroutines and a taskScope(): all of them log what they do, and that they go.
*/

#include "endless.h"
#include "log.h"

#include <qeager/eager.h>
#include <qeager/sleep.h>
#include <qeager/taskscope.h>

#include <QtCore/qobject.h>
#include <QtCore/qscopeguard.h>

#include <chrono>

//! A \a T whose last member is a scope. Guards of its coroutines use a member.
template <typename T>
class WithScope : public T
{
public:
    explicit WithScope(Log &l) : log(l) {}
    ~WithScope() override { log("dying"); }
    QEager::TaskScope &taskScope() { return m_tasks; }

    auto entered(int n)
    {
        m_names.append(QString::number(n));
        return qScopeGuard([this] { log("~", m_names.takeLast()); });
    }
    QEager::Coro<int> load(int n)
    {
        const auto guard = entered(n);
        log(n);
        if (n > 0)
            co_await QEager::sleep(std::chrono::hours(1));
        co_return n;
    }
    QEager::ValueTask<int> reload(int n)
    {
        const auto guard = entered(n);
        log(n);
        co_await QEager::sleep(std::chrono::hours(1));
        co_return n;
    }
    QEager::Coro<int> look() const
    {
        const Guard guard{log, "look"};
        co_await QEager::sleep(std::chrono::hours(1));
        co_return int(m_names.size());
    }
    QEager::Coro<> leave(bool suspend)
    {
        Log &words = log;
        if (suspend)
            co_await QEager::yieldNow();
        co_await QEager::detachFromOwner();
        words("detached");
        co_await QEager::yieldNow();
        words("left");
    }
    QEager::ValueTask<> cleansUp(int next)
    {
        const auto guard = qScopeGuard([this, next] {
            const QEager::Task<int> task = next == 2 ? QEager::post(load(next)) : QEager::eager(load(next)).task();
            log(task.isDone() ? task.isCancelled() ? "closed" : "done" : "pending");
        });
        co_await QEager::sleep(std::chrono::hours(1));
    }
    QEager::Coro<> dies()
    {
        Log &words = log;
        const Guard guard{words, "dies"};
        delete this;
        words("deleted");
        co_await QEager::sleep(std::chrono::hours(1));
        words("never");
    }
    Log &log;
    QStringList m_names;

private:
    QEager::TaskScope m_tasks; // last
};

struct Plain
{
    virtual ~Plain() = default;
};
using Busy = WithScope<Plain>;
using BusyObject = WithScope<QObject>;
