// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What QML sees of a C++ value: the value of a QmlTask, by the type of its coroutine.

    | C++ | QML |
    |---|---|
    | `void`, `std::monostate` | undefined |
    | `QVariant`, `QJSValue` | what is in it |
    | a type that QVariant knows: built in, Q_GADGET, Q_ENUM, Q_DECLARE_METATYPE | as in a property of that type |
    | a pointer to a QObject | the object, null once it is destroyed |
    | `std::optional<T>` | as T; undefined when empty |
    | `QList<T>`, `std::vector<T>`, `std::tuple<T...>`, `std::pair<A, B>` | an array of what T gives |

    **Ownership of a QObject** is as for the return value of a Q_INVOKABLE: the first time it is handed to JavaScript,
    an object without a parent becomes the engine's, unless QQmlEngine::setObjectOwnership() said otherwise. A QmlTask
    that handed it out keeps it from being collected. Never handed out, it is still whoever's it was.
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

//! \a value, with QObjects as QPointers, in a list, too.
QEAGER_QML_EXPORT QVariant watched(const QVariant &value);

} // namespace detail

/*! \a value as the QVariant a QmlTask keeps. QObjects are in it as QPointer<QObject>. A type that is not in the table
    above does not compile. */
template <typename T>
QVariant toVariant(const T &value)
{
    if constexpr (std::is_same_v<T, QVariant>) {
        return detail::watched(value);
    } else if constexpr (std::is_same_v<T, std::monostate>) {
        return {};
    } else if constexpr (std::is_pointer_v<T> && std::is_convertible_v<T, const QObject *>) {
        static_assert(std::is_convertible_v<T, QObject *>,
                      "QML can not have a pointer to a const QObject: let the coroutine return one that is not const.");
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
