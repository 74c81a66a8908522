// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Outcome<T>: what a coroutine ended with, a value or an exception, to be looked at later.

    \code
    for (const QEager::Outcome<QImage> &image : co_await QEager::gatherSettled(std::move(loads)))
        image ? show(*image) : showBroken();
    \endcode
*/

#include <qeager/detail/result.h>
#include <qeager/detail/unhandled.h>

#include <exception>
#include <utility>
#include <variant>

namespace QEager {

/*! A value of type \a T (nothing for void) or an exception (asyncio.gather(return_exceptions=True), Promise.allSettled()).

    Copyable and movable as \a T is; any thread. The exception counts as retrieved: it is not logged. */
template <typename T>
class Outcome
{
public:
    using value_type = T;

    template <typename... Args>
    explicit Outcome(std::in_place_t, Args &&...args) : m_content(std::in_place_index<0>, std::forward<Args>(args)...)
    {
    }
    explicit Outcome(std::exception_ptr error) noexcept : m_content(std::in_place_index<1>, std::move(error)) {}

    bool hasValue() const noexcept { return m_content.index() == 0; }
    explicit operator bool() const noexcept { return hasValue(); }
    //! It ended with Cancelled.
    bool isCancelled() const { return !hasValue() && detail::isCancelledError(std::get<1>(m_content)); }

    //! The value. \throws what it ended with, if that was an exception.
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
    //! The value, of one that has a value.
    const detail::Stored<T> &operator*() const noexcept { return *std::get_if<0>(&m_content); }
    const detail::Stored<T> *operator->() const noexcept { return std::get_if<0>(&m_content); }

    //! The exception, null for a value.
    std::exception_ptr exception() const noexcept { return hasValue() ? nullptr : std::get<1>(m_content); }

private:
    void throwError() const
    {
        if (!hasValue())
            std::rethrow_exception(std::get<1>(m_content));
    }
    std::variant<detail::Stored<T>, std::exception_ptr> m_content;
};

} // namespace QEager
