// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "connection.h"

#include <qeager/gather.h>
#include <qeager/network.h>
#include <qeager/signal.h>
#include <qeager/timeout.h>

#include <algorithm>
#include <chrono>

using namespace std::chrono_literals;

Connection::Connection(quint16 port, QString name) : m_port(port), m_name(std::move(name))
{
    run(); // as long as this object lives
}

void Connection::say(const QString &text)
{
    m_unsent.enqueue(QStringLiteral("%1: %2\n").arg(m_name, text.simplified()).toUtf8());
    Q_EMIT said();
}

void Connection::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged();
}

QEager::ValueTask<> Connection::run()
{
    auto pause = 100ms;
    for (;;) {
        try {
            setState(State::Connecting);
            co_await talk();
        } catch (const QEager::IoError &) { // not everything: the request to end has to go on
        } catch (const QEager::TimedOut &) {
        }
        pause = m_state == State::Online ? 100ms : std::min<std::chrono::milliseconds>(2 * pause, 10s);
        setState(State::Waiting);
        co_await pause;
    }
}

QEager::Coro<> Connection::talk()
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
    co_await QEager::withTimeout(5s, QEager::connected(&socket));
    co_await QEager::write(&socket, QByteArray::number(m_heard) + '\n'); // what the server need not tell again
    setState(State::Online);
    auto talking = QEager::race(hear(&socket), send(&socket));
    co_await std::move(talking); // until one of them ends, which ends the other
}

QEager::Coro<> Connection::hear(QTcpSocket *socket)
{
    for (;;) {
        const QByteArray line = co_await QEager::readLine(socket);
        if (!line.endsWith('\n')) // the end; the server tells half a line again
            co_return;
        ++m_heard;
        Q_EMIT heard(QString::fromUtf8(line.trimmed()));
    }
}

QEager::Coro<> Connection::send(QTcpSocket *socket)
{
    for (;;) {
        while (m_unsent.isEmpty())
            co_await QEager::signal(this, &Connection::said);
        co_await QEager::write(socket, m_unsent.head());
        m_unsent.dequeue(); // not before: a line is rather said twice than never
    }
}
