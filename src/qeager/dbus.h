// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Awaiting D-Bus calls. Needs Qt DBus, which QEager does not: so <qeager/qeager.h> does not include this, and who does
    links it.

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

    `co_await call` gives, of a QDBusPendingCall, its answer as a QDBusMessage, and of a QDBusPendingReply<…> that
    reply, finished: isError() and error() tell whether it is an error. A call that has finished, has failed at once, or
    has no connection to go over, does not suspend. Otherwise the coroutine is queued when the answer comes, as with
    signal(), and resumes from the event loop of its own thread.

    With <qeager/qcoro.h> and QCoro's <QCoroDBus> included too, `co_await call` is this one, not QCoro's.

    **Cancellation**, and destroying the frame, end the wait at once. The call goes on: D-Bus has nothing to take it
    back. **Lifetime**: the call is copied; the interface that made it need not live. **Errors** are in the reply, none
    is thrown but Cancelled. A bus that is lost answers with an error. A connection that the application itself closes
    (QDBusConnection::disconnectFromBus()) does not: Qt forgets its calls, so cancel who waits for one.
*/

#include <qeager/detail/dbus.h>

namespace QEager {

//! The same as `co_await call`, for a QCoro::Task, and wherever an awaitable is stored. Copyable; any number may wait
//! for one call.
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
