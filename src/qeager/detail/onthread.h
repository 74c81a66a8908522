// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Machinery of <qeager/onthread.h>.

    The awaiter, the root frame on the other thread, and the parcels between the two share a ThreadCall. What belongs to one of the threads
    is touched there only; whether the body may begin, and whether anybody still waits, is one atomic word. The answer is sent by the
    destructor of a parameter of the root frame (ThreadReply), so it is sent however that task ends, also without having begun.
*/

#include <qeager/detail/port.h>
#include <qeager/detail/start.h>
#include <qeager/detail/thenresult.h>
#include <qeager/detail/unhandled.h>
#include <qeager/startable.h>

#include <QtCore/qpointer.h>
#include <QtCore/qstring.h>
#include <QtCore/qthread.h>

#include <atomic>
#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

namespace QEager::detail {

// -- what is to run

template <typename R>
concept ResultThere = !CoroutineTraits<std::remove_cvref_t<R>>::IsCoroutine || Coroutine<R>;

template <typename F, typename... Args>
concept CallableThere = std::invocable<std::decay_t<F> &, std::decay_t<Args>...> &&
                        ResultThere<std::invoke_result_t<std::decay_t<F> &, std::decay_t<Args>...>>;

//! What onThread() gives in the end.
template <typename F, typename... Args>
struct ResultOnThread
{
};
template <typename F, typename... Args>
    requires CallableThere<F, Args...>
struct ResultOnThread<F, Args...>
{
    using Type = typename AwaitedType<std::invoke_result_t<std::decay_t<F> &, std::decay_t<Args>...>>::Type;
};
//! One that has not begun may begin anywhere.
template <Coroutine C>
    requires std::same_as<Unmarked<std::remove_cvref_t<C>>,
                          Coro<typename CoroutineTraits<std::remove_cvref_t<C>>::Value>>
struct ResultOnThread<C>
{
    using Type = typename CoroutineTraits<std::remove_cvref_t<C>>::Value;
};

template <typename F, typename... Args>
concept RunsOnThread = requires { typename ResultOnThread<F, Args...>::Type; };

//! Instantiated for what does not. Gives what raises no further error.
template <typename F, typename... Args>
Coro<> refuseOnThread()
{
    using Plain = std::remove_cvref_t<F>;
    if constexpr (CoroutineTraits<Plain>::IsCoroutine) {
        static_assert(
            sizeof...(Args) == 0,
            "A coroutine that exists takes no arguments: give the function that makes it, and its arguments.");
        static_assert(
            sizeof...(Args) > 0 || RunsOnThread<Plain>,
            "This coroutine has begun on this thread, and stays there: give onThread() the function that makes "
            "it, and its arguments.");
        static_assert(sizeof...(Args) > 0 || !RunsOnThread<Plain>,
                      "This coroutine can only be moved, and is given as an lvalue: write std::move() around it.");
    } else if constexpr (!std::invocable<std::decay_t<F> &, std::decay_t<Args>...>) {
        static_assert(std::invocable<std::decay_t<F> &, std::decay_t<Args>...>,
                      "This is no function, or cannot be called with copies of these arguments.");
    } else {
        static_assert(
            RunsOnThread<F, Args...>,
            "This function returns a reference to a coroutine that can only be moved: let it return the coroutine.");
    }
    return {};
}

/*! The object of a member function, as far as its death can be noticed. It may live on the other thread, so nothing of it but that is looked
    at before the call. */
class ObjectThere
{
public:
    template <typename F, typename... Args>
    static ObjectThere of([[maybe_unused]] const Args &...arguments)
    {
        if constexpr (std::is_member_function_pointer_v<F> && sizeof...(Args) > 0)
            return behind(std::get<0>(std::tie(arguments...)));
        else
            return {};
    }
    //! \throws Cancelled when it has gone.
    void require() const
    {
        if (m_isObject && !m_object)
            rethrow(lostOwner());
    }

private:
    template <typename Given>
    static ObjectThere behind([[maybe_unused]] const Given &given)
    {
        ObjectThere there;
        if constexpr (std::is_convertible_v<const Given &, const QObject *>) {
            there.watch(given);
        } else if constexpr (!std::same_as<std::unwrap_reference_t<Given>, Given>) {
            if constexpr (std::is_convertible_v<decltype(&given.get()), const QObject *>)
                there.watch(&given.get());
        }
        return there;
    }
    void watch(const QObject *object)
    {
        m_object = const_cast<QObject *>(object);
        m_isObject = true;
    }

