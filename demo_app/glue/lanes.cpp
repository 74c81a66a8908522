// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "lanes.h"

namespace Demo {

Lanes::Lanes(QObject *parent) : QObject(parent)
{
    for (Lane *lane : {&m_lazy, &m_posted, &m_eager})
        connect(lane, &Lane::runningChanged, this, &Lanes::update);
}

void Lanes::run()
{
    if (m_running)
        return;
    for (Lane *lane : {&m_lazy, &m_posted, &m_eager})
        lane->run(slowdown());
}

void Lanes::update()
{
    const bool running = m_lazy.isRunning() || m_posted.isRunning() || m_eager.isRunning();
    if (running == m_running)
        return;
    m_running = running;
    Q_EMIT runningChanged();
    if (!running)
        Q_EMIT finished();
}

} // namespace Demo
