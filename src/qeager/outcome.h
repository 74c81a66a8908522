// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Outcome<T>: what a coroutine ended with, a value or an exception, for you to look at later.

    \code
    for (const QEager::Outcome<QImage> &image : co_await QEager::gatherSettled(std::move(loads)))
        image ? show(*image) : showBroken();
    \endcode
*/

#include <qeager/detail/failure.h>
#include <qeager/detail/result.h>

#include <exception>
#include <memory>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

namespace QEager {

namespace detail {

//! The exception of an outcome. A move copies it, so that it is never null.
class SharedFailure
{
public:
    explicit SharedFailure(std::shared_ptr<Failure> failure) noexcept : m_failure(std::move(failure)) {}
    SharedFailure(const SharedFailure &) noexcept = default;
    SharedFailure &operator=(const SharedFailure &) noexcept = default;
    ~SharedFailure() = default;
    Failure &operator*() const noexcept { return *m_failure; }

private:
    std::shared_ptr<Failure> m_failure;
};

struct OutcomeAccess;

} // namespace detail

/*! A value of type \a T (nothing for void) or an exception (asyncio.gather(return_exceptions=True),
    Promise.allSettled()).

    It can be copied and moved if \a T can, and may be used on any thread. The exception counts as retrieved as soon as
    somebody has been given the outcome. If a gatherSettled() is cancelled or dropped unread, the exceptions in its
    outcomes are logged with the names of their parts.
*/
template <typename T>
class Outcome
{
public:
    using value_type = T;

    template <typename... Args>
    explicit Outcome(std::in_place_t, Args &&...args) : m_content(std::in_place_index<0>, std::forward<Args>(args)...)
    {
    }
    explicit Outcome(std::exception_ptr error)
        : m_content(std::in_place_index<1>, std::make_shared<detail::Failure>(std::move(error), QString(), true))
    {
    }

    bool hasValue() const noexcept { return m_content.index() == 0; }
    explicit operator bool() const noexcept { return hasValue(); }
    //! Returns true if it is an exception, and that is Cancelled.
    bool isCancelled() const { return !hasValue() && detail::isCancelledError(failure().error); }

    //! Returns the value. \throws the exception, if it is one.
    decltype(auto) value() const &
    {
        throwError();
        if constexpr (!std::is_void_v<T>)
            return std::as_const(std::get<0>(m_content));
    }
    T value() &&
    {
        throwError();
        if constexpr (!std::is_void_v<T>)
            return std::move(std::get<0>(m_content));
    }
    //! Returns the value. Call this only if there is one.
    const detail::Stored<T> &operator*() const noexcept { return *std::get_if<0>(&m_content); }
    const detail::Stored<T> *operator->() const noexcept { return std::get_if<0>(&m_content); }

    //! Returns the exception, or null for a value.
    std::exception_ptr exception() const noexcept { return hasValue() ? nullptr : failure().error; }

private:
    friend detail::OutcomeAccess;
    explicit Outcome(detail::SharedFailure failure) noexcept : m_content(std::in_place_index<1>, std::move(failure)) {}
    detail::Failure &failure() const { return *std::get<1>(m_content); }
    void throwError() const
    {
        if (!hasValue())
            std::rethrow_exception(failure().error);
    }
    std::variant<detail::Stored<T>, detail::SharedFailure> m_content;
};

namespace detail {

struct OutcomeAccess
{
    //! Makes the outcome of a part that failed. Nobody has been given it unless \a observed.
    template <typename T>
    static Outcome<T> make(std::exception_ptr error, QString name, bool observed)
    {
        return Outcome<T>(SharedFailure(std::make_shared<Failure>(std::move(error), std::move(name), observed)));
    }
    template <typename T>
    static void given(const Outcome<T> &outcome) noexcept
    {
        if (!outcome.hasValue())
            outcome.failure().observed = true;
    }
};

template <typename T>
struct Delivery<std::vector<Outcome<T>>>
{
    static void given(const std::vector<Outcome<T>> &outcomes) noexcept
    {
        for (const Outcome<T> &each : outcomes)
            OutcomeAccess::given(each);
    }
};
template <typename... T>
struct Delivery<std::tuple<Outcome<T>...>>
{
    static void given(const std::tuple<Outcome<T>...> &outcomes) noexcept
    {
        std::apply([](const auto &...each) { (OutcomeAccess::given(each), ...); }, outcomes);
    }
};

} // namespace detail

} // namespace QEager
