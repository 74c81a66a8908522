// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    How a coroutine's outcome gets into a ValueTask, and how that is awaited. The coroutine itself is in
    valuetaskstart.h.
*/

#include <qeager/detail/start.h>
#include <qeager/detail/taskawaiter.h>

namespace QEager {

template <typename T>
class ValueTask;

namespace detail {

//! Destroys \a value, which something has been made of meanwhile.
template <typename T>
struct DestroyedAfterwards
{
    explicit DestroyedAfterwards(T &moved) noexcept : value(moved) {}
    Q_DISABLE_COPY_MOVE(DestroyedAfterwards)
    ~DestroyedAfterwards() { std::destroy_at(std::addressof(value)); }
    T &value;
};

struct ValueTaskAccess
{
    /*! Runs \a root on this stack until it ends or suspends, and keeps what comes of it. Its task owns the frame; if
        nobody ever needed one, it has ended, and the frame is gone afterwards. */
    template <typename T, typename Promise>
    Q_ALWAYS_INLINE static void start(ValueTask<T> &outcome, std::coroutine_handle<Promise> root,
                                      const StartOptions *options = nullptr)
    {
        ThreadState &state = threadState();
        if (mustAsk(state, root.promise())) [[unlikely]]
            keep(outcome, startSlowly(TaskTypeOf<T>::type, root, options), root, options);
        else
            startHere(outcome, root, state, options);
    }
    //! The same, without options; \a root may be empty, which throws. Its code is shorter, because the outcome is made
    //! where it is wanted.
    template <typename T, typename Promise>
    Q_ALWAYS_INLINE static ValueTask<T> started(std::coroutine_handle<Promise> root)
    {
        ThreadState &state = threadState();
        if (root && !mustAsk(state, root.promise())) [[likely]]
            return startedHere<T>(root, state);
        return startedSlowly<T>(root);
    }
    //! As PromiseBase::startsSlowly(), of a Coro. That has no plain object: to ask for one would be code in each call.
    static bool mustAsk(const ThreadState &state, const PromiseBase &promise) noexcept
    {
        return state.depth >= state.freeDepth || promise.hasOwner();
    }
    template <typename T>
    Q_NEVER_INLINE static ValueTask<T> startedSlowly(std::coroutine_handle<> root)
    {
        ValueTask<T> outcome;
        keep(outcome, startSlowly(TaskTypeOf<T>::type, root, nullptr), root, nullptr);
        return outcome;
    }
    template <typename T, typename Promise>
    Q_ALWAYS_INLINE static ValueTask<T> startedHere(std::coroutine_handle<Promise> root, ThreadState &state) noexcept
    {
        if constexpr (std::is_nothrow_move_constructible_v<Stored<T>>) {
            ResultStart<T> start(state, TaskTypeOf<T>::type, root, nullptr);
            resumeHere(start, root, state);
            if (!start.result.hasValue()) [[unlikely]]
                return kept(start);
            const DestroyedAfterwards<Stored<T>> moved(start.result.value());
            return ValueTask<T>(std::in_place, std::move(moved.value));
        } else {
            ValueTask<T> outcome;
            startHere(outcome, root, state, nullptr);
            return outcome;
        }
    }
    template <typename T, typename Promise>
    Q_ALWAYS_INLINE static void startHere(ValueTask<T> &outcome, std::coroutine_handle<Promise> root,
                                          ThreadState &state, const StartOptions *options) noexcept
    {
        ResultStart<T> start(state, TaskTypeOf<T>::type, root, options);
        resumeHere(start, root, state);
        if (start.result.hasValue()) [[likely]] {
            outcome.keepValue(std::move(start.result.value()), options ? options->name : nullptr);
            std::destroy_at(std::addressof(start.result.value()));
        } else {
            keep(outcome, start);
        }
    }
    template <typename T, typename Promise>
    Q_ALWAYS_INLINE static void resumeHere(ResultStart<T> &start, std::coroutine_handle<Promise> root,
                                           ThreadState &state) noexcept
    {
        root.promise().becomeRootOf(start);
        enterInline(state, start);
        root.resume();
    }
    //! The same for a coroutine that starts itself. \a last is what the record of the start, a \a Start, is made of
    //! last.
    template <typename Start, typename T, typename Promise, typename Last>
    Q_ALWAYS_INLINE static void run(ValueTask<T> &outcome, std::coroutine_handle<Promise> root, ThreadState &state,
                                    const StartOptions *options, Last *last)
    {
        {
            Start start(state, TaskTypeOf<T>::type, root, last);
            runInline(state, start);
            if (!start.isPlain()) [[unlikely]] {
                keep(outcome, ranInline(start), root, options);
                return;
            }
        }
        ++state.counters.eagerFinished;
        keepResult(outcome, root, options);
    }
    //! \a start is over, and has no value.
    template <typename T>
    Q_NEVER_INLINE static ValueTask<T> kept(ResultStart<T> &start) noexcept
    {
        ValueTask<T> outcome;
        keep(outcome, start);
        return outcome;
    }
    template <typename T>
    Q_NEVER_INLINE static void keep(ValueTask<T> &outcome, ResultStart<T> &start) noexcept
    {
        TaskStateBase *task = nullptr;
        if (hasEnded(start, start.result.stateOfStorage(), task))
            outcome.adopt(start.result, start.options ? start.options->name : nullptr);
        else
            keep(outcome, task, start.root, start.options);
        start.result.clear();
    }
    //! What a start ended with, which \a task has, or the promise of \a root, if there is none.
    template <typename T>
    Q_NEVER_INLINE static void keep(ValueTask<T> &outcome, TaskStateBase *task, std::coroutine_handle<> root,
                                    const StartOptions *options) noexcept
    {
        if (task)
            outcome.adopt(Ref<TaskState<T>>::adopt(static_cast<TaskState<T> *>(task)));
        else
            keepResult(outcome, std::coroutine_handle<ResultPromise<T>>::from_address(root.address()), options);
    }
    template <typename T, typename Promise>
    static void keepResult(ValueTask<T> &outcome, std::coroutine_handle<Promise> root,
                           const StartOptions *options) noexcept
    {
        outcome.adopt(root.promise().result, options ? options->name : nullptr);
        root.destroy();
    }
    template <typename T>
    static void adopt(ValueTask<T> &outcome, Ref<TaskState<T>> task)
    {
        outcome.adopt(std::move(task));
    }
    //! Throws InvalidState when it is another thread's task.
    template <typename T>
    static void requireHome(const ValueTask<T> &outcome, const char *operation)
    {
        if (outcome.m_kind == ValueTask<T>::Kind::Task)
            outcome.m_task->requireHome(operation);
    }
    //! It has ended with a value, which is in it and not in a task.
    template <typename T>
    static bool holdsValue(const ValueTask<T> &outcome)
    {
        return outcome.m_kind == ValueTask<T>::Kind::Value;
    }
    //! It has ended with an exception, which stays unobserved.
    template <typename T>
    static bool hasFailed(const ValueTask<T> &outcome)
    {
        using Kind = typename ValueTask<T>::Kind;
        return outcome.m_kind == Kind::Failure || (outcome.m_kind == Kind::Task && outcome.m_task->hasFailed());
    }
    //! Of one that has failed: somebody was given its exception.
    template <typename T>
    static bool isObserved(const ValueTask<T> &outcome)
    {
        return outcome.m_kind == ValueTask<T>::Kind::Task ? outcome.m_task->isObserved() : outcome.m_failure->observed;
    }
    //! Of one that has failed.
    template <typename T>
    static QString name(const ValueTask<T> &outcome)
    {
        return outcome.m_kind == ValueTask<T>::Kind::Task ? outcome.m_task->name() : nameOf(*outcome.m_failure);
    }
    template <typename T>
    static void adopt(ValueTask<T> &outcome, Result<T> &result)
    {
        outcome.adopt(result, nullptr);
    }
    //! Of a pending one.
    template <typename T>
    static TaskState<T> &state(ValueTask<T> &outcome)
    {
        return *outcome.m_task;
    }
};

//! One that is taken: it belongs to its awaiter.
template <typename T>
class ValueTaskAwaiter final
{
public:
    //! \a standsIn: the awaiting task does nothing else.
    explicit ValueTaskAwaiter(ValueTask<T> &source, bool standsIn = false) noexcept
        : m_source(source), m_standsIn(standsIn)
    {
    }
    Q_DISABLE_COPY_MOVE(ValueTaskAwaiter)
    ~ValueTaskAwaiter()
    {
        if (m_waits) [[unlikely]]
            leave();
    }

