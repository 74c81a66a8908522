// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/io.h>

#include <QtCore/qthread.h>

namespace QEager::detail {

bool ThreadWaiter::await_ready() { return (!m_thread || isThere()) && staysReady(); }

void ThreadStartedWaiter::await_resume()
{
    throwIfInterrupted();
    if (!m_started)
        finish();
}

bool ThreadStartedWaiter::isThere()
{
    m_started = m_started || m_thread->isRunning() || m_thread->isFinished();
    return m_started;
}

bool ThreadStartedWaiter::connectTo(QObject *listener)
{
    const auto started = [this, listener] {
        if (!accepts(listener))
            return;
        m_started = true;
        emitted();
    };
    const bool isSignal = bool(QObject::connect(m_thread, &QThread::started, listener, started));
    heard(listener); // it may have been started since it was asked
    return isSignal;
}

void ThreadFinishedWaiter::await_resume()
{
    throwIfInterrupted();
    if (!m_began)
        finish();
}

bool ThreadFinishedWaiter::isThere()
{
    const bool finished = m_thread->isFinished();
    m_began = m_began || finished || m_thread->isRunning();
    return finished;
}

bool ThreadFinishedWaiter::connectTo(QObject *listener)
{
    const auto started = [this, listener] {
        if (accepts(listener))
            m_began = true;
    };
    const auto finished = [this, listener] {
        if (!accepts(listener))
            return;
        m_began = true;
        emitted();
    };
    QObject::connect(m_thread, &QThread::started, listener, started);
    const bool isSignal = bool(QObject::connect(m_thread, &QThread::finished, listener, finished));
    heard(listener); // it may have finished since it was asked
    return isSignal;
}

} // namespace QEager::detail
