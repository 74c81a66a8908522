// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/port.h>
#include <qeager/detail/runtime.h>
#include <qeager/detail/unhandled.h>

#include "portreceiver_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qthread.h>

#include <unordered_map>
#include <utility>
#include <vector>

namespace QEager::detail {

Parcel::~Parcel() = default;

namespace {

struct Entry // a type of this file: a map of exported ones would be exported as well
{
    Port *port = nullptr; // counted
};

struct Registry
{
    QMutex mutex;
    std::unordered_map<QThread *, Entry> ports; // a QHash would end the program if it had no memory for one more
};

Registry &registry()
{
    static Registry *const instance = new Registry; // outlives every thread
    return *instance;
}

} // namespace

QEvent::Type Port::Receiver::wakeEvent()
{
    static const auto type = static_cast<QEvent::Type>(QEvent::registerEventType());
    return type;
}

QEvent::Type Port::Receiver::mailEvent()
{
    static const auto type = static_cast<QEvent::Type>(QEvent::registerEventType());
    return type;
}

QEvent::Type Port::Receiver::timerEvent()
{
    static const auto type = static_cast<QEvent::Type>(QEvent::registerEventType());
    return type;
}

void Port::Receiver::post(std::unique_ptr<QEvent> &kept, QEvent::Type type)
{
    QEvent *event = new (std::nothrow) QEvent(type);
    if (!event)
        event = kept.release();
    if (!event)
        throw std::bad_alloc();
    QCoreApplication::postEvent(this, event);
}

bool Port::Receiver::event(QEvent *event)
{
    const QEvent::Type type = event->type();
    if (type == mailEvent()) {
        m_port->deliverAll();
        return true;
    }
    if (type != wakeEvent() && type != timerEvent() && type != QEvent::Timer)
        return QObject::event(event); // also by whoever makes the port of another thread, and has none itself
    Runtime &runtime = Runtime::current();
    if (type == wakeEvent()) {
        wakeCame();
        runtime.wakeEvent();
    } else if (type == QEvent::Timer && static_cast<QTimerEvent *>(event)->timerId() == runtime.m_trimTimer.timerId()) {
        runtime.trimEvent();
    } else {
        runtime.handle([&] { runtime.timers().fired(); });
    }
    return true;
}

Port::Port(QThread *thread) : m_receiver(new Receiver(this)), m_thread(thread) { m_receiver->moveToThread(thread); }

Port::~Port() = default;

Port *Port::current()
{
    Port *const port = forThread(QThread::currentThread());
    port->deref(); // the registry keeps it
    return port;
}

Port *Port::forThread(QThread *thread)
{
    Registry &all = registry();
    const QMutexLocker lock(&all.mutex);
    const auto place = all.ports.try_emplace(thread).first;
    Port *&port = place->second.port;
    if (!port) {
        Port *made = nullptr;
        try {
            made = new Port(thread);
            // In the ending thread itself, while its event dispatcher is still there.
            QObject::connect(
                thread, &QThread::finished, made->m_receiver, [] { Runtime::current().end(); }, Qt::DirectConnection);
            // A thread that never ran.
            QObject::connect(
                thread, &QObject::destroyed, made->m_receiver, [made] { made->close(); }, Qt::DirectConnection);
        } catch (...) {
            all.ports.erase(place);
            if (made) {
                delete made->m_receiver;
                made->deref();
            }
            throw;
        }
        port = made;
    }
    port->ref();
    return port;
}

void Port::signal()
{
    if (!m_signalled)
        m_receiver->postMail();
    m_signalled = true;
}

void Port::send(Parcel *parcel)
{
    bool isOpen = false;
    try {
        const QMutexLocker lock(&m_mutex);
        isOpen = m_open;
        if (isOpen) {
            signal();
            m_parcels.append(parcel);
        }
    } catch (...) {
        parcel->gone();
        throw;
    }
    if (isOpen)
        return;
    parcel->discard();
    parcel->gone();
}

void Port::sendRequest()
{
    const QMutexLocker lock(&m_mutex);
    if (!m_open)
        return;
    signal();
    m_hasRequests = true;
}

void Port::sendToOthers(Parcel *(*make)())
{
    std::vector<Port *> others;
    {
        Registry &all = registry();
        const QMutexLocker lock(&all.mutex);
        for (const auto &[thread, entry] : all.ports) {
            Port *const port = entry.port;
            if (port->isCurrent())
                continue;
            port->ref();
            others.push_back(port);
        }
    }
    for (Port *const port : others) {
        port->send(make());
        port->deref();
    }
}

void Port::postAgain()
{
    const QMutexLocker lock(&m_mutex);
    if (m_signalled)
        m_receiver->postMail();
}

void Port::deliverAll()
{
    List<Parcel, MailTag> parcels;
    bool hasRequests = false;
    {
        const QMutexLocker lock(&m_mutex);
        parcels.takeAll(m_parcels);
        hasRequests = std::exchange(m_hasRequests, false);
        m_signalled = false;
        m_receiver->mailCame();
    }
    ++threadState().counters.eventsPosted;
    Runtime &runtime = Runtime::current();
    runtime.handle([&] {
        while (Parcel *const parcel = parcels.takeFirst()) {
            try {
                parcel->deliver();
            } catch (...) { // without memory; the others are delivered all the same
                warn(QStringLiteral("What came from another thread was lost: %1")
                         .arg(describe(std::current_exception())));
            }
            parcel->gone();
        }
        if (hasRequests)
            runtime.cancelRequested();
    });
}

void Port::close()
{
    List<Parcel, MailTag> parcels;
    Receiver *receiver = nullptr;
    {
        const QMutexLocker lock(&m_mutex);
        if (!m_open)
            return;
        m_open = false;
        if (isCountedHere())
            threadState().openPort = nullptr; // from here on every thread counts alike
        m_refs.fetch_add(std::exchange(m_held, 0), std::memory_order_relaxed);
        parcels.takeAll(m_parcels);
        receiver = std::exchange(m_receiver, nullptr);
    }
    while (Parcel *const parcel = parcels.takeFirst()) {
        parcel->discard();
        parcel->gone();
    }
    {
        Registry &all = registry();
        const QMutexLocker lock(&all.mutex);
        all.ports.erase(m_thread);
    }
    delete receiver;
    deref(); // the registry's
}

} // namespace QEager::detail