    //! A pending one is taken over here and now; a ready one stays where it is.
    bool await_ready() { return ValueTaskAccess::holdsValue(m_source) && !threadState().tracers ? true : isReady(); }
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> handle)
    {
        m_wait.await_suspend(handle);
    }
    T await_resume()
    {
        if (m_waits) [[unlikely]]
            return resume();
        return m_source.takeResult();
    }

private:
    Q_NEVER_INLINE bool isReady()
    {
        m_waits = true;
        return ValueTaskWait::begin(std::addressof(m_wait), m_source.takePending().release(), m_standsIn);
    }
    Q_NEVER_INLINE T resume()
    {
        TaskStateBase *const ended = m_wait.ended();
        return ended ? static_cast<TaskState<T> *>(ended)->take() : m_source.takeResult();
    }
    void leave() noexcept { std::destroy_at(std::addressof(m_wait)); }

    ValueTask<T> &m_source;
    bool m_standsIn;
    bool m_waits = false;
    union { // only if there is something to wait for
        ValueTaskWait m_wait;
    };
};

//! One that stays where it is, for others, too.
template <typename T>
class SharedValueTaskAwaiter final : public TakingAwaiter<T>
{
public:
    explicit SharedValueTaskAwaiter(const ValueTask<T> &source) : TakingAwaiter<T>(source.pending()), m_source(source)
    {
    }
    bool await_ready() { return this->m_awaited ? this->checkReady() : this->staysReady(); }
    T await_resume()
    {
        if (this->m_awaited)
            return TakingAwaiter<T>::await_resume();
        this->throwIfInterrupted();
        return m_source.share();
    }

private:
    const ValueTask<T> &m_source; // if that is ready
};

template <typename T>
struct AwaitAdapter<ValueTask<T>>
{
    static SharedValueTaskAwaiter<T> adapt(const ValueTask<T> &task) { return task.operator co_await(); }
    static ValueTaskAwaiter<T> adapt(ValueTask<T> &&task) { return std::move(task).operator co_await(); }
};

} // namespace detail

} // namespace QEager
