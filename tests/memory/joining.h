// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Scenarios without memory: several tasks that are waited for, and asked to end, together. Each ends with the answer,
    or with std::bad_alloc.
*/

#include "memory/parts.h"

#include <qeager/exceptiongroup.h>
#include <qeager/gather.h>
#include <qeager/taskgroup.h>
#include <qeager/taskscope.h>

#include <tuple>
#include <vector>

namespace Memory {

inline Coro<int> gathered()
{
    const auto values = co_await gather(later(), sleeping(), immediate());
    co_return std::get<0>(values) == std::get<1>(values) ? std::get<2>(values) : 0;
}

inline std::vector<Coro<int>> several()
{
    std::vector<Coro<int>> coros;
    coros.push_back(immediate());
    coros.push_back(later());
    coros.push_back(sleeping());
    return coros;
}

inline Coro<int> gatheredRange()
{
    const std::vector<int> values = co_await gather(several());
    co_return values == std::vector<int>{Answer, Answer, Answer} ? Answer : 0;
}

inline Coro<int> gatheredWithALimit()
{
    const GatherOptions options{.limit = 1};
    const std::vector<int> values = co_await gather(several(), options);
    co_return values == std::vector<int>{Answer, Answer, Answer} ? Answer : 0;
}

inline Coro<int> settled()
{
    const auto outcomes = co_await gatherSettled(later(), failing());
    const auto &[first, second] = outcomes;
    if (second.hasValue())
        co_return 0;
    try {
        second.value();
    } catch (const std::runtime_error &) {
        co_return first.value();
    }
    co_return 0;
}

inline Coro<int> raced()
{
    const auto first = co_await race(endlessly(), sleeping(), endlessly());
    co_return first.index() == 1 ? std::get<1>(first) : 0;
}

//! Ends with the answer if \a task ends with Cancelled.
inline Coro<int> expectCancelled(Task<int> task)
{
    try {
        co_await task;
    } catch (const Cancelled &) {
        co_return Answer;
    }
    co_return 0;
}

inline Coro<int> gatherWithin()
{
    const auto values = co_await gather(endlessly(), endlessly());
    co_return std::get<0>(values);
}

inline Coro<int> cancelledGather()
{
    auto gathering = eager(gather(gatherWithin(), later(), gatherWithin()));
    co_await yieldNow();
    gathering.cancel(QStringLiteral("enough"));
    try {
        co_await std::move(gathering);
    } catch (const Cancelled &) {
        co_return Answer;
    }
    co_return 0;
}

//! Answers if the group fails, for want of memory or as it is to.
template <typename Body>
Coro<int> failureOf(Body body)
{
    try {
        co_return co_await withTaskGroup(body);
    } catch (const ExceptionGroup &group) {
        if (group.contains<std::bad_alloc>())
            throw;
        co_return group.contains<std::runtime_error>() ? Answer : 0;
    }
}

inline Coro<int> failingGroup()
{
    const auto body = [](TaskGroup &group) -> Coro<int> {
        group.start(endlessly());
        group.start(gatherWithin());
        group.start(failing());
        co_return co_await endlessly();
    };
    return failureOf(body);
}

inline ValueTask<int> failingAtOnce()
{
    const Tracked tracked;
    throw std::runtime_error("failed");
    co_return 0;
}

inline Coro<int> groupWhoseChildFailsAtOnce()
{
    const auto body = [](TaskGroup &group) -> Coro<int> {
        group.start(failingAtOnce());
        co_return co_await endlessly();
    };
    return failureOf(body);
}

inline Coro<int> failingBody()
{
    const auto body = [](TaskGroup &group) -> Coro<int> {
        group.start(endlessly());
        group.post(endlessly());
        co_return co_await failing();
    };
    return failureOf(body);
}

inline Coro<int> cancelledGroup()
{
    const auto body = [](TaskGroup &group) -> Coro<> {
        const auto child = group.start(endlessly());
        co_await yieldNow();
        group.cancel();
        co_await endlessly();
    };
    co_await withTaskGroup(body);
    co_return Answer;
}

inline Coro<int> cancelledScope()
{
    TaskScope scope;
    const Task<int> first = scope.eager(endlessly()).task();
    const Task<int> second = scope.eager(gatherWithin()).task();
    scope.cancel();
    co_return co_await expectCancelled(first) == co_await expectCancelled(second) ? Answer : 0;
}

} // namespace Memory
