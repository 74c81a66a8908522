// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The promise of every coroutine of ours: where its result is, who continues when it ends, and what a
    `co_await` in its body means.
*/

#include <qeager/detail/result.h>
#include <qeager/detail/threadstate.h>
#include <qeager/detail/waiter.h>

#include <QtCore/qobject.h>
#include <QtCore/qpointer.h>

#include <concepts>
#include <coroutine>
#include <cstddef>
#include <exception>
#include <memory>
#include <source_location>
#include <type_traits>
#include <utility>

namespace QEager::detail {

/*! How a type that is not ours is awaited: `static auto adapt(T &&)` makes a native awaitable of it.

    Specialized beside each awaitable (durations in sleep.h, QFuture in future.h, QTimer in signal.h);
    the primary template, in qcoro.h, awaits whatever QCoro can through a bridge. The customization point
    keeps the promise ignorant of all of them.
*/
template <typename T>
struct AwaitAdapter;

//! True of a Coro: it runs in its awaiter's place, and so nobody will ask where that waits, but where the Coro does.
template <typename T>
inline constexpr bool RunsInPlace = false;

//! Out of line, because every coroutine of the user's has it and hardly one needs it.
struct FreeOwner
{
    void operator()(QPointer<QObject> *owner) const noexcept { rarely(owner); }
    QEAGER_EXPORT static bool isLost(const QPointer<QObject> &owner) noexcept;

private:
    QEAGER_EXPORT static void free(QPointer<QObject> *owner) noexcept;
    QEAGER_RARELY static void rarely(QPointer<QObject> *owner) noexcept { free(owner); }
};

class PromiseBase : public NativePromise
{
public:
    PromiseBase() noexcept = default;
    /*! The parameters of the coroutine, its object first: a QObject becomes its owner. Not constrained, and a template, because
        GCC 12 would otherwise not choose it for member functions. */
    template <typename Self, typename... Args>
    explicit PromiseBase(Self &self, Args &&...)
    {
        if constexpr (std::is_convertible_v<Self *, const QObject *>)
            setOwner(const_cast<std::remove_const_t<Self> *>(&self));
    }
    //! The object it is a member function of has died before it began: no line of it may run.
    bool hasLostOwner() const noexcept { return owner && FreeOwner::isLost(*owner); }
    void setOwner(QObject *object) { owner.reset(new QPointer<QObject>(object)); }

    static void *operator new(std::size_t size) { return threadState().pool.allocate(size); }
    static void operator delete(void *memory, std::size_t size) noexcept
    {
        threadState().pool.deallocate(memory, size);
    }

    template <typename A>
        requires RunsInPlace<std::remove_cvref_t<A>>
    decltype(auto) await_transform(A &&awaitable)
    {
        return AwaitAdapter<std::remove_cvref_t<A>>::adapt(std::forward<A>(awaitable));
    }
    template <typename A>
        requires(!RunsInPlace<std::remove_cvref_t<A>>)
    decltype(auto) await_transform(A &&awaitable, std::source_location where = std::source_location::current())
    {
        place = where;
        using Plain = std::remove_cvref_t<A>;
        if constexpr (Native<Plain>) {
            return std::forward<A>(awaitable);
        } else {
            static_assert(
                requires { sizeof(AwaitAdapter<Plain>); },
                "This type cannot be awaited with the headers included so far: include <qeager/qcoro.h> "
                "for what QCoro can await, <qeager/future.h> for a QFuture, <qeager/sleep.h> for a duration.");
            return AwaitAdapter<Plain>::adapt(std::forward<A>(awaitable));
        }
    }

    std::unique_ptr<QPointer<QObject>, FreeOwner> owner; // of a member function of a QObject, if a start begins here
    std::source_location place; // of the last co_await that may have waited
};

template <typename T>
class ResultPromise : public PromiseBase
{
public:
    using PromiseBase::PromiseBase;
    void unhandled_exception() noexcept { result.setError(std::current_exception()); }

    template <typename U = T>
        requires std::constructible_from<T, U &&>
    void return_value(U &&value) noexcept(std::is_nothrow_constructible_v<T, U &&>)
    {
        result.construct(std::forward<U>(value));
    }

    Result<T> result;
};

template <>
class ResultPromise<void> : public PromiseBase
{
public:
    using PromiseBase::PromiseBase;
    void unhandled_exception() noexcept { result.setError(std::current_exception()); }
    void return_void() noexcept { result.construct(); }

    Result<void> result;
};

} // namespace QEager::detail
