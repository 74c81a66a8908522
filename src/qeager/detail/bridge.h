// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The bridge to QCoro: the only header that knows QCoro::detail.
*/

#include <qeager/detail/port.h>
#include <qeager/detail/promise.h>

#include <QCoroAsyncGenerator>
#include <QCoroTask>
#if __has_include(<QCoroLazyTask>)
#    include <QCoroLazyTask>
#    define QEAGER_HAS_QCORO_LAZYTASK 1
#endif

#include <coroutine>
#include <exception>
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>

namespace QCoro {
class ThreadContext; // what moveToThread() returns, in <QCoroThread>
}

namespace QEager::detail {

//! \a A is something a coroutine awaits as it is; otherwise QCoro has an awaiter type for it.
template <typename A>
concept DirectlyAwaitable = QCoro::Awaitable<A>;

template <typename A>
decltype(auto) foreignAwaiter(A &&awaitable)
{
    using Plain = std::remove_cvref_t<A>;
    if constexpr (DirectlyAwaitable<Plain>)
        return std::forward<A>(awaitable);
    else
        return QCoro::detail::awaiter_type_t<Plain>(std::forward<A>(awaitable));
}

template <typename R>
struct BridgedResult
{
    using Type = std::remove_cvref_t<R>;
};
template <typename R>
struct BridgedResult<R &>
{
    using Type = R &;
};

//! What `co_await a` gives: a value, or a reference that stays one. An rvalue reference need not live so long, and becomes a value.
template <typename A>
using ForeignResult = BridgedResult<decltype(innerAwaiter(foreignAwaiter(std::declval<A>())).await_resume())>::Type;

//! A T is a class in namespace QCoro.
template <typename T>
consteval bool isNamedInQCoro()
{
    // GCC: "… [with T = QCoro::Task<int>]", Clang: "… [T = QCoro::Task<int>]".
    constexpr std::string_view function = Q_FUNC_INFO;
    constexpr std::string_view name = "T = ";
    const auto found = function.find(name);
    return found != function.npos && function.substr(found + name.size()).starts_with("QCoro::");
}

/*! QCoro itself completes a T: as a rule in an event of its own, where the awaiting coroutine goes on, as it would with QCoro. Awaitables of
    others may complete anywhere, and have it queued. */
template <typename T>
concept CompletedByQCoro = isNamedInQCoro<T>() || requires { typename QCoro::detail::awaiter_type_t<T>; };

//! What the bridge, the parcel on its way home and the awaiter share.
class QEAGER_EXPORT BridgeBase
{
public:
    explicit BridgeBase(bool byQCoro);
    Q_DISABLE_COPY_MOVE(BridgeBase)
    virtual ~BridgeBase();

    /*! Any thread: the outcome is there, and nothing is left of the bridge but its suspended \a frame, which goes before the awaiter learns
        of it (on its own thread), or, if it is \a kept, with the BridgeBase. */
    static void completed(std::shared_ptr<BridgeBase> bridge, std::coroutine_handle<> frame, bool kept) noexcept;

    Waiter *waiter = nullptr; // home thread only; null: nobody waits (any more, or yet)
    bool isDone = false; // home thread only

private:
    class Arrival;
    void complete();

    Port *m_home;
    std::coroutine_handle<> m_kept;
    const bool m_byQCoro;
};

template <typename R>
class Bridge final : public BridgeBase
{
public:
    using BridgeBase::BridgeBase;
    R take() { return result.take(); }

    Result<R> result;
};

template <typename R>
class Bridge<R &> final : public BridgeBase
{
public:
    using BridgeBase::BridgeBase;
    R &take() { return *result.take(); }

