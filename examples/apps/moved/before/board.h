// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <QCoroTask>

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
    QCoro::Task<> show(QString station);
    //! Fetches the departures of \a stations, so that they are known.
    QCoro::Task<> fetchAll(QStringList stations);
    //! Ends fetchAll().
    void stop() { m_stop = true; }

Q_SIGNALS:
    void shown(const QString &station, const QStringList &times);
    void failed(const QString &problem);
    void progressed(int done, int count);
    void fetched(int count);

private:
    QCoro::Task<QStringList> departures(QString station);

    SlowServer &m_server;
    QHash<QString, QStringList> m_known;
    int m_request = 0;
    bool m_stop = false;
};
