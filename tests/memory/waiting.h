// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Scenarios without memory: what coroutines wait for. Each ends with the answer, or with std::bad_alloc.
*/

#include "memory/parts.h"
#include "shared/pipe.h"

#include <qeager/eager.h>
#include <qeager/future.h>
#include <qeager/io.h>
#include <qeager/offload.h>
#include <qeager/shield.h>
#include <qeager/signal.h>
#include <qeager/taskgroup.h>
#include <qeager/taskscope.h>
#include <qeager/timeout.h>

#include <memory>

namespace Memory {

inline Coro<int> heard()
{
    QObject sender;
    const auto speak = [&sender] { sender.setObjectName(QStringLiteral("heard")); };
    QMetaObject::invokeMethod(&sender, speak, Qt::QueuedConnection);
    co_await QEager::signal(&sender, &QObject::objectNameChanged);
    co_return Answer;
}

inline Coro<int> offloaded()
{
    const auto function = [] { return Answer; };
    co_return co_await offload(function);
}

inline Coro<int> toFutures()
{
    auto task = eager(later());
    const QFuture<int> first = task.toFuture();
    co_return co_await first;
}

inline Coro<int> inTime() { co_return co_await withTimeout(1h, later()); }

inline Coro<int> inGroup()
{
    const auto body = [](TaskGroup &group) -> Coro<int> {
        group.start(later());
        group.post(later());
        co_return Answer;
    };
    co_return co_await withTaskGroup(body);
}

inline Coro<int> scoped()
{
    {
        TaskScope scope;
        scope.eager(endlessly());
        scope.post(endlessly());
        co_await yieldNow();
    }
    co_return Answer;
}

inline Coro<int> owned()
{
    auto owner = std::make_unique<QObject>();
    const auto task = eager(endlessly(), {.owner = owner.get()});
    owner.reset();
    if (task.isReady() && !task.isCancelled())
        co_return task.result(); // it never came as far as to wait
    co_return task.isCancelled() ? Answer : 0;
}

inline Coro<int> cancelled()
{
    const auto task = eager(endlessly());
    task.cancel(QStringLiteral("enough"));
    bool isCancelled = false;
    try {
        co_await task;
    } catch (const Cancelled &) {
        isCancelled = true;
    }
    co_return isCancelled ? Answer : 0;
}

inline Coro<int> shielded() { co_return co_await shield(later()); }

inline Coro<int> readingALine()
{
    Pipe pipe;
    const auto feed = [&pipe] { pipe.feed("line\n"); };
    QMetaObject::invokeMethod(&pipe, feed, Qt::QueuedConnection);
    const QByteArray line = co_await QEager::readLine(&pipe);
    co_return line == "line\n" ? Answer : 0;
}

} // namespace Memory
