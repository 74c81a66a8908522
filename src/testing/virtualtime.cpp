// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/unhandled.h>
#include <qeager/errors.h>
#include <qeager/test.h>

#include "turns_p.h"
#include "virtualclock_p.h"

#include <QtCore/qthread.h>

#include <algorithm>

namespace QEager::Test {

using namespace std::chrono;

namespace {

bool isInside() { return detail::threadState().current || detail::Runtime::current().isDraining(); }

std::unique_ptr<detail::VirtualClock> makeClock(VirtualTime::Flow flow)
{
    if (isInside())
        throw InvalidState(QStringLiteral("A VirtualTime cannot begin inside a coroutine or a callback of QEager: make "
                                          "it in the test function, before you run the coroutine."));
    if (detail::VirtualClock::current())
        throw InvalidState(QStringLiteral("The time of this thread is virtual already: a thread has one VirtualTime at "
                                          "a time."));
    return std::make_unique<detail::VirtualClock>(flow == VirtualTime::Flow::ByItself);
}

} // namespace

VirtualTime::VirtualTime(Flow flow) : m_clock(makeClock(flow)) {}

VirtualTime::~VirtualTime()
{
    if (m_clock->thread() != QThread::currentThread()) {
        detail::warn(QStringLiteral("A VirtualTime was destroyed on another thread than it was made on: the time of "
                                    "that thread stays virtual until its event loop runs."));
        m_clock.release()->deleteLater();
        return;
    }
    if (isInside())
        detail::warn(QStringLiteral("A VirtualTime has ended inside a coroutine or a callback of QEager: "
                                    "timeouts that begin there may never be up."));
}

nanoseconds VirtualTime::elapsed() const noexcept { return m_clock->elapsed(); }

bool VirtualTime::advance(nanoseconds duration, milliseconds limit, std::source_location where)
{
    if (m_clock->thread() != QThread::currentThread())
        throw InvalidState(QStringLiteral("advance() was called on another thread than its VirtualTime was made on."));
    if (duration < nanoseconds::zero())
        throw InvalidState(QStringLiteral("advance() was given a negative duration: time does not run backwards."));
    if (detail::threadState().current)
        throw InvalidState(QStringLiteral("advance() was called inside a coroutine: there, await sleep() instead."));
    const auto left = std::max(m_clock->latest() - m_clock->now(), nanoseconds::zero());
    const auto target = m_clock->now() + std::min(duration, left);

    const auto outerEnd = m_clock->setEnd(target);
    const bool passed = detail::turnUntilQuiet(limit, detail::Threads::AreWaitedFor);
    if (passed)
        m_clock->moveTo(target);
    m_clock->setEnd(std::max(outerEnd, m_clock->now()));
    if (!passed)
        detail::failTest(
            QStringLiteral("advance() was not done after %1 ms: %2").arg(limit.count()).arg(detail::whatAllDo()),
            where);
    return passed;
}

} // namespace QEager::Test
