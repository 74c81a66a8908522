// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The context in which a task runs: its own, one that has a name, or that of whoever runs it.
*/

#include <qeager/detail/threadstate.h>

#include <memory>
#include <utility>

namespace QEager::detail {

//! A base of TaskStateBase.
class QEAGER_EXPORT TaskContext
{
public:
    Q_DISABLE_COPY_MOVE(TaskContext)

    ContextSlot &context() noexcept
    {
        if (m_kind == Kind::Own) [[likely]]
            return m_own;
        return contextElsewhere();
    }
    //! If it has one of its own, that is \a context.
    void setOwnContext(ContextSlot context) noexcept
    {
        if (m_kind == Kind::Own)
            m_own = std::move(context);
    }
    //! It runs in \a box.
    void runIn(ContextBox *box) noexcept;
    //! It runs in the context of whoever runs it, until it is told otherwise.
    void shareContext() noexcept;
    bool sharesContext() const noexcept { return m_kind == Kind::Shared || m_kind == Kind::Lent; }
    //! Of one that shares: it is on its own, with a copy of the current context, until somebody awaits it.
    void lendContext() noexcept;
    //! Of one that shares: \a task awaits it, and it runs in the context of that.
    Q_DECL_HIDDEN void shareContextOf(TaskContext &task) noexcept;
    //! It goes on with a copy of the one that it shares.
    void unshareContext() noexcept;

protected:
    TaskContext() noexcept : m_own() {}
    ~TaskContext()
    {
        if (m_kind == Kind::Own) [[likely]]
            std::destroy_at(&m_own);
        else
            leaveContext();
    }

private:
    enum class Kind : quint8 { Own, Box, Shared, Lent };
    bool hasOwn() const noexcept { return m_kind == Kind::Own || m_kind == Kind::Lent; }
    ContextSlot &contextElsewhere() noexcept;
    void leaveContext() noexcept;

    union {
        ContextSlot m_own; // while it does not run
        ContextBox *m_box; // counted
        TaskContext *m_sharedWith; // null: with whoever runs it
    };
    Kind m_kind = Kind::Own; // at the end of the last base, so that the bytes of the task follow it without a gap
};

} // namespace QEager::detail
