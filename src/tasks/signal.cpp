// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/taskstate.h>
#include <qeager/signal.h>

#include "signallistener_p.h"

#include <QtCore/qpointer.h>

namespace QEager::detail {

void SignalWaiter::begin()
{
    m_listener = new SignalListener(this);
    bool isSignal = true;
    {
        // QObject::connectNotify() is user code: it may emit, cancel, and destroy the sender.
        const Beginning beginning(*this);
        const QPointer<QObject> sender(m_sender);
        SignalListener *const listener = m_listener;
        const bool isConnected = connectTo(listener);
        if (m_listener && !sender)
            listener->senderDied();
        else if (m_listener && isConnected)
            QObject::connect(m_sender, &QObject::destroyed, listener, [listener] { listener->senderDied(); });
        else
            isSignal = !m_listener; // or it was given up, and with it the connection
    }
    throwIfClosed();
    if (!isSignal)
        throw InvalidState(QStringLiteral("signal() was given a member function of %1 that is not a signal.")
                               .arg(QLatin1StringView(m_sender->metaObject()->className())));
}

SignalWaiter::~SignalWaiter()
{
    giveUpIfWaiting();
    leaveListener();
}

void SignalWaiter::giveUp() noexcept { leaveListener(); }

void SignalWaiter::leaveListener() noexcept
{
    if (m_listener)
        std::exchange(m_listener, nullptr)->leave();
}

bool SignalWaiter::accepts(const QObject *listener)
{
    const SignalWaiter *const waiter = static_cast<const SignalListener *>(listener)->waiter();
    return waiter && waiter->isWaiting();
}

void SignalWaiter::emitted()
{
    wake();
    m_listener->keep(m_sender, task() ? task()->Runnable::isLinked() : isLinked());
}

void SignalWaiter::senderDied()
{
    if (!isWaiting())
        return;
    m_senderDied = true;
    wake(); // in a slot of the listener, which therefore goes with the next step
}

void SignalWaiter::finish()
{
    leaveListener();
    if (m_senderDied)
        throw Cancelled(QStringLiteral("The object whose signal was awaited is gone."));
    if (m_failure)
        std::rethrow_exception(m_failure);
}

} // namespace QEager::detail
