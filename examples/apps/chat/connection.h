// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <qeager/coro.h>
#include <qeager/taskscope.h>
#include <qeager/valuetask.h>

#include <QtCore/qobject.h>
#include <QtCore/qqueue.h>

class QTcpSocket;

//! What somebody says and hears in a chat. It connects by itself, and again whenever the connection is lost.
class Connection : public QObject
{
    Q_OBJECT

public:
    enum class State { Connecting, Online, Waiting };

    Connection(quint16 port, QString name);

    //! Sends \a text as soon as there is a connection.
    void say(const QString &text);
    State state() const { return m_state; }
    const QString &name() const { return m_name; }
    QEager::TaskScope &taskScope() { return m_tasks; }

Q_SIGNALS:
    void stateChanged();
    void heard(const QString &line); // also what this one has said
    void said();

private:
    QEager::ValueTask<> run();
    QEager::Coro<> talk();
    QEager::Coro<> hear(QTcpSocket *socket);
    QEager::Coro<> send(QTcpSocket *socket);
    void setState(State state);

    const quint16 m_port;
    const QString m_name;
    State m_state = State::Connecting;
    int m_heard = 0;
    QQueue<QByteArray> m_unsent;
    QEager::TaskScope m_tasks;
};
