// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/signal.h>

namespace QEager::detail {

void SignalWaiter::begin()
{
    m_context = std::make_unique<QObject>();
    connectTo(m_context.get());
    QObject::connect(m_sender, &QObject::destroyed, m_context.get(), [this] {
        if (!accepts())
            return;
        m_senderDied = true;
        emitted();
    });
}

SignalWaiter::~SignalWaiter() { giveUpIfWaiting(); }

void SignalWaiter::giveUp() noexcept { m_context.reset(); }

void SignalWaiter::emitted()
{
    // This runs in a slot of the context, which therefore goes with the next step; until then accepts() is false.
    wake();
}

void SignalWaiter::throwIfGone()
{
    m_context.reset();
    if (m_senderDied)
        throw Cancelled(QStringLiteral("The object whose signal was awaited is gone."));
}

} // namespace QEager::detail
