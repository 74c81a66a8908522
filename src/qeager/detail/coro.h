// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Machinery of <qeager/coro.h>.
*/

#include <qeager/coro.h>
#include <qeager/detail/start.h>
#include <qeager/detail/taskawaiter.h>

namespace QEager {

namespace detail {

template <typename T>
class CoroPromise final : public OwnedPromise<T, false>, public Returns<T, CoroPromise<T>>
{
public:
    using OwnedPromise<T, false>::OwnedPromise;
    Result<T> &target() noexcept { return this->result; }
    Coro<T> get_return_object() noexcept { return Coro<T>(std::coroutine_handle<CoroPromise>::from_promise(*this)); }
    std::suspend_always initial_suspend() const noexcept { return {}; }

    // What the body ends with: nobody but its awaiter, or task, wants the frame, or nobody at all.
#ifdef Q_CC_CLANG // the promise is its own awaiter: nothing of that is in the frame
    CoroPromise &final_suspend() noexcept { return *this; }
    Q_ALWAYS_INLINE bool await_ready() noexcept
    {
        return this->isStart(this->m_link) && this->endStart(this->startOf(this->m_link));
    }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<>) const noexcept { return transfer(this->awaiter()); }
    void await_resume() const noexcept {}
#else // GCC would copy it, and keeps whatever refers to it in the frame
    struct FinalAwaiter
    {
        quintptr link; // the promise's
        Q_ALWAYS_INLINE bool await_ready() noexcept
        {
            if (!CoroPromise::isStart(link))
                return false;
            ResultStart<T> &start = CoroPromise::startOf(link);
            CoroPromise &promise = std::coroutine_handle<CoroPromise>::from_address(start.root.address()).promise();
            if (promise.endStart(start))
                return true;
            link = promise.m_link;
            return false;
        }
        std::coroutine_handle<> await_suspend(std::coroutine_handle<>) const noexcept
        {
            return transfer(std::coroutine_handle<>::from_address(reinterpret_cast<void *>(link)));
        }
        void await_resume() const noexcept {}
    };
    FinalAwaiter final_suspend() const noexcept { return {this->m_link}; }
#endif
};

struct CoroAccess
{
    template <typename T>
    static Coro<T> make(std::coroutine_handle<CoroPromise<T>> frame) noexcept
    {
        return Coro<T>(frame);
    }
    //! Takes the frame out: from here on the caller owns it.
    template <typename T>
    static std::coroutine_handle<CoroPromise<T>> release(Coro<T> &coro)
    {
        if (!coro.m_handle) [[unlikely]]
            throwEmptyCoro();
        return std::exchange(coro.m_handle, {});
    }
    //! The same, but nothing is checked: empty if \a coro is.
    template <typename T>
    static std::coroutine_handle<CoroPromise<T>> releaseAny(Coro<T> &coro) noexcept
    {
        return std::exchange(coro.m_handle, {});
    }
    //! The same, for an awaiter: an owner counts no longer, unless it has died already.
    template <typename T>
    static std::coroutine_handle<CoroPromise<T>> releaseToAwait(Coro<T> &coro)
    {
        const auto handle = release(coro);
        if (handle.promise().hasOwner()) [[unlikely]]
            return std::coroutine_handle<CoroPromise<T>>::from_address(leaveOwner(handle.promise(), handle));
        return handle;
    }
};

/*! Awaiting a Coro in a coroutine of ours: it runs in the awaiter's place, in the same task. It is always suspended
    meanwhile.

    The awaiter owns the frame from the moment of the `co_await`, so a destroyed awaiting frame takes it along.
*/
template <typename T>
class CoroAwaiter
{
public:
    explicit CoroAwaiter(std::coroutine_handle<CoroPromise<T>> handle) noexcept : m_handle(handle) {}
    Q_DISABLE_COPY_MOVE(CoroAwaiter)
    ~CoroAwaiter() { m_handle.destroy(); }

    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiter) const noexcept
    {
        const auto handle = m_handle; // read once
        handle.promise().setAwaiter(awaiter);
        return transfer(handle);
    }
    T await_resume() { return m_handle.promise().result.takeOut(); }

private:
    std::coroutine_handle<CoroPromise<T>> m_handle;
};

template <typename T>
inline constexpr bool RunsInPlace<Coro<T>> = true;

template <typename T>
struct AwaitAdapter<Coro<T>>
{
    static CoroAwaiter<T> adapt(Coro<T> &coro) { return CoroAwaiter<T>(CoroAccess::releaseToAwait(coro)); }
    static CoroAwaiter<T> adapt(Coro<T> &&coro) { return CoroAwaiter<T>(CoroAccess::releaseToAwait(coro)); }
};

//! Awaiting a Coro in a foreign coroutine: it is started eagerly, as a task of its own.
template <typename T>
class ForeignCoroAwaiter final : public TakingAwaiter<T>
{
public:
    explicit ForeignCoroAwaiter(std::coroutine_handle<CoroPromise<T>> handle) : TakingAwaiter<T>(startAsTask<T>(handle))
    {
    }
};

} // namespace detail

template <typename T>
detail::ForeignCoroAwaiter<T> Coro<T>::operator co_await()
{
    return detail::ForeignCoroAwaiter<T>(detail::CoroAccess::release(*this));
}

} // namespace QEager
