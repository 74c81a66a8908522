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

void FreeOwner::operator()(QPointer<QObject> *owner) const noexcept { delete owner; }

void destroyUnstarted(PromiseBase &promise, std::coroutine_handle<> frame) noexcept
{
    promise.takeOwner();
    frame.destroy();
}

void leaveOwner(PromiseBase &promise, std::coroutine_handle<> frame)
{
    if (!promise.takeOwner()->isNull())
        return;
    frame.destroy();
    std::rethrow_exception(lostOwner());
}

std::exception_ptr lostOwner()
{
    return cancelledError(QStringLiteral("The object whose member function this is was destroyed before it began."));
}

} // namespace QEager::detail
