// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/failure.h>
#include <qeager/detail/unhandled.h>
#include <qeager/errors.h>

#include <atomic>

namespace QEager::detail {

namespace {

std::atomic<UnhandledExceptionHandler> s_handler{nullptr};

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

void reportUnhandled(const QString &name, const std::exception_ptr &error) noexcept
{
    if (!error || isCancelledError(error))
        return;
    if (const auto handler = s_handler.load()) {
        handler(name, error);
        return;
    }
    qCWarning(qeager).noquote()
        << QStringLiteral("The exception of %1 was never retrieved: %2").arg(name, describe(error));
}

Failure *makeFailure(const std::exception_ptr &error, const QString *name)
{
    return new Failure{error, name ? *name : QString()};
}

void reportCallback(const QString &name, const std::exception_ptr &error) noexcept
{
    qCWarning(qeager).noquote() << QStringLiteral("A callback of %1 threw: %2").arg(name, describe(error));
}

} // namespace QEager::detail

QEager::UnhandledExceptionHandler QEager::setUnhandledExceptionHandler(UnhandledExceptionHandler handler)
{
    return detail::s_handler.exchange(handler);
}
