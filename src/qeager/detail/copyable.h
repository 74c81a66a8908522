// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Whether a value can be copied. A standard container says it can, whatever it contains; this looks inside.
*/

#include <qeager/global.h> // moc stops at <concepts> when nothing was included before

#include <concepts>
#include <iterator> // <ranges> would be ten times as long
#include <type_traits>
#include <utility>

namespace QEager::detail {

template <typename T>
struct IsCopyable : std::is_copy_constructible<T>
{
};

//! What a range of this kind holds.
template <typename T>
using ElementOf = std::iter_value_t<decltype(std::begin(std::declval<T &>()))>;

template <typename T>
    requires(!std::same_as<ElementOf<T>, T>)
struct IsCopyable<T> : std::bool_constant<std::is_copy_constructible_v<T> && IsCopyable<ElementOf<T>>::value>
{
};

template <typename T>
concept Copyable = IsCopyable<T>::value;

} // namespace QEager::detail
