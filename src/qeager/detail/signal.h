// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Machinery of <qeager/signal.h>.
*/

#include <qeager/detail/promise.h>
#include <qeager/errors.h>

#include <QtCore/qobject.h>
#include <QtCore/qtimer.h>

#include <cstddef>
#include <exception>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace QEager::detail {

//! Qt's private signals end with an argument of a private type that nobody can name; its name tells.
template <typename T>
constexpr bool isPrivateSignalTag()
{
#ifdef _MSC_VER
    constexpr std::string_view name = __FUNCSIG__;
#else
    constexpr std::string_view name = __PRETTY_FUNCTION__;
#endif
    return std::is_empty_v<T> && name.find("::QPrivateSignal") != std::string_view::npos;
}

template <typename... Args>
constexpr std::size_t publicArguments()
{
    if constexpr (sizeof...(Args) == 0)
        return 0;
    else
        return sizeof...(Args) -
               (isPrivateSignalTag<std::tuple_element_t<sizeof...(Args) - 1, std::tuple<Args...>>>() ? 1 : 0);
}

template <typename Tuple>
struct SignalValue
{
    using Type = Tuple;
};
template <>
struct SignalValue<std::tuple<>>
{
    using Type = void;
};
template <typename T>
struct SignalValue<std::tuple<T>>
{
    using Type = T;
};

template <typename Class, typename... Args>
struct SignalOf
{
    template <std::size_t... I>
    static std::tuple<std::tuple_element_t<I, std::tuple<std::remove_cvref_t<Args>...>>...>
        select(std::index_sequence<I...>);
    using Indices = std::make_index_sequence<publicArguments<std::remove_cvref_t<Args>...>()>;
    using Arguments = decltype(select(Indices()));
    using Value = typename SignalValue<Arguments>::Type;
    using Object = Class;
};

//! What is no pointer to a member function that could be a signal.
struct NoSignal
{
    using Arguments = std::tuple<>;
    using Value = void;
    using Object = QObject;
};

template <typename Member>
struct SignalTraits : NoSignal
{
    static_assert(
        std::is_member_function_pointer_v<Member>,
        "signal() takes a pointer to a signal, &X::sig: this is a function object, a static or free function, "
        "or the text that SIGNAL() gives.");
    static_assert(!std::is_member_function_pointer_v<Member>,
                  "signal() takes a pointer to a signal, &X::sig, and a signal returns nothing: this is another member "
                  "function.");
};

template <typename Class, typename... Args>
struct SignalTraits<void (Class::*)(Args...)> : SignalOf<Class, Args...>
{
};
template <typename Class, typename... Args>
struct SignalTraits<void (Class::*)(Args...) const> : SignalOf<Class, Args...>
{
};
template <typename Class, typename... Args>
struct SignalTraits<void (Class::*)(Args...) noexcept> : SignalOf<Class, Args...>
{
};
template <typename Class, typename... Args>
struct SignalTraits<void (Class::*)(Args...) const noexcept> : SignalOf<Class, Args...>
{
};

class SignalListener;

//! What does not depend on the signal: one wait.
class QEAGER_EXPORT SignalWaiter : public Awaiter<SignalWaiter>
{
public:
    Awaited waitsFor() const noexcept override { return {"signal"}; }
    bool await_ready() { return !m_sender && staysReady(); }
    void begin();

protected:
    explicit SignalWaiter(const QObject *sender) noexcept
        : m_sender(const_cast<QObject *>(sender)), m_senderDied(!sender)
    {
    }
    virtual ~SignalWaiter();
    void giveUp() noexcept override;
    //! False: it is no signal.
    virtual bool connectTo(QObject *listener) = 0;
    //! True for the first emission of the wait whose listener this is. The SignalWaiter itself may be gone otherwise.
    static bool accepts(const QObject *listener);
    void emitted();
    //! In await_resume(). Throws what came instead of a value.
    void finish();

    QObject *m_sender;
    std::exception_ptr m_failure; // thrown when the arguments were copied

private:
    friend class SignalListener;
    void senderDied();
    Q_DECL_HIDDEN void leaveListener() noexcept;

    SignalListener *m_listener = nullptr;
    bool m_senderDied;
};

template <typename Sender, typename Member>
class SignalAwaiter : public SignalWaiter
{
    using Traits = SignalTraits<Member>;
    using Arguments = typename Traits::Arguments;

public:
    SignalAwaiter(Sender *sender, Member member) noexcept : SignalWaiter(sender), m_member(member) {}

    typename Traits::Value await_resume()
    {
        throwIfInterrupted();
        finish();
        if constexpr (std::tuple_size_v<Arguments> == 1)
            return std::get<0>(std::move(*m_arguments));
        else if constexpr (std::tuple_size_v<Arguments> > 1)
            return std::move(*m_arguments);
    }

protected:
    bool connectTo(QObject *listener) override { return connectTo(listener, static_cast<Arguments *>(nullptr)); }

private:
    template <typename... Args>
    bool connectTo(QObject *listener, std::tuple<Args...> *)
    {
        const auto hear = [this, listener](const Args &...args) {
            if (!accepts(listener))
                return;
            try {
                m_arguments.emplace(args...);
            } catch (...) {
                m_failure = std::current_exception();
            }
            emitted();
        };
        return bool(QObject::connect(static_cast<Sender *>(m_sender), m_member, listener, hear));
    }

    Member m_member;
    std::optional<Arguments> m_arguments;
};

//! `co_await timer`: as QCoro does, an inactive or null one is not waited for.
class TimerAwaiter final : public SignalAwaiter<QTimer, decltype(&QTimer::timeout)>
{
public:
    explicit TimerAwaiter(QTimer *timer) noexcept
        : SignalAwaiter(timer, &QTimer::timeout), m_wait(timer && timer->isActive())
    {
    }
    bool await_ready() { return !m_wait && staysReady(); }
    void await_resume()
    {
        if (m_wait)
            SignalAwaiter::await_resume();
        else
            throwIfInterrupted();
    }

private:
    bool m_wait;
};

class AwaitableTimer : public NativeAwaitable
{
public:
    explicit AwaitableTimer(QTimer *timer) noexcept : m_timer(timer) {}
    TimerAwaiter operator co_await() const { return TimerAwaiter(m_timer); }

private:
    QTimer *m_timer;
};

template <>
struct AwaitAdapter<QTimer *>
{
    static AwaitableTimer adapt(QTimer *timer) { return AwaitableTimer(timer); }
};

template <>
struct AwaitAdapter<QTimer>
{
    static AwaitableTimer adapt(QTimer &timer) { return AwaitableTimer(&timer); }
};

} // namespace QEager::detail
