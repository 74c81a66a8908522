// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Whom a task ends with: an object, a TaskScope. A task has either from its start, or is given it later.
*/

#include <qeager/detail/cancelwalk.h>
#include <qeager/detail/list.h>
#include <qeager/detail/ownerlink.h>
#include <qeager/detail/ref.h>

#include <QtCore/qobject.h>

#include <memory>

namespace QEager::detail {

struct ScopeTag;
struct StartOptions;
class NaturalOwner;
class ScopeState;
class TaskStateBase;

//! A task in the list of its TaskScope.
class ScopeMember : public ListNode<ScopeTag>, public AskedTask
{
public:
    explicit ScopeMember(TaskStateBase &itsTask) noexcept : AskedTask(&itsTask) {}
    bool isIn() const noexcept { return ListNode<ScopeTag>::isLinked(); }
    void leave() noexcept
    {
        ListNode<ScopeTag>::unlink();
        AskedTask::unlink();
    }

    ScopeState *scope = nullptr; // it is, or was, in
    bool isNatural = false; // without anybody having put it there
};

//! The tasks of a TaskScope. Counted: it outlives the scope while somebody inside it is starting one.
class QEAGER_EXPORT ScopeState : public Counted<ScopeState>
{
public:
    List<ScopeMember, ScopeTag> members; // in the order in which they are closed: what one has started comes before it
    AskedTasks asked; // the same
    quint64 lastPlace = 0;
    std::shared_ptr<ScopeState *>
        link; // for coroutines that have not begun; what it points to is null once the TaskScope has gone
    bool closed = false; // the TaskScope is going
    bool closing = false; // all of its tasks are closed just now

private:
    friend Counted;
    ~ScopeState() = default;
};

//! Of one task. Home thread, or before the task is sent there.
class QEAGER_EXPORT TaskOwner
{
public:
    explicit TaskOwner(TaskStateBase &task) noexcept : m_member(task) {}
    Q_DISABLE_COPY_MOVE(TaskOwner)

    //! Those of a start, once the task has its thread. One that has died ends the task at its next await.
    void apply(const StartOptions &options);
    //! The task was sent to this thread.
    void arrive() { m_link.arrive(task()); }
    //! The scope of a start that is known to the runtime.
    void joinScopeOf(const StartOptions &options);
    //! At \a place in the order of starting (ScopeState::lastPlace), or as the latest.
    void joinScope(ScopeState *scope, quint64 place = 0) { join(scope, false, place); }
    //! The same for \a task, which has been started in it: without memory it is closed, because nobody would end it.
    static void joinStarted(TaskStateBase &task, ScopeState *scope, quint64 place = 0);
    //! In place of the one from its start, unless that was named.
    void adopt(const NaturalOwner &owner);
    //! The task runs \a asked, which was asked for: if that has, or had, an owner, this needs none, unless it was
    //! named.
    void leaveTo(const TaskOwner &asked);
    //! It ends with nobody, but for a scope that somebody put it into.
    void leave();
    //! Its scope closes it soon, with all the others.
    bool isBeingClosed() const noexcept { return m_member.isIn() && m_member.scope->closing; }
    //! The task has ended.
    void release();

private:
    //! The task is closed there and then, or cancelled when \a object dies on another thread.
    Q_DECL_HIDDEN void connectTo(QObject *object);
    void join(ScopeState *scope, bool isNatural, quint64 place);
    TaskStateBase &task() noexcept { return *m_member.task; }

    OwnerLink m_link;
    bool m_isNamed = false; // in TaskOptions
    bool m_hadOne = false; // or a scope
    ScopeMember m_member;
};

} // namespace QEager::detail
