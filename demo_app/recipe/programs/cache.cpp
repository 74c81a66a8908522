// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "../programs.h"
#include "../start.h"

#include <qeager/sleep.h>

#include <QtCore/qhash.h>

#include <chrono>
#include <utility>

using namespace std::chrono_literals;
using QEager::Coro;
using QEager::sleep;

namespace Demo {

namespace {

using Cache = QHash<QString, int>;

Coro<int> load(Log log, Cache *cache, QString key)
{
    if (cache->contains(key)) {
        log("1"); // a hit: it is there
        co_return cache->value(key);
    }
    log("2"); // a miss: it waits
    co_await sleep(100ms);
    log("3"); // it has arrived
    co_return *cache->insert(key, 3);
}

template <typename Start>
Coro<> caller(Start start, Log log)
{
    Cache cache{{"two", 2}};
    log("a"); // asks for both
    auto two = start(load(log, &cache, "two"));
    auto three = start(load(log, &cache, "three"));
    log(isReady(two) ? "b!" : "b"); // goes on
    co_await std::move(two);
    log("c"); // has the hit
    co_await std::move(three);
    log("d"); // has both
}

} // namespace

QEager::Coro<> runCache(Order order, Log log)
{
    return inOrder(order, [&log](auto start) { return caller(start, std::move(log)); });
}

} // namespace Demo
