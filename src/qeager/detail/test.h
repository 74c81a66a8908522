// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Machinery of <qeager/test.h>: how a coroutine is run to its end, and how a test fails.
*/

#include <qeager/errors.h>
#include <qeager/part.h>
#include <qeager/taskscope.h>

#include <QtCore/qbytearray.h>
#include <QtCore/qstring.h>

#include <chrono>
#include <concepts>
#include <exception>
#include <optional>
#include <source_location>
#include <type_traits>
#include <utility>

namespace QEager::detail {

class VirtualClock;

//! The running test function fails, or, where none runs, InvalidState is thrown.
void failTest(const QString &text, const std::source_location &where);
//! Why a test fails whose coroutine ended with \a error.
QString testFailure(const QString &name, const std::exception_ptr &error);
//! Runs the event loop until \a task has ended. If it has not after \a limit, it is asked to, and this returns why the
//! test fails.
QString runTestLoop(const TaskHandle &task, std::chrono::milliseconds limit);
//! For what was written as \a code in a test.
TaskOptions namedByCode(const char *code);

template <typename T>
using TestResult = std::conditional_t<std::is_void_v<T>, bool, std::optional<T>>;

//! A new task, whatever \a given is: one that runs already is only awaited.
template <typename P>
ValueTask<ResultOf<P>> startInTest(P &&given, TaskOptions options)
{
    if constexpr (OptionedPart<P>)
        return startPart(std::forward<P>(given));
    else
        return startPart(part(std::forward<P>(given), std::move(options)));
}

template <typename P>
TestResult<ResultOf<P>> runInTest(std::chrono::milliseconds limit, P &&given, TaskOptions options,
                                  const std::source_location &where)
{
    using T = ResultOf<P>;
    QString name = options.name.isEmpty() ? QStringLiteral("The coroutine") : options.name;
    TaskScope scope; // ends what does not end by itself
    QString failure;
    try {
        ValueTask<T> outcome = startInTest(std::forward<P>(given), std::move(options));
        if (!outcome.isReady()) {
            const TaskHandle task = outcome.task();
            scope.add(task);
            name = task.name();
            failure = runTestLoop(task, limit);
        }
        if (failure.isEmpty()) {
            if constexpr (std::is_void_v<T>) {
                outcome.result();
                return true;
            } else {
                return outcome.takeResult();
            }
        }
    } catch (...) {
        failure = testFailure(name, std::current_exception());
    }
    failTest(failure, where);
    return {};
}

inline QString logText(const char *part) { return QString::fromUtf8(part); }
inline QString logText(const QString &part) { return part; }
inline QString logText(const QByteArray &part) { return QString::fromUtf8(part); }
inline QString logText(QLatin1StringView part) { return part; }
inline QString logText(QStringView part) { return part.toString(); }
inline QString logText(bool part) { return part ? QStringLiteral("true") : QStringLiteral("false"); }
inline QString logText(char part) { return QString(QLatin1Char(part)); }
inline QString logText(QChar part) { return QString(part); }
template <typename Number>
    requires std::is_arithmetic_v<Number>
QString logText(Number part)
{
    return QString::number(part);
}

} // namespace QEager::detail
