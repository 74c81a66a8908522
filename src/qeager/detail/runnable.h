// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    An entry of the ready queue: a task to resume, a foreign coroutine to resume, a callback to call.
*/

#include <qeager/detail/list.h>
#include <qeager/global.h>

namespace QEager::detail {

struct ReadyTag;
template <>
inline constexpr bool InShortLists<ReadyTag> = true; // what waits for a task

class QEAGER_EXPORT Runnable : public ListNode<ReadyTag>
{
public:
    //! Called once, already unlinked, from the event loop of the thread in whose queue this stood.
    virtual void run() = 0;
    //! Called instead of run() when the thread ends first; whoever owns itself deletes itself.
    virtual void discard() noexcept {}

protected:
    Runnable() = default;
    ~Runnable() = default;
};

} // namespace QEager::detail
