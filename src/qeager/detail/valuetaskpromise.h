// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    A ValueTask as a coroutine's return type, and as what one awaits.
*/

#include <qeager/detail/start.h>
#include <qeager/detail/taskawaiter.h>

namespace QEager {

template <typename T>
class ValueTask;

namespace detail {

struct ValueTaskAccess
{
    /*! Runs \a root on this stack until it ends or suspends, and keeps what comes of it. Its task owns the frame; if nobody ever needed
        one, it has ended, and the frame is gone afterwards. */
    template <typename T, typename Promise>
    Q_ALWAYS_INLINE static void start(ValueTask<T> &outcome, std::coroutine_handle<Promise> root,
                                      const StartOptions *options = nullptr)
    {
        ThreadState &state = threadState();
        if (state.depth >= state.freeDepth || root.promise().hasOwner()) [[unlikely]] {
            keep(outcome, root, startSlowly<T>(root, options), options);
            return;
        }
        root.promise().becomeRoot();
        {
            InlineStart start(state, TaskState<T>::template Root<Promise>, root, options);
            runInline(state, start);
            if (!start.isPlain()) [[unlikely]] {
                keep(outcome, root, ranInline(start), options);
                return;
            }
            Q_ASSUME(start.own.bits() == 0); // spares its destructor the question
        }
        ++state.counters.eagerFinished;
        keepResult(outcome, root, options);
    }
    template <typename T, typename Promise>
    Q_NEVER_INLINE static void keep(ValueTask<T> &outcome, std::coroutine_handle<Promise> root, TaskStateBase *task,
                                    const StartOptions *options) noexcept
    {
        if (task)
            outcome.adopt(Ref<TaskState<T>>::adopt(static_cast<TaskState<T> *>(task)));
        else
            keepResult(outcome, root, options);
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

/*  The caller's return object is made first, empty; the start fills it in. It does not move before the
    initial await is over, so the pointer to it is read before the body runs. */
template <typename T>
class ValueTaskPromise : public ResultPromise<T>
{
public:
    using ResultPromise<T>::ResultPromise;
    ValueTask<T> get_return_object() noexcept { return ValueTask<T>(*this); }

    struct Starter
    {
        bool await_ready() const noexcept { return false; }
        //! The frame, and with it this awaiter, may be gone when this returns.
        QEAGER_INLINE_AWAIT void await_suspend(std::coroutine_handle<ValueTaskPromise> root) const
        {
            ValueTask<T> &outcome = *root.promise().m_outcome;
            ValueTaskAccess::start(outcome, root);
        }
        void await_resume() const noexcept {}
    };
    Starter initial_suspend() const noexcept { return {}; }
    std::suspend_always final_suspend() const noexcept { return {}; }
    void becomeRoot() const noexcept {} // it always is one

protected:
    friend ValueTask<T>;
    ValueTask<T> *m_outcome = nullptr;
};

template <typename T>
class ValueTaskAwaiter final : public TakingAwaiter<T>
{
public:
    //! A pending one is taken over here and now; a ready one stays where it is.
    ValueTaskAwaiter(ValueTask<T> &source, bool exclusive, bool standsIn = false)
        : TakingAwaiter<T>(source.takePending(), exclusive), m_ready(this->m_awaited ? nullptr : &source)
    {
        this->m_standsIn = standsIn;
    }
    bool await_ready() { return m_ready ? this->staysReady() : this->checkReady(); }
    T await_resume()
    {
        if (m_ready) {
            this->throwIfInterrupted();
            return m_ready->takeResult();
        }
        return TakingAwaiter<T>::await_resume();
    }

private:
    ValueTask<T> *m_ready;
};

template <typename T>
struct AwaitAdapter<ValueTask<T>>
{
    static ValueTaskAwaiter<T> adapt(ValueTask<T> &task) { return task.operator co_await(); }
    static ValueTaskAwaiter<T> adapt(ValueTask<T> &&task) { return std::move(task).operator co_await(); }
};

} // namespace detail

} // namespace QEager
