// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/failure.h>
#include <qeager/detail/start.h>
#include <qeager/detail/unhandled.h>
#include <qeager/errors.h>

#include "printable_p.h"

#include <atomic>
#include <cstdio>
#include <memory>
#include <utility>

namespace QEager::detail {

namespace {

std::atomic<UnhandledExceptionHandler> s_handler{nullptr}; // a plain function: there is nothing else to be seen with it

} // namespace

QString describe(const std::exception_ptr &error)
{
    try {
        std::rethrow_exception(error);
    } catch (const std::exception &e) {
        return QString::fromUtf8(e.what());
    } catch (...) {
        return QStringLiteral("an exception that is not a std::exception");
    }
}

bool isCancelledError(const std::exception_ptr &error) noexcept
{
    if (!error)
        return false;
    try {
        std::rethrow_exception(error);
    } catch (const Cancelled &) {
        return true;
    } catch (...) {
        return false;
    }
}

void warn(const QString &text) noexcept
{
    if (!qeager().isWarningEnabled())
        return;
    const QByteArray line = printable(text, Lines::Several).toUtf8();
    try {
        QMessageLogger(nullptr, 0, nullptr, qeager().categoryName()).warning("%s", line.constData());
    } catch (...) {
        std::fprintf(stderr, "%s: %s (the message handler threw)\n", qeager().categoryName(), line.constData());
    }
}

void reportUnhandled(const QString &name, const std::exception_ptr &error) noexcept
{
    if (!error || isCancelledError(error))
        return;
    const QString what = describe(error);
    const auto handler = s_handler.load();
    if (!handler) {
        warn(QStringLiteral("The exception of %1 was never retrieved: %2").arg(printable(name), what));
        return;
    }
    try {
        handler(name, error);
    } catch (...) {
        warn(QStringLiteral("The exception of %1 was never retrieved: %2; and the handler of such exceptions threw: %3")
                 .arg(printable(name), what, describe(std::current_exception())));
    }
}

Failure::~Failure()
{
    if (!observed)
        reportUnhandled(nameOf(*this), error);
}

QString nameOf(const Failure &failure)
{
    return failure.name.isEmpty() ? QStringLiteral("an eager start") : failure.name;
}

Failure *makeFailure(const std::exception_ptr &error, const QString *name)
{
    return new Failure(error, name ? *name : QString());
}

Failure *takeFailure(void *error, const QString *name)
{
    return makeFailure(std::exchange(*static_cast<std::exception_ptr *>(error), nullptr), name);
}

void throwFailure(Failure *failure, const char *operation)
{
    if (!failure)
        throwNullHandle(operation);
    failure->observed = true;
    rethrow(failure->error);
}

void throwTakenFailure(Failure *failure, const char *operation)
{
    const std::unique_ptr<Failure> taken(failure);
    throwFailure(failure, operation);
}

void reportCallback(const QString &name, const std::exception_ptr &error) noexcept
{
    warn(QStringLiteral("A callback of %1 threw: %2").arg(printable(name), describe(error)));
}

} // namespace QEager::detail

QEager::UnhandledExceptionHandler QEager::setUnhandledExceptionHandler(UnhandledExceptionHandler handler)
{
    return detail::s_handler.exchange(handler);
}
