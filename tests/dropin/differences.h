// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Where the one source behaves in two ways: the logs of both. Every other assertion of this directory is the same for
    both types. Each of these is a section of docs/porting.md; its title is above it.
*/

#include <QtCore/qstring.h>

#if DROPIN_QCORO
#    define DROPIN_EITHER(qcoro, valuetask) QStringLiteral(qcoro)
#else
#    define DROPIN_EITHER(qcoro, valuetask) QStringLiteral(valuetask)
#endif

namespace Differences {

//! "A cancelled QFuture": QCoro goes on, QEager throws Cancelled.
inline QString cancelledFuture() { return DROPIN_EITHER("cancelled went-on left", "cancelled left exception"); }

//! "Members after co_await: if (!guard)": QCoro goes on with a dead object, QEager ends its member coroutines there and
//! then.
inline QString memberOfADeadObject() { return DROPIN_EITHER("deleted dead left", "left deleted"); }

//! "Coroutines that wait when the application ends": QCoro leaves them for ever, QEager ends them with their thread and
//! the application.
inline QString endOfAThread() { return DROPIN_EITHER("ended resumed left", "left ended"); }

//! "Move-only results": QCoro moves the value out for the first; of QEager each gets a copy, or, where none can be
//! made, an error.
inline QString secondOfAMoveOnlyValue() { return DROPIN_EITHER("first5 second-null", "first5 second-exception"); }
inline QString secondOfAString() { return DROPIN_EITHER("[text] []", "[text] [text]"); }

//! "Where a coroutine resumes": QCoro resumes inside of what completes a task, QEager from its queue, when that has
//! returned.
inline QString resumedByHand() { return DROPIN_EITHER("fire resumed fired", "fire fired resumed"); }

//! The same, of a timer: QCoro resumes between the slots of its signal, QEager behind them.
inline QString resumedByATimer() { return DROPIN_EITHER("before resumed after", "before after resumed"); }

//! "'never retrieved' in the log": QCoro drops them, QEager logs each once.
constexpr bool DroppedExceptionsAreSilent = DROPIN_QCORO;

//! "Members after co_await: if (!guard)", an object that has gone before its coroutine first waited: that waits no
//! more.
inline QString objectThatDiesInTheFirstPart()
{
    return DROPIN_EITHER("begins deleted resumed left", "begins deleted left");
}

} // namespace Differences
