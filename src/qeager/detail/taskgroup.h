// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Machinery of <qeager/taskgroup.h>.
*/

#include <qeager/coro.h>
#include <qeager/detail/cancelscope.h>
#include <qeager/detail/cancelwalk.h>
#include <qeager/detail/closewalk.h>
#include <qeager/detail/held.h>
#include <qeager/detail/taskstate.h>
#include <qeager/detail/temporaries.h>

#include <exception>
#include <functional>
#include <source_location>
#include <vector>

QT_BEGIN_NAMESPACE
class QThread;
QT_END_NAMESPACE

namespace QEager::detail {

class GroupState;
class GroupWait;
struct GroupTag;

//! An exception that nobody has been given, and whose it is.
struct GroupFailure
{
    std::exception_ptr error;
    QString name;
};

//! A child in its group, and then what it has failed with. Its end takes a place in the ready queue; owns itself.
class GroupMember final : public Listener, public ListNode<GroupTag>, public AskedTask
{
public:
    GroupMember(GroupState &group, Ref<TaskStateBase> child, quint64 place);
    //! One that has failed already.
    GroupMember(GroupState &group, GroupFailure failure, quint64 place) noexcept;
    void run() override;
    void discard() noexcept override { delete this; }

    Ref<TaskStateBase> child; // null: it has ended

private:
    friend GroupState;
    friend class GroupRun;
    ~GroupMember() = default;
    GroupState &m_group;
    GroupFailure m_failure;
};

/*! What the handles of a group share. Its body's coroutine ends it: by finish(), or, when the frame is destroyed, by
    closing what is left. */
class QEAGER_EXPORT GroupState : public Counted<GroupState>
{
public:
    // -- for its handles
    //! Throws InvalidState when no child can be started, here and on \a thread.
    void require(const char *operation, QThread *thread) const;
    Q_DECL_HIDDEN void requireHome(const char *operation) const;
    //! Of a child that is about to start, in the order of starting.
    quint64 nextPlace() noexcept { return ++m_lastPlace; }
    //! Without memory, \a child is closed.
    void add(Ref<TaskStateBase> child, quint64 place);
    void addFailed(GroupFailure failure, quint64 place);
    void cancel();
    qsizetype size() const noexcept;
    bool isOpen() const noexcept { return !m_aborting && !isOver(); }

private:
    friend Counted;
    friend GroupMember;
    friend class GroupRun;
    friend class GroupAwaiter;
    ~GroupState();
    bool isOver() const noexcept { return !m_run || (m_leaving && m_members.isEmpty()); }
    Q_DECL_HIDDEN void ended(GroupMember *member);
    Q_DECL_HIDDEN void abort();
    Q_DECL_HIDDEN Ref<TaskStateBase> takeChild();
    Q_DECL_HIDDEN void closeChildren();
    Q_DECL_HIDDEN void reportFailures() noexcept;

    class GroupRun *m_run = nullptr; // null: the group has ended
    List<GroupMember, GroupTag>
        m_members; // in the order in which they are closed: what one has started comes before it
    AskedTasks m_pending; // children that have not ended
    List<GroupMember, GroupTag> m_failed; // until somebody is given what with
    quint64 m_lastPlace = 0;
    bool m_aborting = false;
    bool m_leaving = false; // the body has ended
    class GroupAwaiter *m_waiter = nullptr;
};

//! Waits for the end of all children.
class QEAGER_EXPORT GroupAwaiter final : public Awaiter<GroupAwaiter>
{
public:
    explicit GroupAwaiter(GroupState &group) noexcept : m_group(group) {}
    ~GroupAwaiter() { giveUpIfWaiting(); }
    Awaited waitsFor() const noexcept override { return {"task group"}; }
    bool await_ready() { return m_group.m_members.isEmpty() && staysReady(); }
    void await_resume() { throwIfInterrupted(); }
    void begin() { m_group.m_waiter = this; }

protected:
    void giveUp() noexcept override { m_group.m_waiter = nullptr; }

private:
    GroupState &m_group;
};

class GroupWait : public NativeAwaitable
{
public:
    explicit GroupWait(GroupState &group) noexcept : m_group(group) {}
    GroupAwaiter operator co_await() const noexcept { return GroupAwaiter(m_group); }

private:
    GroupState &m_group;
};

class GroupRun;

//! While its task is being closed: waits until the children have been closed.
class GroupClosing : public NativeAwaitable
{
public:
    explicit GroupClosing(GroupRun &run) noexcept : m_run(run) {}
    inline bool await_ready() const noexcept;
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> handle) const
    {
        suspend(handle, handle.promise().place);
    }
    void await_resume() const noexcept {}

private:
    inline void suspend(std::coroutine_handle<> handle, const std::source_location &place) const;
    GroupRun &m_run;
};

//! A group in the frame of withTaskGroup().
class QEAGER_EXPORT GroupRun final : public CancelScope, public ClosedFirst
{
public:
    GroupRun();
    ~GroupRun() override;

    const Ref<GroupState> &group() const noexcept { return m_group; }
    //! The body has ended, with \a error unless that is null.
    void leave(std::exception_ptr error);
    //! There is somebody to wait for, and time for it.
    bool mustWait() const noexcept;
    GroupWait wait() const noexcept { return GroupWait(*m_group); }
    //! The wait was cancelled, with \a error.
    void interrupted(std::exception_ptr error);
    //! To be awaited when there is nobody, or no time, to wait for: if the task is being closed, they are closed first.
    GroupClosing closing() noexcept { return GroupClosing(*this); }
    //! All have ended. Throws what the group ends with, if that is an exception.
    void finish();

protected:
    QString whyAsked() const override;

private:
    friend GroupState;
    friend GroupClosing;
    Ref<TaskStateBase> nextToClose() override;
    bool mustClose() const noexcept;
    void suspendClosing(std::coroutine_handle<> handle, const std::source_location &place);
    Q_DECL_HIDDEN bool isClosing() const noexcept;
    Q_DECL_HIDDEN void finishClosed();

    Ref<GroupState> m_group;
    Runtime *m_runtime;
    bool m_closedSome = false; // children, before the task went on
    std::exception_ptr m_bodyError;
    std::exception_ptr m_cancelled; // to be passed on, unless it was the group's own doing
};

bool GroupClosing::await_ready() const noexcept { return !m_run.mustClose(); }

void GroupClosing::suspend(std::coroutine_handle<> handle, const std::source_location &place) const
{
    m_run.suspendClosing(handle, place);
}

[[noreturn]] QEAGER_EXPORT void throwCutShort();

struct TaskGroupAccess
{
    template <typename Group>
    static Group make(const Ref<GroupState> &state) noexcept
    {
        return Group(state);
    }
};

template <typename T, typename Group, typename Body>
Coro<T> runTaskGroup(Held<Body> body)
{
    GroupRun run;
    Result<T> result;
    std::exception_ptr error;
    Group group = TaskGroupAccess::make<Group>(run.group());
    try {
        if constexpr (std::is_void_v<T>) {
            co_await unmarked(std::invoke(*body, group));
            result.emplace();
        } else {
            result.emplace(co_await unmarked(std::invoke(*body, group)));
        }
    } catch (...) {
        error = std::current_exception();
    }
    run.leave(std::move(error));
    while (run.mustWait()) {
        try {
            co_await run.wait();
        } catch (const Cancelled &) {
            run.interrupted(std::current_exception());
        }
    }
    co_await run.closing();
    run.finish();
    if constexpr (!std::is_void_v<T>) {
        if (!result.hasValue())
            throwCutShort();
        co_return result.take();
    }
}

} // namespace QEager::detail
