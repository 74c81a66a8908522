// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    QCoro and QEager together.

    - In a coroutine of QEager, `co_await` takes whatever it takes in a QCoro::Task: a QCoro::Task or LazyTask, every
      `qCoro(x).…`, a QProcess, a DBus call (include QCoro's header for the type).
    - QFuture, QTimer, durations and a QNetworkReply * are awaited natively, which is free of all that follows here: see
      <qeager/future.h>, <qeager/signal.h>, <qeager/sleep.h>. So are devices, processes, sockets and DBus calls where that is asked
      for by <qeager/io.h>, <qeager/network.h>, <qeager/dbus.h>.
    - What QEager offers to await is awaitable in a QCoro::Task, in QCoro::waitFor() and QCoro::connect().

    \code
    QEager::ValueTask<QByteArray> fetch(QNetworkAccessManager &network, QUrl url)
    {
        std::unique_ptr<QNetworkReply> reply(network.get(QNetworkRequest(url)));
        co_await reply.get();                            // not qCoro(reply.get()).waitForFinished()
        co_return reply->readAll();
    }
    \endcode

    **Prefer what is native.** `qCoro(x).…` returns a QCoro::Task, and what that waits in is QCoro's, whoever awaits it. If the task is
    cancelled, and x goes with it before it has emitted what QCoro waits for, that never ends: some hundred bytes stay allocated each time.
    `co_await reply`, and what the headers above have, end with what they wait for, and leave nothing.

    **How**: QCoro's awaiters must not be destroyed while something waits in them. So a foreign awaitable is awaited by
    a detached coroutine of its own, the bridge, which starts inline (what is ready does not suspend), and whose link to
    the awaiting coroutine is cut when that is cancelled or destroyed.

    **Resuming**: the awaiting coroutine is queued when the foreign one completes, wherever that happens, and resumed on
    its own thread. So QCoro::moveToThread() cannot move it, and awaiting that is an error that names offload() and onThread();
    a QCoro::Task may do it.

    **Cancellation** ends the wait at once. The foreign operation goes on; what it ends with is dropped, and the bridge
    (its frame, and a moved-in rvalue awaitable) is freed then. If it never ends, the bridge stays allocated.

    **Lifetime**: an awaitable given as an rvalue is moved into the bridge; an lvalue, and an rvalue that cannot be
    moved, is referred to and must live until the foreign operation has ended.

    **Limit**: the body of a QCoro::Task called from a coroutine of QEager has its task and context up to its own first
    suspension; from there on QCoro resumes it, without either.
*/

#include <qeager/detail/bridge.h>
#include <qeager/detail/reply.h>
#include <qeager/future.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>
