// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// What chaos does: starts are posted, and awaits suspended, that need not be. Who switches it on is in observing.

#include <qeager/detail/chaos.h>
#include <qeager/detail/runtime.h>
#include <qeager/detail/taskstate.h>
#include <qeager/detail/waiter.h>

#include "threadname_p.h"

#include <QtCore/qabstracteventdispatcher.h>
#include <QtCore/qcoreapplication.h>

#include <atomic>

namespace QEager::detail {

// -- the decisions

quint64 Chaos::next() noexcept
{
    m_state += 0x9e3779b97f4a7c15;
    quint64 z = m_state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

Chaos Chaos::ofThread(quint64 seed, const QString &name, quint64 number) noexcept
{
    Chaos own(seed);
    for (const QChar letter : name) {
        own.m_state ^= letter.unicode();
        own.m_state = own.next();
    }
    if (name.isEmpty() && number > 0)
        own.m_state ^= Chaos(number).next();
    return own;
}

// -- what is disturbed

void Runtime::setChaos(std::optional<Chaos> chaos)
{
    m_chaos = chaos;
    applyTracers();
}

// Each thread without a name has a number, from the first time on: its seed is the same whenever it is set again.
void Runtime::setChaosOfAll(std::optional<quint64> seed)
{
    static std::atomic<quint64> s_threads{0};
    const QString name = givenThreadName();
    if (seed && name.isEmpty() && !m_chaosNumber)
        m_chaosNumber = s_threads++;
    setChaos(seed ? std::optional(Chaos::ofThread(*seed, name, m_chaosNumber.value_or(0))) : std::nullopt);
}

// What would go on from an event loop, and need not be done before this returns.
bool Runtime::mayWait() const
{
    if (m_state.undisturbed || m_closing || !QCoreApplication::instance() || !QAbstractEventDispatcher::instance())
        return false;
    const Activation *const running = m_state.current;
    return !running || !running->task || !running->task->isClosing();
}

bool Runtime::isDisturbed(quint64 Statistics::*counter)
{
    if (!m_chaos || !mayWait() || !m_chaos->decide())
        return false;
    ++(m_state.counters.*counter);
    return true;
}

bool Waiter::disturb()
{
    m_waiting = Runtime::current().isDisturbed(&Statistics::chaosAwaits);
    return m_waiting;
}

} // namespace QEager::detail
