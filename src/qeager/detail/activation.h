// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The activation record of a start or resume: one object on the C++ stack.

    An eager start is nothing but an InlineStart. Its Task is made by materialize(), at the first of "it suspends"
    and "someone asks who it is".
*/

#include <qeager/detail/result.h>
#include <qeager/detail/threadstate.h>

#include <coroutine>
#include <cstddef>
#include <cstring>
#include <exception>
#include <source_location>

#include <QtCore/qpointer.h>

QT_BEGIN_NAMESPACE
class QString;
QT_END_NAMESPACE

namespace QEager::detail {

class PromiseBase;
class ScopeState;
class TaskStateBase;
class TaskBound;

//! Of a start that is to finish synchronously.
struct SyncGuard
{
    std::source_location place; //!< of the first await that would have suspended
    int refused = 0;
};

//! What a start may be told. Refers to what the caller owns.
struct StartOptions
{
    const QString *name = nullptr;
    ContextBox *context = nullptr; //!< runs in it, not in a copy of the starter's
    bool sharesContext = false;    //!< runs in the starter's own context
    SyncGuard *sync = nullptr;     //!< it must not suspend
    bool byHand = false;           //!< runs inline whatever the StartPolicy says
    quint64 traced = 0;            //!< its number for the Tracers that see it
    const QPointer<QObject> *owner = nullptr; //!< ends it when it dies
    ScopeState *const *scope = nullptr;       //!< what it is in, null once that has gone
    bool isNatural = false;                   //!< nobody named these two: they are the NaturalOwner of its root
    bool isOwnedStart = false;                //!< its owner is in its record, an OwnedStart
};

struct Activation
{
    Activation *parent = nullptr;  //!< what runs below on this stack
    ContextSlot *outer = nullptr; //!< left for a context of its own; null: an InlineStart that has none so far
    TaskStateBase *task =
        nullptr; //!< null: an InlineStart that has not needed it; else owned by its home thread until it is done
    const StartOptions *options = nullptr; //!< null: none
};

/*! What is done with the roots, and the tasks, of one result type: all that differs between them. So there is little
    code that a program has once for each. */
struct TaskType
{
    std::size_t size; //!< of a task
    StoredType stored;
    TaskStateBase *(*construct)(void *memory, std::coroutine_handle<> root);
    struct Promised
    {
        PromiseBase &promise;
        void *storage; //!< of the result in it
        ResultState &state;
    };
    Promised (*promised)(std::coroutine_handle<> root) noexcept;

    //! What \a root has ended with; null for a value.
    QEAGER_EXPORT std::exception_ptr error(std::coroutine_handle<> root) const;
    //! Instead of running \a root.
    QEAGER_EXPORT void fail(std::coroutine_handle<> root, std::exception_ptr error) const noexcept;
};

struct InlineStart : Activation
{
    InlineStart(ThreadState &state, const TaskType &taskType, std::coroutine_handle<> frame,
                const StartOptions *told) noexcept
        : Activation{.parent = state.current, .options = told}, root(frame), type(&taskType)
    {
    }
    Q_DISABLE_COPY_MOVE(InlineStart)
    ~InlineStart() {}

    //! Tasks started from here whose parent() is known by this record only, linked through the tasks.
    TaskStateBase *children = nullptr;
    union { // once it has left an outer one
        ContextSlot own; //!< its copy of the starter's context, until it suspends
    };
    TaskBound *entered = nullptr; //!< innermost of those entered while there is no task to bind them to
    std::coroutine_handle<> root;
    const TaskType *type;

    //! Nothing came of it: no task, no child, no context. One test for all three, because every start asks.
    bool isPlain() const noexcept { return !(quintptr(task) | quintptr(children) | quintptr(outer)); }
    //! It is plain, and has ended: goes back to what runs below.
    void leavePlain() const noexcept
    {
        ThreadState &state = threadState();
        --state.depth;
        state.current = parent;
        ++state.counters.eagerFinished;
    }
};

//! Of a member coroutine of a QObject, which its body may destroy before it has a task.
struct OwnedStart : InlineStart
{
    //! \a object may be null: then it is a start as any other.
    OwnedStart(ThreadState &state, const TaskType &taskType, std::coroutine_handle<> frame, const QObject *object)
        : InlineStart(state, taskType, frame, object ? &Owned : nullptr), owner(const_cast<QObject *>(object))
    {
    }

