// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/failure.h>
#include <qeager/detail/start.h>
#include <qeager/detail/unhandled.h>
#include <qeager/errors.h>

#include "printable_p.h"

#include <atomic>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <new>
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

//! Of all starts that had no memory for one of their own. Its exception has been reported.
static Failure *lackOfMemory() noexcept
{
    static Failure *const instance = [] {
        alignas(Failure) static std::byte place[sizeof(Failure)]; // for good
        return ::new (static_cast<void *>(place)) Failure(std::make_exception_ptr(std::bad_alloc()), {}, true);
    }();
    return instance;
}

void Failure::operator delete(Failure *failure, std::destroying_delete_t) noexcept
{
    if (failure == lackOfMemory())
        return;
    failure->~Failure();
    ::operator delete(static_cast<void *>(failure));
}

Failure *makeFailure(const std::exception_ptr &error, const QString *name) noexcept
{
    if (auto *const made = new (std::nothrow) Failure(error, name ? *name : QString()))
        return made;
    const Failure lost(error, name ? *name : QString()); // which reports it
    return lackOfMemory();
}

Failure *takeFailure(void *error, const QString *name) noexcept
{
    return makeFailure(std::exchange(*static_cast<std::exception_ptr *>(error), nullptr), name);
}

void throwFailure(Failure *failure, const char *operation)
{
    if (!failure)
        throwNullHandle(operation);
    failure->markObserved();
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
