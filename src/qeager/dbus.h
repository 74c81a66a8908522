// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Awaiting D-Bus calls.

    QEager itself does without Qt DBus. Therefore <qeager/qeager.h> does not include this header. If you include it,
    link Qt DBus:

    \code
    find_package(QEager REQUIRED)
    find_package(Qt6 REQUIRED COMPONENTS DBus)
    target_link_libraries(app PRIVATE QEager::Core Qt6::DBus)
    \endcode

    \code
    QEager::Coro<bool> isRunning(QDBusConnection bus, QString service)
    {
        const QDBusPendingReply<bool> reply = co_await bus.interface()->asyncCall(u"NameHasOwner"_qs, service);
        co_return reply.isValid() && reply.value();
    }
    \endcode

    `co_await call` returns the answer to a QDBusPendingCall as a QDBusMessage. For a `QDBusPendingReply<…>` it
    returns that reply, finished. A call does not suspend if it has finished, failed at once, or has no connection to go
    over. Otherwise the coroutine is queued when the answer comes, as with signal(), and resumes from the event loop of
    its own thread.

    If you include `<qeager/qcoro.h>` and QCoro's `<QCoroDBus>`, too, `co_await call` is this one, not QCoro's.

    **Errors** are in the reply, see isError() and error(). Only Cancelled is thrown. If the bus is lost, the answer is
    an error. If the application itself closes the connection (QDBusConnection::disconnectFromBus()), there is no
    answer, because Qt forgets the calls; then cancel the coroutines that wait for one.

    **Cancellation**, and destroying the frame, end the wait at once. The call goes on, because D-Bus cannot take it
    back.

    **Lifetime**: the call is copied. The interface that made it need not live.
*/

#include <qeager/detail/dbus.h>

namespace QEager {

//! Returns an awaitable for the same as `co_await call`. Use it in a QCoro::Task, and where you store an awaitable.
//! Copyable; any number of coroutines may wait for one call.
inline detail::AwaitableCall<QDBusPendingCall> finished(const QDBusPendingCall &call)
{
    return detail::AwaitableCall<QDBusPendingCall>(call);
}
//! \overload
template <typename... Types>
detail::AwaitableCall<QDBusPendingReply<Types...>> finished(const QDBusPendingReply<Types...> &reply)
{
    return detail::AwaitableCall<QDBusPendingReply<Types...>>(reply);
}

} // namespace QEager