    QPointer<QObject> owner;

private:
    static constexpr StartOptions Owned{.isNatural = true, .isOwnedStart = true};
};

//! What \a activation is as long as it has no task.
inline InlineStart &inlineStart(Activation &activation) noexcept
{
    Q_ASSERT(!activation.task);
    return static_cast<InlineStart &>(activation);
}

//! What runs is to finish synchronously: letting others run first has no meaning.
inline bool runsSynchronously() noexcept
{
    const Activation *const running = threadState().current;
    return running && running->options && running->options->sync;
}
//! The running coroutine's task, made now if there is none.
QEAGER_EXPORT TaskStateBase &materialize(Activation &activation);
/*! For a start from ThreadState::freeDepth on; the first one on a thread comes here, too, and this opens it. Null when
    the StartPolicy lets it run inline; else its task, posted, counted for the caller. */
QEAGER_EXPORT TaskStateBase *postInstead(const TaskType &type, std::coroutine_handle<> root,
                                         const StartOptions *options);
//! The same, for one that need not have a task: if it is not posted, this runs it. Null if it ended without one.
QEAGER_EXPORT TaskStateBase *slowStart(const TaskType &type, std::coroutine_handle<> root, const StartOptions *options);
//! Tells the Tracers of an inline start; it is to have the options returned, which carry its number.
QEAGER_EXPORT StartOptions traceStart(ThreadState &state, const StartOptions *options);
//! After an inline start, which has been left: its task, counted for the caller; null if it ended without one.
QEAGER_EXPORT TaskStateBase *ranInline(InlineStart &start);
//! \a start runs in the context that it was told.
QEAGER_EXPORT void enterContext(ThreadState &state, InlineStart &start);

/*! \a start is what runs from here on. It finds variables in its starter's context, which nobody changes as long as
    both are on the stack, until ownContext() gives it a copy. */
inline void enterInline(ThreadState &state, InlineStart &start)
{
    if (start.options && start.options->context)
        enterContext(state, start);
    state.current = &start;
    ++state.depth;
}

//! Goes back to what runs below.
inline void leaveInline(ThreadState &state, const InlineStart &start) noexcept
{
    --state.depth;
    state.current = start.parent;
    if (start.outer) [[unlikely]]
        state.context = start.outer;
}

/*! Runs the root of \a start on this stack until it ends or suspends. Without a task afterwards, it has ended.

    Nothing escapes: a promise of ours keeps what its body throws. The caller sees to the children of one that never was
    a task.
*/
inline void runInline(ThreadState &state, InlineStart &start) noexcept
{
    enterInline(state, start);
    drive(state, start.root);
    leaveInline(state, start);
}

/*! Of a start whose frame goes as soon as its body has ended, unless something came of it: the promise knows it, and
    leaves the result here. */
template <typename T>
struct ResultStart final : InlineStart
{
    ResultStart(ThreadState &state, const TaskType &taskType, std::coroutine_handle<> frame,
                const StartOptions *told) noexcept
        : InlineStart(state, taskType, frame, told), result()
    {
        // Again what is empty, but by two stores instead of four: they are code in every call of eager().
        constexpr std::size_t Words = 4; // from `outer` to `children`
        static_assert(sizeof(Activation) == Words * sizeof(void *));
        std::memset(static_cast<void *>(&parent + 1), 0, Words * sizeof(void *));
        options = told;
    }
    ~ResultStart() {}
    union { // whoever made it clears it, which spares each call the question
        Result<T> result; //!< empty: it has not ended like that
    };
};

/*! Control is back from the root of \a start, which has no value in \a state. True: it has an error there. Otherwise it
    is left, and \a task is what ranInline() gives. */
QEAGER_EXPORT bool hasEnded(InlineStart &start, const ResultState &state, TaskStateBase *&task) noexcept;

} // namespace QEager::detail
