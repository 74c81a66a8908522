// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "../programs.h"
#include "../start.h"

#include <qeager/gather.h>
#include <qeager/sleep.h>

#include <chrono>
#include <utility>

using namespace std::chrono_literals;
using QEager::Coro;
using QEager::gather;
using QEager::sleep;

namespace Demo {

namespace {

Coro<> part(Log log, QString name, std::chrono::milliseconds time)
{
    log(name); // begins
    co_await sleep(time);
    log(name + "x"); // ends
}

template <typename Start>
Coro<> caller(Start start, Log log)
{
    log("a"); // starts two parts
    auto one = start(part(log, "1", 160ms));
    auto two = start(part(log, "2", 80ms));
    log("b"); // goes on
    co_await sleep(40ms);
    log("c"); // gathers them
    co_await gather(std::move(one), std::move(two));
    log("d"); // has both
}

} // namespace

QEager::Coro<> runGather(Order order, Log log)
{
    return inOrder(order, [&log](auto start) { return caller(start, std::move(log)); });
}

} // namespace Demo
