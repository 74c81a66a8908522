// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The bridge to QCoro: the only header that knows QCoro::detail.
*/

#include <qeager/detail/made.h>
#include <qeager/detail/port.h>
#include <qeager/detail/promise.h>
#include <qeager/detail/ref.h>

#include <QCoroAsyncGenerator>
#include <QCoroTask>
#if __has_include(<QCoroLazyTask>)
#    include <QCoroLazyTask>
#    define QEAGER_HAS_QCORO_LAZYTASK 1
#endif

#include <atomic>
#include <coroutine>
#include <cstddef>
#include <exception>
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>

QT_BEGIN_NAMESPACE
class QIODevice;
QT_END_NAMESPACE

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

//! What `co_await a` gives: a value, or a reference that stays one. An rvalue reference need not live so long, and
//! becomes a value.
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

/*! QCoro itself completes a T: as a rule in an event of its own, where the awaiting coroutine goes on, as it would with
    QCoro. Awaitables of others may complete anywhere, and have it queued. */
template <typename T>
concept CompletedByQCoro = isNamedInQCoro<T>() || requires { typename QCoro::detail::awaiter_type_t<T>; };

/*! A wait for something foreign. A detached coroutine, the bridge, does the waiting; this is what it, the parcel on its
    way home and the awaiter share, and where the foreign awaiter is. What does not depend on the type of that is in
    qcoro.cpp. */
class QEAGER_EXPORT BridgeBase
{
public:
    explicit BridgeBase(bool byQCoro);
    Q_DISABLE_COPY_MOVE(BridgeBase)
    void ref() noexcept { m_refs.fetch_add(1, std::memory_order_relaxed); }
    void deref() noexcept
    {
        if (m_refs.fetch_sub(1, std::memory_order_acq_rel) == 1)
            destroySelf();
    }
    static void *operator new(std::size_t size);
    static void operator delete(void *memory, std::size_t size) noexcept;

    //! Starts the wait, inline.
    static void run(Ref<BridgeBase> bridge);

    Waiter *waiter = nullptr; // home thread only; null: nobody waits (any more, or yet)
    bool isDone = false; // home thread only

protected:
    ~BridgeBase();

    // What the bridge asks the foreign awaiter.
    virtual bool ready() = 0; //!< makes it first
    virtual std::coroutine_handle<> suspend(std::coroutine_handle<> bridge) = 0;
    virtual void resume() = 0; //!< keeps the result
    virtual void fail() noexcept = 0; //!< keeps what is being caught instead
    //! The wait is over: what was awaited goes before the awaiter learns of it, unless the result may refer to it.
    virtual void leave() noexcept = 0;
    virtual void destroySelf() noexcept = 0;

private:
    class Arrival;
    class End;
    struct Foreign;
    Q_DECL_HIDDEN static void completed(Ref<BridgeBase> bridge, std::coroutine_handle<> frame) noexcept;
    Q_DECL_HIDDEN void complete();

    // Memory order as in any shared pointer. What the completing thread writes comes home under the lock of a Port.
    std::atomic<int> m_refs{1};
    Port *m_home;
    const bool m_byQCoro;
};

//! The wait for an A, which is moved in, or referred to.
template <typename A>
class Bridge final : public BridgeBase
{
    static constexpr bool Moves =
        !std::is_lvalue_reference_v<A> && std::is_move_constructible_v<std::remove_cvref_t<A>>;
    using Kept = std::conditional_t<Moves, std::remove_cvref_t<A>, A &&>;
    using Outer = decltype(foreignAwaiter(std::declval<Kept>()));
    using Inner = decltype(innerAwaiter(std::declval<Outer>()));

public:
    using R = ForeignResult<A>;

    explicit Bridge(A &&awaitable) : BridgeBase(CompletedByQCoro<std::remove_cvref_t<A>>)
    {
        m_awaitable.make([&]() -> A && { return std::forward<A>(awaitable); });
    }
    R take()
    {
        if constexpr (std::is_reference_v<R>)
            return *m_result.take();
        else
            return m_result.take();
    }

protected:
    bool ready() override
    {
        const auto outer = [this]() -> Outer { return foreignAwaiter(std::forward<Kept>(m_awaitable.get())); };
        m_outer.make(outer);
        const auto inner = [this]() -> Inner { return innerAwaiter(std::forward<Outer>(m_outer.get())); };
        m_inner.make(inner);
        return m_inner.get().await_ready();
    }
    //! This may be gone once the foreign awaiter has been asked.
    std::coroutine_handle<> suspend(std::coroutine_handle<> bridge) override
    {
        using Answer = decltype(m_inner.get().await_suspend(bridge));
        if constexpr (std::is_void_v<Answer>) {
            m_inner.get().await_suspend(bridge);
            return std::noop_coroutine();
        } else if constexpr (std::is_same_v<Answer, bool>) {
            if (m_inner.get().await_suspend(bridge))
                return std::noop_coroutine();
            return bridge;
        } else {
            return m_inner.get().await_suspend(bridge);
        }
    }
    void resume() override
    {
        if constexpr (std::is_void_v<R>) {
            m_inner.get().await_resume();
            m_result.emplace();
        } else if constexpr (std::is_reference_v<R>) {
            m_result.emplace(std::addressof(m_inner.get().await_resume()));
        } else {
            m_result.emplace(m_inner.get().await_resume());
        }
    }
    void fail() noexcept override { m_result.setCurrentException(); }
    void leave() noexcept override
    {
        if (std::is_reference_v<R> && m_result.hasValue())
            return;
        m_inner.clear();
        m_outer.clear();
        m_awaitable.clear();
    }
    void destroySelf() noexcept override { delete this; }

private:
    Made<Kept> m_awaitable;
    Made<Outer> m_outer; // what is awaited
    Made<Inner> m_inner; // what its `operator co_await` gave, or itself
    Result<std::conditional_t<std::is_reference_v<R>, std::remove_reference_t<R> *, R>> m_result;
};

