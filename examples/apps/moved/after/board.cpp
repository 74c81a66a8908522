// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "board.h"

#include "slowserver.h"

#include <qeager/future.h>
#include <qeager/gather.h>
#include <qeager/timeout.h>

#include <QScopeGuard>

#include <chrono>
#include <ranges>
#include <stdexcept>

using namespace std::chrono_literals;

QEager::ValueTask<QStringList> Board::departures(QString station)
{
    if (const auto hit = m_known.constFind(station); hit != m_known.constEnd())
        co_return *hit;

    const QStringList times = co_await QEager::withTimeout(1s, m_server.departures(station));
    m_known.insert(station, times);
    co_return times;
}

void Board::show(const QString &station)
{
    m_showing.cancel();
    m_showing = load(station);
}

QEager::ValueTask<> Board::load(QString station)
{
    try {
        const QStringList times = co_await departures(station);
        Q_EMIT shown(station, times);
    } catch (const QEager::TimedOut &) {
        Q_EMIT failed(station + QStringLiteral(" does not answer"));
    } catch (const std::runtime_error &error) { // what the server says; not Cancelled
        Q_EMIT failed(QString::fromUtf8(error.what()));
    }
}

QEager::ValueTask<> Board::fetch(QStringList stations)
{
    m_done = 0;
    const auto end = qScopeGuard([this] { Q_EMIT fetched(m_done); }); // stopped or not
    const auto one = [this, &stations](const QString &station) { return fetchOne(station, int(stations.size())); };
    auto all = QEager::gather(stations | std::views::transform(one), {.limit = 2});
    co_await std::move(all);
}

QEager::Coro<> Board::fetchOne(QString station, int count)
{
    co_await departures(station);
    Q_EMIT progressed(++m_done, count);
}
