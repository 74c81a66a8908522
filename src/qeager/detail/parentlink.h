// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Who started a task.

    Most starts never need a task. So a child of one that is on the stack and has none does not ask for it: it stands in
    the list of that start, until that becomes a task, or ends, or somebody asks the child for its parent.
*/

#include <qeager/global.h>

namespace QEager::detail {

struct Activation;
struct InlineStart;
class TaskStateBase;

//! A base of TaskStateBase.
class QEAGER_EXPORT ParentLink
{
public:
    Q_DISABLE_COPY_MOVE(ParentLink)

    //! It is known by now: there is a task, or there is none.
    bool hasKnownParent() const noexcept { return !(m_link & Tags); }
    //! Once that is known.
    TaskStateBase *knownParent() const noexcept { return reinterpret_cast<TaskStateBase *>(m_link); }
    //! Else: the start, on this stack, that stands for it.
    InlineStart &starter() const noexcept;

    //! This is started by \a starter; null: by nobody.
    void adoptParent(Activation *starter);
    //! The same by a task.
    void setParent(TaskStateBase &parent) noexcept;
    //! It is not needed any more. Does nothing while it is not known: its starter has this in its list then.
    void dropParent() noexcept
    {
        if (m_link)
            dropKnownParent();
    }
    //! All in the list of \a start are children of \a parent, or nobody's (null).
    static void resolve(InlineStart &start, TaskStateBase *parent);

protected:
    ParentLink() = default;
    ~ParentLink() = default;

private:
    static constexpr quintptr IsStarter = 1;
    static constexpr quintptr IsSibling = 2;
    static constexpr quintptr Tags = IsStarter | IsSibling;

    void dropKnownParent() noexcept;

    // A task, counted; or, in the list of a start, the next in that, or of the last the start itself.
    quintptr m_link = 0;
};

} // namespace QEager::detail
