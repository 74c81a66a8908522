// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Whether a value can be copied. A standard container says it can, whatever it contains; this looks inside.
*/

#include <concepts>
#include <ranges>
#include <type_traits>

namespace QEager::detail {

template <typename T>
struct IsCopyable : std::is_copy_constructible<T>
{
};

template <std::ranges::range T>
    requires(!std::same_as<std::ranges::range_value_t<T>, T>)
struct IsCopyable<T>
    : std::bool_constant<std::is_copy_constructible_v<T> && IsCopyable<std::ranges::range_value_t<T>>::value>
{
};

template <typename T>
concept Copyable = IsCopyable<T>::value;

} // namespace QEager::detail
