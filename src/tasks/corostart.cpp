// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/corostart.h>

namespace QEager::detail {

void throwUsedUp()
{
    throw InvalidState(
        QStringLiteral("This CoroStart has been used up: it was started, awaited, handed on or closed before."));
}

void throwIgnored()
{
    throw InvalidState(QStringLiteral("The coroutine ignored what was thrown into it: it awaited instead of ending."));
}

std::exception_ptr closeRequest()
{
    return std::make_exception_ptr(Cancelled(QStringLiteral("The coroutine was closed.")));
}

} // namespace QEager::detail
