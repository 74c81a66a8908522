// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Machinery of <qeager/onthread.h>: what is to run, and the awaiter.
*/

#include <qeager/detail/threadcall.h>
#include <qeager/detail/thenresult.h>
#include <qeager/startable.h>

#include <QtCore/qpointer.h>
#include <QtCore/qthread.h>

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

/*! The object of a member function, as far as its death can be noticed. It may live on the other thread, so nothing of
    it but that is looked at before the call. */
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

// -- awaiting it

//! \a body begins on this stack.
template <typename T>
Ref<TaskStateBase> startHere(Coro<T> &body)
{
    const QString name = runningName();
    const StartOptions named{.name = &name};
    return startAsTask<T>(CoroAccess::release(body), &named);
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
            m_here->addListener(this);
        } else if (!this->task() || !this->task()->mustCancel()) { // or it would be asked to end at once
            postThere(m_call, m_body);
            m_call->waiter = this;
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
