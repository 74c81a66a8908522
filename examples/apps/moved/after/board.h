// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <qeager/coro.h>
#include <qeager/taskscope.h>
#include <qeager/valuetask.h>

#include <QHash>
#include <QObject>
#include <QStringList>

class SlowServer;

//! The departures of the station that the user has asked for last.
class Board : public QObject
{
    Q_OBJECT

public:
    explicit Board(SlowServer &server) : m_server(server) {}

    //! Shows a station, unless another one is asked for meanwhile.
    void show(const QString &station);
    //! Fetches the departures of \a stations, so that they are known.
    void fetchAll(const QStringList &stations) { m_fetching = fetch(stations); }
    //! Ends fetchAll().
    void stop() { m_fetching.cancel(); }

    QEager::TaskScope &taskScope() { return m_tasks; }

Q_SIGNALS:
    void shown(const QString &station, const QStringList &times);
    void failed(const QString &problem);
    void progressed(int done, int count);
    void fetched(int count);

private:
    QEager::ValueTask<QStringList> departures(QString station);
    QEager::ValueTask<> load(QString station);
    QEager::ValueTask<> fetch(QStringList stations);
    QEager::Coro<> fetchOne(QString station, int count);

    SlowServer &m_server;
    QHash<QString, QStringList> m_known;
    int m_done = 0;
    QEager::ValueTask<> m_showing;
    QEager::ValueTask<> m_fetching;
    QEager::TaskScope m_tasks; // last: fetch() has a guard that tells how far it came
};
