// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "../programs.h"
#include "../start.h"

#include <qeager/errors.h>
#include <qeager/sleep.h>

#include <chrono>
#include <utility>

using namespace std::chrono_literals;
using QEager::Cancelled;
using QEager::Coro;
using QEager::sleep;

namespace Demo {

namespace {

Coro<> test(Log log, QString name)
{
    log(name); // test() begins
    try {
        co_await sleep(1h);
    } catch (const Cancelled &) {
        log(name + "x"); // cleans up
        throw;
    }
}

template <typename Start>
Coro<> caller(Start start, Log log)
{
    log("a"); // starts test 1
    auto one = start(test(log, "1"));
    co_await sleep(100ms);
    log("b"); // starts test 2
    auto two = start(test(log, "2"));
    log("c"); // cancels both
    cancel(one);
    cancel(two);
    co_await ended(std::move(one));
    co_await ended(std::move(two));
    log("d"); // both have ended
}

} // namespace

QEager::Coro<> runCancellation(Order order, Log log)
{
    return inOrder(order, [&log](auto start) { return caller(start, std::move(log)); });
}

} // namespace Demo
