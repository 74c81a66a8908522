// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "../programs.h"
#include "../start.h"

#include <qeager/sleep.h>

#include <chrono>
#include <utility>

using namespace std::chrono_literals;
using QEager::Coro;
using QEager::sleep;

namespace Demo {

namespace {

Coro<> test(Log log)
{
    log("1"); // test() begins
    co_await sleep(200ms);
    log("2"); // test() ends
}

template <typename Start>
Coro<> caller(Start start, Log log)
{
    log("a"); // caller() begins
    auto future = start(test(log));
    log("b"); // caller() goes on
    co_await sleep(100ms);
    log("c"); // awaits test()
    co_await std::move(future);
}

} // namespace

QEager::Coro<> runExample(Order order, Log log)
{
    return inOrder(order, [&log](auto start) { return caller(start, std::move(log)); });
}

} // namespace Demo
