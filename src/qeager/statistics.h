// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Statistics: what QEager has done on the calling thread so far. The numbers prove that a start was free.

    \code
    const auto before = QEager::Statistics::current();
    auto value = QEager::eager(load(key));
    Q_ASSERT((QEager::Statistics::current() - before).tasksCreated == 0); // it was in the cache
    \endcode
*/

#include <qeager/global.h>

namespace QEager {

/*! The counters of one thread. They count from the thread's first use of QEager, and are never reset.

    Counting is always on; it costs a start one increment. Python has no counterpart.
*/
struct Statistics
{
    quint64 tasksCreated = 0;    //!< tasks made: a start suspended, was posted, or somebody asked for its task
    quint64 eventsPosted = 0;    //!< events that QEager gave to QCoreApplication::postEvent()
    quint64 eagerFinished = 0;   //!< eager starts that had finished when they returned to their starter
    quint64 loopTurns = 0;       //!< events that worked on a ready queue with at least one entry
    quint64 batches = 0;         //!< batches of the ready queue in these events; what one wakes belongs to the next
    quint64 postedStarts = 0;    //!< posted starts that have begun, whatever the reason for posting them
    quint64 depthFallbacks = 0;  //!< eager starts that were posted because they were nested too deep
    quint64 budgetFallbacks = 0; //!< eager starts that were posted because the turn had spent its budget
    quint64 chaosStarts = 0;     //!< eager starts that were posted at random, see <qeager/chaos.h>
    quint64 chaosAwaits = 0;     //!< awaits of something ready that suspended at random

    //! Returns a copy of the calling thread's counters. Posts nothing, and allocates nothing after the first use.
    QEAGER_EXPORT static Statistics current();

    friend bool operator==(const Statistics &, const Statistics &) = default;

    //! Returns what happened between two readings.
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
