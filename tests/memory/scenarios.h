// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The table of the scenarios without memory.
*/

#include "memory/ending.h"
#include "memory/foreign.h"
#include "memory/joining.h"
#include "memory/starting.h"
#include "memory/waiting.h"

namespace Memory {

struct Scenario
{
    const char *name;
    Coro<int> (*run)();
};

inline constexpr Scenario Scenarios[] = {
    // starting.h
    {"immediate", immediate},
    {"later", later},
    {"chain", chained},
    {"ValueTask as an lvalue", lvalue},
    {"post", posted},
    {"createTask", created},
    {"currentTask", identity},
    {"then", continued},
    {"then with a context", calledBack},
    {"latest", newest},
    {"CoroStart", startedByHand},
    {"awaitSync", synchronously},
    {"ContextVar", inContext},
    {"a start that is posted instead", deep},
    {"an eager() that is posted instead", deepEager},
    {"onThread", elsewhere},
    {"a member coroutine", member},
    {"TaskOptions", told},
    // waiting.h
    {"sleep", sleeping},
    {"signal", heard},
    {"offload", offloaded},
    {"toFuture", toFutures},
    {"withTimeout", inTime},
    {"withTaskGroup", inGroup},
    {"TaskScope", scoped},
    {"owner", owned},
    {"cancel", cancelled},
    {"shield", shielded},
    {"readLine", readingALine},
    // joining.h
    {"gather", gathered},
    {"gather of a range", gatheredRange},
    {"gather with a limit", gatheredWithALimit},
    {"gatherSettled", settled},
    {"race", raced},
    {"a gather that is cancelled", cancelledGather},
    {"a group whose child fails", failingGroup},
    {"a group whose child fails at once", groupWhoseChildFailsAtOnce},
    {"a group whose body fails", failingBody},
    {"TaskGroup::cancel", cancelledGroup},
    {"TaskScope::cancel", cancelledScope},
    // ending.h
    {"a start that fails at once", failedAtOnce},
    {"a timeout that is up", timedOut},
    {"a timeout of nothing", timedOutAtOnce},
    {"a gather whose time is up", gatherThatIsLate},
    {"CancelOnExit", guarded},
    {"CoroStart::close", closedByHand},
    {"a CoroStart that is dropped", dropped},
    {"CoroStart::aclose", closedLater},
    {"CoroStart::athrowError", thrownInto},
    {"CoroStart::throwError", thrownIntoAtOnce},
    {"a QFuture that finishes", future},
    {"a QFuture that is cancelled", cancelledFuture},
    {"onProgress", watched},
    // foreign.h
    {"a QCoro::Task", bridged},
    {"a QCoro::Task by its name", bridgedByName},
    {"toQCoro", madeForeign},
    {"a ValueTask of a QCoro::Task", madeOurs},
    {"a QCoro::Task whose awaiter is cancelled", cancelledBridge},
};

} // namespace Memory
