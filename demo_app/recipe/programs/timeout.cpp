// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "../programs.h"
#include "../start.h"

#include <qeager/sleep.h>
#include <qeager/timeout.h>

#include <chrono>
#include <utility>

using namespace std::chrono_literals;
using QEager::Coro;
using QEager::sleep;
using QEager::TimedOut;
using QEager::withTimeout;

namespace Demo {

namespace {

Coro<> answer() { co_await sleep(1h); }

Coro<> limited(Log log)
{
    log("1"); // gives it 80 ms
    try {
        co_await withTimeout(80ms, answer());
    } catch (const TimedOut &) {
        log("2"); // the time is up
    }
}

template <typename Start>
Coro<> caller(Start start, Log log)
{
    log("a"); // caller() begins
    auto future = start(limited(log));
    log("b"); // goes on
    co_await sleep(160ms);
    log("c"); // was not disturbed
    co_await std::move(future);
    log("d"); // all is over
}

} // namespace

QEager::Coro<> runTimeout(Order order, Log log)
{
    return inOrder(order, [&log](auto start) { return caller(start, std::move(log)); });
}

} // namespace Demo
