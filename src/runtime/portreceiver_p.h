// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The QObject behind a Port: turns its thread's events into calls of the Runtime. Not installed.
*/

#include <qeager/detail/port.h>

#include <QtCore/qcoreevent.h>
#include <QtCore/qobject.h>

namespace QEager::detail {

class Port::Receiver final : public QObject
{
public:
    explicit Receiver(Port *port) : m_port(port) {}

    static QEvent::Type wakeEvent(); //!< the ready queue has entries
    static QEvent::Type mailEvent(); //!< parcels have arrived
    static QEvent::Type timerEvent(); //!< sleepers wait for a thread that had no event dispatcher yet

    bool event(QEvent *event) override;

private:
    Port *m_port;
};

} // namespace QEager::detail