//! Out of line: a program has the code of QCoro's vector once, not once for each type of result.
Q_NEVER_INLINE inline void addAwaiting(QCoro::detail::TaskPromiseBase &promise, std::coroutine_handle<> awaiter)
{
    promise.addAwaitingCoroutine(awaiter);
}

template <typename T>
inline constexpr bool IsQCoroTask = false;
template <typename T>
inline constexpr bool IsQCoroTask<QCoro::Task<T>> = true;

[[noreturn]] QEAGER_EXPORT void throwEmptyTask();

/*! The same for a QCoro::Task, by far the most frequent: its awaiter holds nothing but its handle. So there is less
    code for each type of result. One that is referred to may go before it ends. */
template <typename A>
    requires IsQCoroTask<std::remove_cvref_t<A>>
class Bridge<A> final : public BridgeBase
{
    using Task = std::remove_cvref_t<A>;
    using Awaiter = decltype(std::declval<const Task &>().operator co_await());
    class TaskAwaiter : public Awaiter
    {
    public:
        explicit TaskAwaiter(const Task &task) noexcept : Awaiter(task.operator co_await()) {}
        //! \throws InvalidState when there is nothing that could end.
        bool isDone() const
        {
            if (!this->mAwaitedCoroutine)
                throwEmptyTask();
            return this->mAwaitedCoroutine.done();
        }
        void add(std::coroutine_handle<> bridge) { addAwaiting(this->mAwaitedCoroutine.promise(), bridge); }
    };

public:
    using R = typename Task::value_type;
    explicit Bridge(A &&task) : BridgeBase(true), m_awaiter(task), m_task(std::forward<A>(task)) {}
    R take() { return m_result.take(); }

protected:
    bool ready() override { return m_awaiter.isDone(); }
    std::coroutine_handle<> suspend(std::coroutine_handle<> bridge) override
    {
        m_awaiter.add(bridge);
        return std::noop_coroutine();
    }
    void resume() override
    {
        if constexpr (std::is_void_v<R>) {
            m_awaiter.await_resume();
            m_result.construct();
        } else {
            m_result.construct(m_awaiter.await_resume());
        }
    }
    void fail() noexcept override { m_result.setCurrentException(); }
    void leave() noexcept override
    {
        if constexpr (!std::is_reference_v<A>)
            m_task = Task();
    }
    void destroySelf() noexcept override { delete this; }

private:
    TaskAwaiter m_awaiter;
    A m_task; // moved in, or a reference, which is not used
    Result<R> m_result;
};

//! Waits for a bridge. Out of line, because a program has many awaits of this kind.
class QEAGER_EXPORT BridgeWaiter final : public Awaiter<BridgeWaiter>
{
public:
    BridgeWaiter();
    ~BridgeWaiter();
    Awaited waitsFor() const noexcept override { return {"QCoro"}; }
    //! Starts \a bridge, of which it takes over the maker's reference. True: it need not be waited for.
    bool runs(BridgeBase *bridge);
    void begin();
    //! The wait is over. Throws what was thrown into the task meanwhile, if anything was.
    BridgeBase &ended();

protected:
    void giveUp() noexcept override;

private:
    Ref<BridgeBase> m_bridge;
};

template <typename A>
class BridgeAwaiter
{
public:
    explicit BridgeAwaiter(A &&awaitable) : m_awaitable(std::forward<A>(awaitable)) {}
    Q_NEVER_INLINE bool await_ready() { return m_waiter.runs(new Bridge<A>(std::forward<A>(m_awaitable))); }
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> handle)
    {
        m_waiter.await_suspend(handle);
    }
    typename Bridge<A>::R await_resume() { return static_cast<Bridge<A> &>(m_waiter.ended()).take(); }

private:
    BridgeWaiter m_waiter;
    A &&m_awaitable; // as a temporary it lives until the end of the co_await expression
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

//! Whatever has no adapter of its own is QCoro's. What its generators give has one (generator.h), and so have devices
//! (device.h).
template <typename T>
    requires(QCoroCanAwait<T> && !std::is_base_of_v<QCoro::detail::IteratorAwaitableBase, T> &&
             !std::is_convertible_v<T *, QIODevice *>)
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
