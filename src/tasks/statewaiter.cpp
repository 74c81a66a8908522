// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/statewaiter.h>

#include "signallistener_p.h"

#include <QtCore/qthread.h>

namespace QEager::detail {

void StateWaiter::requireHere(const QObject *object)
{
    const QThread *const thread = object->thread();
    if (thread && thread != QThread::currentThread())
        throw InvalidState(QStringLiteral("A %1 of another thread cannot be awaited here: await it on its own thread.")
                               .arg(QLatin1StringView(object->metaObject()->className())));
}

bool StateWaiter::await_ready()
{
    if (m_object) {
        requireHere(m_object);
        if (!isThere())
            return false;
    }
    return staysReady();
}

void StateWaiter::heard(QObject *listener)
{
    if (!accepts(listener) || !m_object)
        return;
    const QPointer<QObject> stillThere(listener); // isThere() may be user code, and end the wait
    bool there = false;
    std::exception_ptr failure;
    try {
        there = isThere();
    } catch (...) {
        failure = std::current_exception();
    }
    if (!stillThere || !accepts(listener))
        return;
    if (failure)
        m_failure = failure;
    else if (!there)
        return;
    emitted();
}

bool StateWaiter::isListening(const QObject *listener)
{
    return static_cast<const SignalListener *>(listener)->waiter();
}

void StateWaiter::finish()
{
    SignalWaiter::finish();
    if (isGone())
        throw Cancelled(QStringLiteral("The object that was awaited is gone."));
}

} // namespace QEager::detail
