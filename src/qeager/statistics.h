// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What the runtime of the calling thread has done so far: the numbers that prove a start was free.

    \code
    const auto before = QEager::Statistics::current();
    auto value = QEager::eager(load(key));
    Q_ASSERT((QEager::Statistics::current() - before).tasksCreated == 0); // it was in the cache
    \endcode
*/

#include <qeager/global.h>

namespace QEager {

/*! Counters of one thread, all counted from the thread's first use of QEager, never reset.

    Counting is always on: a start costs one increment. The Python side has no counterpart.
*/
struct Statistics
{
    quint64 tasksCreated = 0;    //!< Task objects made: a start suspended, was posted, or its identity was asked for
    quint64 eventsPosted = 0;    //!< events QEager gave to QCoreApplication::postEvent()
    quint64 eagerFinished = 0;   //!< eager starts that had finished when they returned to their starter
    quint64 loopTurns = 0;       //!< events in which the ready queue was drained, of at least one entry
    quint64 batches = 0;         //!< rounds of the ready queue in them: what one batch wakes is the next
    quint64 postedStarts =
        0;    //!< posted starts that have begun, from the event loop, for whatever reason they were posted
    quint64 depthFallbacks = 0;  //!< eager starts that were posted because they were nested too deep
    quint64 budgetFallbacks = 0; //!< eager starts that were posted because the loop turn had spent its time budget
    quint64 chaosStarts = 0;     //!< eager starts that were posted at random, see <qeager/chaos.h>
    quint64 chaosAwaits = 0;     //!< awaits of something ready that suspended at random

    //! A copy of the calling thread's counters. Posts nothing, allocates nothing after the first use.
    QEAGER_EXPORT static Statistics current();

    friend bool operator==(const Statistics &, const Statistics &) = default;

    //! What happened between two readings.
    friend Statistics operator-(const Statistics &later, const Statistics &earlier)
    {
        return {later.tasksCreated - earlier.tasksCreated,
                later.eventsPosted - earlier.eventsPosted,
                later.eagerFinished - earlier.eagerFinished,
                later.loopTurns - earlier.loopTurns,
                later.batches - earlier.batches,
                later.postedStarts - earlier.postedStarts,
                later.depthFallbacks - earlier.depthFallbacks,
                later.budgetFallbacks - earlier.budgetFallbacks,
                later.chaosStarts - earlier.chaosStarts,
                later.chaosAwaits - earlier.chaosAwaits};
    }
};

} // namespace QEager
