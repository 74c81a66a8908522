// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    A clock by which the sleeps and timeouts of one thread are due, instead of the steady clock: virtual time is one.
*/

#include <qeager/global.h>

#include <chrono>

namespace QEager::detail {

/*! The TimerQueue of its thread asks it what time it is, and leaves the waking to it: nobody is due before the Clock
    calls wakeDue(). So its times are to be later than any that the steady clock will show, because what drains the
    ready queue goes by that one. */
class QEAGER_EXPORT Clock
{
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    virtual TimePoint now() const noexcept = 0;
    //! Somebody waits, whose deadline is the first now.
    virtual void firstDeadlineChanged() = 0;

protected:
    Clock() = default;
    ~Clock();
    Q_DISABLE_COPY_MOVE(Clock)
};

} // namespace QEager::detail
