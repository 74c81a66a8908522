// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "orders.h"

#include <qeager/eager.h>
#include <qeager/sleep.h>

#include <chrono>
#include <utility>

using namespace std::chrono_literals;

namespace Demo {

namespace {

QEager::Coro<> test(Listener log, int slowdown)
{
    log(QStringLiteral("1"));
    co_await QEager::sleep(200ms * slowdown);
    log(QStringLiteral("2"));
}

template <typename Start>
QEager::Coro<> caller(Start start, Listener log, int slowdown)
{
    log(QStringLiteral("a"));
    auto future = start(test(log, slowdown));
    log(QStringLiteral("b"));
    co_await QEager::sleep(100ms * slowdown);
    log(QStringLiteral("c"));
    co_await std::move(future);
}

QEager::Coro<QString> runLine(Order order)
{
    QStringList events;
    co_await runOrder(order, [&events](const QString &event) { events.append(event); });
    co_return orderLine(order, events);
}

} // namespace

QString name(Order order)
{
    switch (order) {
    case Order::Lazy:
        return QStringLiteral("lazy");
    case Order::Posted:
        return QStringLiteral("posted");
    case Order::Eager:
        break;
    }
    return QStringLiteral("eager");
}

QString orderLine(Order order, const QStringList &events)
{
    return (name(order) + QLatin1Char(':')).leftJustified(8) + events.join(QLatin1Char(' '));
}

QEager::Coro<> runOrder(Order order, Listener listener, int slowdown)
{
    const auto lazy = [](QEager::Coro<> coro) { return coro; };
    const auto posted = [](QEager::Coro<> coro) {
        return QEager::post(std::move(coro), {.name = QStringLiteral("posted test")});
    };
    const auto eager = [](QEager::Coro<> coro) {
        return QEager::eager(std::move(coro), {.name = QStringLiteral("eager test")});
    };
    switch (order) {
    case Order::Lazy:
        return caller(lazy, std::move(listener), slowdown);
    case Order::Posted:
        return caller(posted, std::move(listener), slowdown);
    case Order::Eager:
        break;
    }
    return caller(eager, std::move(listener), slowdown);
}

QEager::Coro<QStringList> runOrders()
{
    auto lazy = QEager::eager(runLine(Order::Lazy), {.name = name(Order::Lazy)});
    auto posted = QEager::eager(runLine(Order::Posted), {.name = name(Order::Posted)});
    auto eager = QEager::eager(runLine(Order::Eager), {.name = name(Order::Eager)});
    QStringList lines;
    lines.append(co_await std::move(lazy));
    lines.append(co_await std::move(posted));
    lines.append(co_await std::move(eager));
    co_return lines;
}

} // namespace Demo
