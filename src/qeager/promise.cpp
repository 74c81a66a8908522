// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/promise.h>
#include <qeager/detail/start.h>
#include <qeager/errors.h>

namespace QEager::detail {

void throwEmptyCoro()
{
    throw InvalidState(
        QStringLiteral("This Coro is empty: it was moved from, awaited or started already, or never assigned."));
}

void rethrow(const std::exception_ptr &error) { std::rethrow_exception(error); }

void rethrowTaken(std::exception_ptr &error) { std::rethrow_exception(std::exchange(error, nullptr)); }

} // namespace QEager::detail
