// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The thread that a task belongs to, and the references that keep it.
*/

#include <qeager/detail/ref.h>
#include <qeager/detail/threadstate.h>

namespace QEager::detail {

class Port;

//! A base of TaskStateBase. The first reference is the runtime's own, until the task is done.
class QEAGER_EXPORT TaskHome
{
public:
    Q_DISABLE_COPY_MOVE(TaskHome)

    // Any thread.
    void ref() noexcept
    {
        if (isCountedHere()) [[likely]]
            m_refs.addHere();
        else
            m_refs.addElsewhere();
    }
    void deref() noexcept
    {
        if (!isCountedHere()) [[unlikely]]
            derefElsewhere();
        else if (m_refs.dropHere())
            lastHasGone();
    }

    bool isHome() const noexcept { return m_port == threadState().port; }
    Port *port() const noexcept { return m_port; }
    //! Somebody beside the caller holds a reference. Home thread.
    bool isShared() const noexcept { return m_refs.isShared(); }

protected:
    TaskHome() = default;
    ~TaskHome();
    //! It is a task of that thread from here on.
    void settle(Port *port) noexcept;

private:
    class DropParcel;
    bool isCountedHere() const noexcept { return m_port == threadState().openPort; }
    void derefElsewhere() noexcept;
    void lastHasGone() noexcept;

    HomeCount m_refs;
    Port *m_port = nullptr; // counted
};

} // namespace QEager::detail
