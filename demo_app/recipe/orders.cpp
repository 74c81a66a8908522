// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "orders.h"

#include "programs.h"

#include <qeager/eager.h>

#include <utility>

namespace Demo {

namespace {

QEager::Coro<QString> runLine(Order order)
{
    QStringList events;
    const Log log([&events](const QString &label, int) { events.append(label); });
    co_await runExample(order, log);
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
