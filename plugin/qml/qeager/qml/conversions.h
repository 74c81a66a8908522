// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    How C++ values become QML values. A QmlTask converts the value of its coroutine by this table:

    | C++ | QML |
    |---|---|
    | `void`, `std::monostate` | undefined |
    | `QVariant`, `QJSValue` | what is in it |
    | a type that QVariant knows: built in, Q_GADGET, Q_ENUM, Q_DECLARE_METATYPE | as in a property of that type |
    | a pointer to a QObject | the object, null once it is destroyed |
    | `std::optional<T>` | as T; undefined when empty |
    | `QList<T>`, `std::vector<T>`, `std::tuple<T...>`, `std::pair<A, B>` | an array of what T becomes |

    **Ownership of a QObject** is as for the return value of a Q_INVOKABLE: when an object without a parent is first
    handed to JavaScript, the engine becomes its owner, unless QQmlEngine::setObjectOwnership() said otherwise. A
    QmlTask that has handed it out keeps it from being collected. An object that was never handed out still belongs to
    whoever owned it.
*/

#include <qeager/qml/global.h>

#include <QtCore/qlist.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qobject.h>
#include <QtCore/qpointer.h>
#include <QtCore/qvariant.h>
#include <QtQml/qjsvalue.h>

#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace QEager {

namespace detail {

template <typename T>
inline constexpr bool IsOptional = false;
template <typename T>
inline constexpr bool IsOptional<std::optional<T>> = true;

template <typename T>
inline constexpr bool IsArray = false;
template <typename T>
inline constexpr bool IsArray<QList<T>> = true;
template <typename T>
inline constexpr bool IsArray<std::vector<T>> = true;

template <typename T>
inline constexpr bool IsTuple = false;
template <typename... T>
inline constexpr bool IsTuple<std::tuple<T...>> = true;
template <typename A, typename B>
inline constexpr bool IsTuple<std::pair<A, B>> = true;

//! Returns \a value with QObjects as QPointers, in a list, too.
QEAGER_QML_EXPORT QVariant watched(const QVariant &value);

} // namespace detail

//! Returns \a value as the QVariant that a QmlTask keeps, with QObjects as QPointer<QObject>. A type that is not in the
//! table above does not compile.
template <typename T>
QVariant toVariant(const T &value)
{
    if constexpr (std::is_same_v<T, QVariant>) {
        return detail::watched(value);
    } else if constexpr (std::is_same_v<T, std::monostate>) {
        return {};
    } else if constexpr (std::is_pointer_v<T> && std::is_convertible_v<T, const QObject *>) {
        static_assert(std::is_convertible_v<T, QObject *>,
                      "QML cannot have a pointer to a const QObject: let the coroutine return one that is not const.");
        return QVariant::fromValue(QPointer<QObject>(value));
    } else if constexpr (detail::IsOptional<T>) {
        return value ? toVariant(*value) : QVariant();
    } else if constexpr (detail::IsArray<T>) {
        QVariantList list;
        list.reserve(qsizetype(value.size()));
        for (const typename T::value_type &each : value)
            list.append(toVariant(each));
        return list;
    } else if constexpr (detail::IsTuple<T>) {
        return std::apply([](const auto &...each) { return QVariantList{toVariant(each)...}; }, value);
    } else {
        constexpr bool known = QMetaTypeId2<T>::Defined && std::is_copy_constructible_v<T>;
        static_assert(known,
                      "QML does not know the result type of this coroutine: make it a Q_GADGET, or declare it with "
                      "Q_DECLARE_METATYPE, or return a QVariant. It must have a default and a copy constructor.");
        if constexpr (known) // one message is enough
            return QVariant::fromValue(value);
        else
            return {};
    }
}

} // namespace QEager