    Result<R *> result;
};

//! The last thing that a bridge awaits: from here on it is only in the way.
template <typename R>
class BridgeEnd
{
public:
    explicit BridgeEnd(std::shared_ptr<Bridge<R>> &bridge) noexcept : m_bridge(std::move(bridge)) {}
    //! What is referred to may be a part of the frame, which is kept.
    template <typename T>
    BridgeEnd(std::shared_ptr<Bridge<R>> &bridge, T &result) noexcept : m_bridge(std::move(bridge)), m_kept(true)
    {
        m_bridge->result.emplace(std::addressof(result));
    }
    bool await_ready() const noexcept { return false; }
    // Not inline: nothing that it has may be where the frame is.
    Q_NEVER_INLINE void await_suspend(std::coroutine_handle<> frame) noexcept
    {
        BridgeBase::completed(std::move(m_bridge), frame, m_kept);
    }
    void await_resume() const noexcept {}

private:
    std::shared_ptr<Bridge<R>> m_bridge;
    bool m_kept = false;
};

//! A coroutine nobody holds: its end frees it.
struct Detached
{
    struct promise_type
    {
        static void *operator new(std::size_t size) { return threadState().pool.allocate(size); }
        static void operator delete(void *memory, std::size_t size) noexcept
        {
            threadState().pool.deallocate(memory, size);
        }
        Detached get_return_object() const noexcept { return {}; }
        std::suspend_never initial_suspend() const noexcept { return {}; }
        std::suspend_never final_suspend() const noexcept { return {}; }
        void return_void() const noexcept {}
        void unhandled_exception() const noexcept { std::terminate(); } // the body catches everything
    };
};

//! \a Kept is a value for an awaitable moved in, a reference for one that stays where it is.
template <typename Kept, typename R>
Detached runBridge(Kept awaitable, std::shared_ptr<Bridge<R>> bridge)
{
    try {
        // By name: GCC 12 copies an awaiter that a function returns by reference.
        decltype(auto) awaiter = foreignAwaiter(std::forward<Kept>(awaitable));
        if constexpr (std::is_void_v<R>) {
            co_await static_cast<decltype(awaiter) &&>(awaiter);
            bridge->result.emplace();
        } else if constexpr (std::is_reference_v<R>) {
            // Within the expression, as long as which its temporaries live.
            co_await BridgeEnd<R>(bridge, co_await static_cast<decltype(awaiter) &&>(awaiter));
        } else {
            bridge->result.emplace(co_await static_cast<decltype(awaiter) &&>(awaiter));
        }
    } catch (...) {
        bridge->result.setError(std::current_exception());
    }
    co_await BridgeEnd<R>(bridge);
}

template <typename A>
class BridgeAwaiter final : public Awaiter<BridgeAwaiter<A>>
{
    static constexpr bool Moves =
        !std::is_lvalue_reference_v<A> && std::is_move_constructible_v<std::remove_cvref_t<A>>;
    using Kept = std::conditional_t<Moves, std::remove_cvref_t<A>, A &&>;
    using R = ForeignResult<A>;

public:
    explicit BridgeAwaiter(A &&awaitable) : m_awaitable(std::forward<A>(awaitable)) {}
    ~BridgeAwaiter() { this->giveUpIfWaiting(); }

    //! Starts the foreign wait, inline.
    bool await_ready()
    {
        m_bridge = std::make_shared<Bridge<R>>(CompletedByQCoro<std::remove_cvref_t<A>>);
        runBridge<Kept, R>(std::forward<A>(m_awaitable), m_bridge);
        return m_bridge->isDone && this->staysReady();
    }
    Awaited waitsFor() const noexcept override { return {"QCoro"}; }
    void begin() { m_bridge->waiter = this; }
    R await_resume()
    {
        this->throwIfInterrupted();
        return m_bridge->take();
    }

protected:
    void giveUp() noexcept override { m_bridge->waiter = nullptr; }

private:
    A &&m_awaitable; // as a temporary it lives until the end of the co_await expression
    std::shared_ptr<Bridge<R>> m_bridge;
};

template <typename A>
class ForeignAwaitable : public NativeAwaitable
{
public:
    explicit ForeignAwaitable(A &&awaitable) : m_awaitable(std::forward<A>(awaitable)) {}
    BridgeAwaiter<A> operator co_await() { return BridgeAwaiter<A>(std::forward<A>(m_awaitable)); }

private:
    A &&m_awaitable;
};

template <typename T>
concept QCoroCanAwait = DirectlyAwaitable<T> || requires { typename QCoro::detail::awaiter_type_t<T>; };

//! Whatever has no adapter of its own is QCoro's. What its generators give has one (generator.h).
template <typename T>
    requires(QCoroCanAwait<T> && !std::is_base_of_v<QCoro::detail::IteratorAwaitableBase, T>)
struct AwaitAdapter<T>
{
    template <typename A>
        requires requires { typename ForeignResult<A>; }
    static ForeignAwaitable<A> adapt(A &&awaitable)
    {
        return ForeignAwaitable<A>(std::forward<A>(awaitable));
    }
};

//! It would move the bridge, and leave the coroutine where it is.
template <>
struct AwaitAdapter<QCoro::ThreadContext>
{
    template <typename A>
    static std::suspend_never adapt(A &&)
    {
        static_assert(!std::is_same_v<std::remove_cvref_t<A>, QCoro::ThreadContext>,
                      "A coroutine of QEager stays on its thread: QCoro::moveToThread() cannot move it. Write co_await "
                      "QEager::offload(function) to run a function that blocks on a thread pool, or co_await "
                      "QEager::onThread(thread, function, arguments...) to run a coroutine on another thread.");
        return {};
    }
};

} // namespace QEager::detail