    QPointer<QObject> m_object;
    bool m_isObject = false;
};

//! Calls the function where it is to run; function and arguments live in the frame.
template <typename T, typename F, typename... Args>
Coro<T> callThere(ObjectThere object, Held<F> function, Held<Args>... arguments)
{
    using R = std::invoke_result_t<F &, Args...>;
    object.require();
    std::optional<AdoptedOwner> adopted;
    if (PromiseOwner owner = ownerOf<F>(*arguments...))
        adopted.emplace(std::move(owner));
    if constexpr (AwaitedType<R>::Awaits)
        co_return co_await ask(*function, arguments.take()...);
    else if constexpr (std::is_void_v<R>)
        std::invoke(*function, arguments.take()...);
    else
        co_return std::invoke(*function, arguments.take()...);
}

//! What \a function and \a arguments stand for, not begun.
template <typename T, typename F, typename... Args>
Coro<T> bodyOnThread(F &&function, Args &&...arguments)
{
    if constexpr (Coroutine<F>) {
        return CoroAccess::make(CoroAccess::release(function));
    } else {
        ObjectThere object = ObjectThere::of<std::decay_t<F>>(arguments...);
        return callThere<T, std::decay_t<F>, std::decay_t<Args>...>(std::move(object), hold(std::forward<F>(function)),
                                                                    hold(std::forward<Args>(arguments))...);
    }
}

// -- between the threads

//! What is asked to end with whoever awaited it, is told.
QEAGER_EXPORT QString nobodyWaits();

//! What does not depend on the result.
class QEAGER_EXPORT ThreadCall
{
public:
    ThreadCall() = default;
    Q_DISABLE_COPY_MOVE(ThreadCall)
    virtual ~ThreadCall();

    // -- on the awaiter's thread
    //! Why there is nothing to wait for: empty if there is.
    QString open(QThread *thread);
    //! Of the task that is to be posted: who watches is told of it before.
    quint64 taskId() const noexcept { return m_taskId; }
    //! Sends \a task, which has a ThreadReply of this in its root frame.
    void post(TaskStateBase &task, bool isOwnerLost);
    //! Asks it to end. True: it has not begun, and will not.
    static bool cancel(const std::shared_ptr<ThreadCall> &call, const QString &message);
    //! Nobody waits any more. \a isAsked: it was asked to end just now.
    static void leave(const std::shared_ptr<ThreadCall> &call, bool isAsked) noexcept;

    Waiter *waiter = nullptr; // null: nobody waits (any more, or yet)

protected:
    virtual void takeOutcome(TaskStateBase &task) noexcept = 0; //!< \a task has ended

private:
    friend class ThreadReply;
    friend class RequestParcel;
    enum class Phase : quint8 {
        New, // not posted
        Posted,
        Begun,
        Left // nobody waits any more
    };
    static void request(const std::shared_ptr<ThreadCall> &call, const QString &message);

