// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The QObject behind a Port: turns its thread's events into calls of the Runtime. Not installed.
*/

#include <qeager/detail/port.h>

#include <QtCore/qcoreevent.h>
#include <QtCore/qobject.h>

#include <memory>
#include <new>

namespace QEager::detail {

class Port::Receiver final : public QObject
{
public:
    explicit Receiver(Port *port)
        : m_port(port), m_wake(std::make_unique<QEvent>(wakeEvent())), m_mail(std::make_unique<QEvent>(mailEvent()))
    {
    }

    static QEvent::Type wakeEvent(); //!< the ready queue has entries
    static QEvent::Type mailEvent(); //!< parcels have arrived
    static QEvent::Type timerEvent(); //!< sleepers wait for a thread that had no event dispatcher yet

    bool event(QEvent *event) override;

    //! An event is there for each, even without memory: or nobody would ever be woken again. One of a kind is on its
    //! way at a time; mail is under the lock of the port. \throws std::bad_alloc when there was none twice.
    void postWake() { post(m_wake, wakeEvent()); }
    void postMail() { post(m_mail, mailEvent()); }
    //! It has come: the next one gets a spare.
    void wakeCame() noexcept { spare(m_wake, wakeEvent()); }
    void mailCame() noexcept { spare(m_mail, mailEvent()); }

private:
    Q_DECL_HIDDEN void post(std::unique_ptr<QEvent> &kept, QEvent::Type type);
    static void spare(std::unique_ptr<QEvent> &kept, QEvent::Type type) noexcept
    {
        if (!kept)
            kept.reset(new (std::nothrow) QEvent(type));
    }

    Port *m_port;
    std::unique_ptr<QEvent> m_wake;
    std::unique_ptr<QEvent> m_mail;
};

} // namespace QEager::detail
