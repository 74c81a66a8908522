// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "../programs.h"
#include "../start.h"

#include <qeager/sleep.h>

#include <chrono>
#include <utility>

using namespace std::chrono_literals;
using QEager::Coro;
using QEager::yieldNow;

namespace Demo {

namespace {

template <typename Start>
Coro<> branch(Start start, Log log, QString name, int depth)
{
    log(name + "a"); // begins
    if (depth == 0) {
        log(name + "B"); // a leaf: yields
        co_await yieldNow();
    } else {
        auto left = start(branch(start, log, name + ":0", depth - 1));
        auto right = start(branch(start, log, name + ":1", depth - 1));
        log(name + "b"); // has started two
        co_await left;
        co_await right;
    }
    log(name + "c"); // ends
}

} // namespace

QEager::Coro<> runRecursion(Order order, Log log)
{
    return inOrder(order, [&log](auto start) { return branch(start, std::move(log), QStringLiteral("0"), 2); });
}

} // namespace Demo
