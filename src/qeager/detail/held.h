// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What the library's own coroutines are given of the user's: functions, arguments, ranges.
*/

#include <memory>
#include <type_traits>
#include <utility>

namespace QEager::detail {

/*! A T that can be moved without an exception: one that cannot is on the heap. Whatever its copy or move throws,
    reaches whoever makes this.

    Clang 19 uses the frame of a coroutine after it has freed it, when moving a parameter into it throws. */
template <typename T>
class Held
{
    static constexpr bool IsHere = std::is_nothrow_move_constructible_v<T> || std::is_reference_v<T>;

public:
    template <typename From>
    explicit Held(std::in_place_t, From &&from) : m_value(make(std::forward<From>(from)))
    {
    }

    T &operator*() noexcept
    {
        if constexpr (IsHere)
            return m_value;
        else
            return *m_value;
    }
    //! Gives it away; a reference stays one.
    T &&take() noexcept { return static_cast<T &&>(**this); }

private:
    template <typename From>
    static decltype(auto) make(From &&from)
    {
        if constexpr (IsHere)
            return std::forward<From>(from);
        else
            return std::make_unique<T>(std::forward<From>(from));
    }
    std::conditional_t<IsHere, T, std::unique_ptr<T>> m_value;
};

//! Of an argument that is copied or moved in, as for std::thread.
template <typename From>
Held<std::decay_t<From>> hold(From &&from)
{
    return Held<std::decay_t<From>>(std::in_place, std::forward<From>(from));
}

} // namespace QEager::detail
