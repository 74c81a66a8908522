// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "externals.h"
#include "program.h"

#include <algorithm>

namespace Stress {

const std::vector<Operation> &operations()
{
    static const std::vector<Operation> all{
        // name, bodies, range of the number, refers to a body, weight in bodies, in scripts
        {Op::Yield, "yield", 0, 0, false, 12, 0},
        {Op::Sleep, "sleep", 0, 4, false, 10, 0},
        {Op::External, "external", 0, int(externalCount()), false, 10, 0},
        {Op::Wait, "wait", 0, Objects, false, 6, 0},
        {Op::Loop, "loop", 0, 0, false, 2, 0},
        {Op::LoopInWait, "loopInWait", 0, 0, false, 2, 0},
        {Op::Call, "call", 1, 0, false, 3, 0},
        {Op::Try, "try", 1, 0, false, 6, 0},
        {Op::Guard, "guard", 2, 0, false, 3, 0},
        {Op::Timeout, "timeout", 1, 5, false, 6, 0},
        {Op::Rvalue, "rvalue", 1, 0, false, 4, 0},
        {Op::Function, "function", 1, 0, false, 3, 0},
        {Op::Lvalue, "lvalue", 1, 0, false, 3, 0},
        {Op::PostedTask, "postedTask", 1, 0, false, 3, 0},
        {Op::EagerTask, "eagerTask", 1, 0, false, 3, 0},
        {Op::CreatedTask, "createdTask", 1, 0, false, 3, 0},
        {Op::Shield, "shield", 1, 0, false, 3, 0},
        {Op::ByHand, "byHand", 1, 0, false, 3, 0},
        {Op::Gather, "gather", 2, 0, false, 3, 0},
        {Op::Settled, "settled", 2, 0, false, 2, 0},
        {Op::Race, "race", 2, 0, false, 3, 0},
        {Op::Group, "group", 2, Starts * Starts, false, 4, 0},
        {Op::Latest, "latest", 1, Slots, false, 3, 2},
        {Op::StartEager, "startEager", 1, 0, false, 5, 6},
        {Op::StartPosted, "startPosted", 1, 0, false, 3, 3},
        {Op::StartTask, "startTask", 1, 0, false, 3, 2},
        {Op::StartCreated, "startCreated", 1, 0, false, 3, 2},
        {Op::Join, "join", 0, 0, true, 5, 0},
        {Op::Then, "then", 0, 0, true, 4, 4},
        {Op::Drop, "drop", 0, 0, true, 2, 2},
        {Op::Cancel, "cancel", 0, 0, true, 6, 5},
        {Op::RemoteCancel, "remoteCancel", 0, 0, true, 0, 2},
        {Op::CancelSelf, "cancelSelf", 0, 0, false, 2, 0},
        {Op::Throw, "throw", 0, 0, false, 5, 0},
        {Op::Set, "set", 0, 9, false, 5, 1},
        {Op::Emit, "emit", 0, Objects, false, 6, 4},
        {Op::Kill, "kill", 0, Objects, false, 2, 3},
        {Op::Complete, "complete", 0, 0, false, 0, 4},
        {Op::Pass, "pass", 0, 4, false, 0, 5},
    };
    return all;
}

const Operation &operation(Op op)
{
    const auto &all = operations();
    return *std::find_if(all.begin(), all.end(), [op](const Operation &each) { return each.op == op; });
}

} // namespace Stress
