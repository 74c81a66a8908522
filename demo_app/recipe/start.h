// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The three ways to start a coroutine, as function objects: a program is written once, and run with each of them.
*/

#include "orders.h"

#include <qeager/eager.h>
#include <qeager/errors.h>
#include <qeager/taskfactory.h>

#include <utility>

namespace Demo {

struct Lazy
{
    template <typename T>
    QEager::Coro<T> operator()(QEager::Coro<T> coro) const
    {
        return coro;
    }
};

struct Posted
{
    template <typename T>
    QEager::Task<T> operator()(QEager::Coro<T> coro) const
    {
        return QEager::post(std::move(coro), {.name = QStringLiteral("posted test")});
    }
};

struct Eager
{
    template <typename T>
    QEager::ValueTask<T> operator()(QEager::Coro<T> coro) const
    {
        return QEager::eager(std::move(coro), {.name = QStringLiteral("eager test")});
    }
};

//! Calls \a program with the function object for \a order.
template <typename Program>
QEager::Coro<> inOrder(Order order, Program program)
{
    switch (order) {
    case Order::Lazy:
        return program(Lazy());
    case Order::Posted:
        return program(Posted());
    case Order::Eager:
        break;
    }
    return program(Eager());
}

// What the three ways return, under one name.

template <typename T>
bool isReady(const QEager::Coro<T> &)
{
    return false;
}
template <typename T>
bool isReady(const QEager::Task<T> &task)
{
    return task.isDone();
}
template <typename T>
bool isReady(const QEager::ValueTask<T> &task)
{
    return task.isReady();
}

//! A coroutine that has not begun is dropped, a task is asked to end.
template <typename T>
void cancel(QEager::Coro<T> &coro)
{
    coro = {};
}
template <typename Handle>
void cancel(Handle &task)
{
    task.cancel();
}

//! Waits until what was cancelled has ended.
template <typename T>
QEager::Coro<> ended(QEager::Coro<T>)
{
    co_return;
}
template <typename Handle>
QEager::Coro<> ended(Handle task)
{
    try {
        co_await std::move(task);
    } catch (const QEager::Cancelled &) { // as asked
    }
}

} // namespace Demo