    std::atomic<Phase> m_phase = Phase::New;
    Port *m_home = nullptr;
    Port *m_there = nullptr;
    quint64 m_taskId = 0;
    // -- on the thread of the task
    TaskStateBase *m_task = nullptr; // from post() on until it has ended
    bool m_hasBegun = false;
};

template <typename T>
class TypedThreadCall final : public ThreadCall
{
public:
    ~TypedThreadCall() override
    {
        if (!m_taken && m_result.hasError())
            reportUnhandled(m_name, m_result.error());
    }
    T take()
    {
        m_taken = true;
        if constexpr (!std::is_void_v<T>) {
            if (m_result.hasValue())
                Delivery<T>::given(m_result.value());
        }
        return m_result.take();
    }
    void setError(std::exception_ptr error) noexcept { m_result.setError(std::move(error)); }

protected:
    void takeOutcome(TaskStateBase &task) noexcept override
    {
        static_cast<TaskState<T> &>(task).sendAway(m_result);
        if (m_result.hasError())
            m_name = task.name();
    }

private:
    Result<T> m_result;
    QString m_name;
    bool m_taken = false;
};

//! A parameter of the root frame, which goes when the task has ended, after all else that is in it.
class QEAGER_EXPORT ThreadReply
{
public:
    explicit ThreadReply(std::shared_ptr<ThreadCall> call) noexcept : m_call(std::move(call)) {}
    ThreadReply(ThreadReply &&other) noexcept = default;
    ThreadReply &operator=(ThreadReply &&other) = delete;
    ~ThreadReply()
    {
        if (m_call)
            send();
    }
    //! The body is to begin. \throws Cancelled when nobody waits any more.
    void begin() const;

private:
    void send() noexcept;
    std::shared_ptr<ThreadCall> m_call;
};

template <typename T>
Coro<T> runElsewhere(ThreadReply reply, Coro<T> body)
{
    reply.begin();
    co_return co_await std::move(body);
}

//! What the running coroutine was named, empty if it was not.
QEAGER_EXPORT QString runningName();

//! \a body begins on this stack.
template <typename T>
Ref<TaskStateBase> startHere(Coro<T> &body)
{
    const QString name = runningName();
    const StartOptions named{.name = &name};
    return startAsTask<T>(CoroAccess::release(body), &named);
}

template <typename T>
void postThere(const std::shared_ptr<TypedThreadCall<T>> &call, Coro<T> &body)
{
    const auto frame = CoroAccess::release(body);
    PromiseOwner owner = frame.promise().takeOwner();
    Coro<T> whole = runElsewhere<T>(ThreadReply(call), CoroAccess::make(frame));
    const auto root = CoroAccess::release(whole);
    root.promise().setOwner(std::move(owner));
    const QString name = runningName();
    const StartOptions named{.name = &name};
    RootOptions told(root.promise(), &named);
    told.requireHere(root, true);
    root.promise().becomeRoot();
    TaskStateBase *const task = TaskState<T>::template make<CoroPromise<T>>(root);
    task->apply(*told.options());
    call->post(*task, told.isOwnerLost());
}

template <typename T>
class OnThreadAwaiter final : public Awaiter<OnThreadAwaiter<T>>
{
public:
    OnThreadAwaiter(QThread *thread, Coro<T> &&body) noexcept : m_thread(thread), m_body(std::move(body)) {}
    ~OnThreadAwaiter() { this->giveUpIfWaiting(); }

    TaskStateBase *passesCancelTo() const noexcept override { return m_here.get(); }
    bool cancelWait(const QString &message, CancelWalk &walk) override
    {
        if (!m_call || ThreadCall::cancel(m_call, message))
            return Waiter::cancelWait(message, walk);
        this->task()->passedRequestOn();
        return false;
    }
    Awaited waitsFor() const noexcept override
    {
        return m_here ? Awaited{"task", m_here.get()} : Awaited{"thread", nullptr, m_call->taskId()};
    }

    bool await_ready()
    {
        if (m_thread == QThread::currentThread()) {
            this->m_exclusive = true;
            m_here = startHere(m_body);
            return m_here->isDone() && this->staysReady();
        }
        m_call = std::make_shared<TypedThreadCall<T>>();
        const QString why = m_call->open(m_thread);
        if (why.isEmpty())
            return false;
        m_call->setError(cancelledError(why));
        return this->staysReady();
    }
    void begin()
    {
        if (m_here) {
            m_here->addAwaiter(this);
        } else if (!this->task() || !this->task()->mustCancel()) { // or it would be asked to end at once
            m_call->waiter = this;
            postThere(m_call, m_body);
        }
    }
    T await_resume()
    {
        this->throwIfInterrupted();
        if (m_here)
            return static_cast<TaskState<T> &>(*m_here).take();
        return m_call->take();
    }

protected:
    void giveUp() noexcept override
    {
        const bool isAsked = this->task() && this->task()->isClosing(); // to end, just now
        if (!m_here) {
            ThreadCall::leave(m_call, isAsked);
            return;
        }
        this->unlink();
        if (!isAsked)
            m_here->cancel(nobodyWaits());
    }

private:
    QThread *m_thread;
    Coro<T> m_body; // until it begins
    Ref<TaskStateBase> m_here; // when that is the awaiter's own thread
    std::shared_ptr<TypedThreadCall<T>> m_call; // else
};

} // namespace QEager::detail
