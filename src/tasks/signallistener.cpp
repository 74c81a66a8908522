// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/runtime.h>
#include <qeager/detail/signal.h>

#include "signallistener_p.h"

#include <QtCore/qabstracteventdispatcher.h>
#include <QtCore/qcoreapplication.h>
#include <QtCore/qthread.h>

#include <algorithm>
#include <new>
#include <utility>

namespace QEager::detail {

SignalListener::~SignalListener()
{
    Runnable::unlink();
    if (m_waiter) // the thread or the application ends first
        std::exchange(m_waiter, nullptr)->m_listener = nullptr;
    letGo();
}

void SignalListener::keep(QObject *sender, bool queued)
{
    if (m_crossed || sender->thread() != thread())
        return;
    m_kept = sender;
    sender->installEventFilter(this);
    if (queued)
        Runtime::current().append(this);
}

void SignalListener::senderDied()
{
    m_kept = nullptr;
    m_deletion.reset();
    if (m_waiter)
        m_waiter->senderDied();
}

void SignalListener::leave()
{
    m_waiter = nullptr;
    if (!m_kept) {
        delete this;
        return;
    }
    Runtime &runtime = Runtime::current();
    m_drain = runtime.drainDepth();
    if (m_drain == 0) {
        m_drain = 1;
        if (const Activation *const running = threadState().current)
            m_closed = Ref<TaskStateBase>(running->task);
    }
    noteLoop();
    if (!Runnable::isLinked()) // the coroutine was held when the signal came
        runtime.append(this);
}

bool SignalListener::event(QEvent *event)
{
    if (event->type() == QEvent::MetaCall)
        m_crossed = true;
    return QObject::event(event);
}

bool SignalListener::eventFilter(QObject *sender, QEvent *event)
{
    Q_ASSERT(sender == m_kept);
    if (event->type() == QEvent::DeferredDelete) {
        if (!m_deletion)
            holdBack(*event);
        return true;
    }
    if (event->type() == QEvent::ThreadChange)
        follow();
    return false;
}

void SignalListener::holdBack(const QEvent &deletion)
{
    m_deletion.reset(deletion.clone());
    noteLoop();
    setParent(Runtime::current().receiver()); // if nobody has another turn before the loop ends
}

// The sender goes to another thread: there it cannot be kept, and what was held back goes with it.
void SignalListener::follow()
{
    QObject *const sender = std::exchange(m_kept, nullptr);
    sender->removeEventFilter(this);
    if (std::exchange(m_deletion, nullptr))
        QMetaObject::invokeMethod(sender, [sender] { delete sender; }, Qt::QueuedConnection);
}

/*  The event itself, because Qt may remember that deleteLater() was called once, and do nothing when it is called
    again. Whoever else keeps the sender is asked, too. */
void SignalListener::letGo()
{
    QObject *const sender = std::exchange(m_kept, nullptr);
    if (!sender)
        return;
    sender->removeEventFilter(this);
    const std::unique_ptr<QEvent> deletion = std::move(m_deletion);
    if (!deletion)
        return;
    if (QCoreApplication::instance())
        QCoreApplication::sendEvent(sender, deletion.get());
    else
        delete sender;
}

void SignalListener::run()
{
    if (m_waiter) // it has not had its turn: leave() comes here again
        return;
    if (Runtime::current().drainDepth() > m_drain || isTooEarly())
        waitForLoop();
    else
        delete this;
}

void SignalListener::discard() noexcept
{
    if (m_waiter)
        letGo();
    else
        delete this;
}

// -- nested event loops

// As Qt does: what is to be deleted in one event loop is not deleted in one that runs inside it. Without any it may be
// in the first.
void SignalListener::noteLoop() { m_loopLevel = std::min(m_loopLevel, std::max(1, thread()->loopLevel())); }

bool SignalListener::isTooEarly() const
{
    return thread()->loopLevel() > m_loopLevel || (m_closed && m_closed->isRunning());
}

// The coroutine runs an event loop in its turn, by which this has had its own too early; or the sender does.
void SignalListener::waitForLoop()
{
    setParent(Runtime::current().receiver());
    QAbstractEventDispatcher *const dispatcher = QAbstractEventDispatcher::instance();
    const auto goOn = [this] { loopGoesOn(); };
    try {
        QObject::connect(dispatcher, &QAbstractEventDispatcher::awake, this, goOn);
        QObject::connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, this, goOn);
    } catch (const std::bad_alloc &) { // the sender is kept longer than it need be: at most until the thread ends
    }
}

void SignalListener::loopGoesOn()
{
    Runtime &runtime = Runtime::current();
    if (runtime.drainDepth() >= m_drain || isTooEarly())
        return;
    QObject::disconnect(QAbstractEventDispatcher::instance(), nullptr, this, nullptr);
    runtime.append(this);
}

} // namespace QEager::detail
