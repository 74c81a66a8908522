// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    QObject::connect() drops what a slot returns. A Coro would never run then, so it refuses one, in a sentence.

    Which of Qt's templates sees the slot's return type depends on its version: both are told, and declared here for
    those that lack one.
*/

#include <QtCore/qobjectdefs.h>

namespace QEager {

template <typename T>
class Coro;

namespace detail {
template <typename T>
struct DroppedBySlot
{
    static_assert(!sizeof(T *),
                  "A slot that returns a Coro never runs it: return a QEager::ValueTask, which starts itself, or start "
                  "it with QEager::eager() in a slot that returns nothing.");
};
} // namespace detail

} // namespace QEager

QT_BEGIN_NAMESPACE
namespace QtPrivate {

template <typename T>
struct ApplyReturnValue;
template <typename Slot, typename Signal>
struct AreArgumentsCompatible;

//! Of what slot and signal return: connect() in every Qt 6.
template <typename T>
struct AreArgumentsCompatible<QEager::Coro<T>, void> : QEager::detail::DroppedBySlot<QEager::Coro<T>>
{
    enum { value = true };
};

} // namespace QtPrivate
QT_END_NAMESPACE

namespace QEager {

//! How older ones of them call a function, that of QTimer::singleShot(), too, whose result is dropped.
template <typename T>
void operator,(Coro<T> &&, const QtPrivate::ApplyReturnValue<void> &)
{
    static_cast<void>(detail::DroppedBySlot<Coro<T>>());
}

} // namespace QEager
