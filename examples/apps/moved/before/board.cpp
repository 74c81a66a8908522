// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "board.h"

#include "slowserver.h"

#include <QCoroSignal>

#include <QFutureWatcher>
#include <QPointer>

#include <chrono>
#include <exception>
#include <stdexcept>

using namespace std::chrono_literals;

QCoro::Task<QStringList> Board::departures(QString station)
{
    if (const auto hit = m_known.constFind(station); hit != m_known.constEnd())
        co_return *hit;

    const QPointer<Board> self(this);
    QFutureWatcher<QStringList> watcher;
    watcher.setFuture(m_server.departures(station));
    const auto finished = co_await qCoro(&watcher, &QFutureWatcher<QStringList>::finished, 1s);
    if (!finished.has_value())
        throw std::runtime_error(station.toStdString() + " does not answer");
    const QStringList times = watcher.result();
    if (self)
        m_known.insert(station, times);
    co_return times;
}

QCoro::Task<> Board::show(QString station)
{
    const QPointer<Board> self(this);
    const int request = ++m_request;
    QStringList times;
    QString problem;
    try {
        times = co_await departures(station);
    } catch (const std::exception &error) {
        problem = QString::fromUtf8(error.what());
    }
    if (!self || request != m_request) // nobody wants to know any more
        co_return;
    if (problem.isEmpty())
        Q_EMIT shown(station, times);
    else
        Q_EMIT failed(problem);
}

QCoro::Task<> Board::fetchAll(QStringList stations)
{
    const QPointer<Board> self(this);
    m_stop = false;
    int done = 0;
    for (const QString &station : stations) {
        co_await departures(station);
        if (!self)
            co_return;
        if (m_stop)
            break;
        Q_EMIT progressed(++done, int(stations.size()));
    }
    Q_EMIT fetched(done);
}
