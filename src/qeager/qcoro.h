// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    QCoro and QEager together.

    - In a coroutine of QEager, `co_await` takes whatever it takes in a QCoro::Task: a QCoro::Task or LazyTask, every
      `qCoro(x).…`, a QNetworkReply, a QProcess, a DBus call (include QCoro's header for the type). QFuture, QTimer and
      durations are awaited natively, see <qeager/future.h>, <qeager/signal.h>, <qeager/sleep.h>.
    - What QEager offers to await is awaitable in a QCoro::Task, in QCoro::waitFor() and QCoro::connect().

    \code
    QEager::ValueTask<QByteArray> fetch(QNetworkAccessManager &network, QUrl url)
    {
        std::unique_ptr<QNetworkReply> reply(network.get(QNetworkRequest(url)));
        co_await qCoro(reply.get()).waitForFinished();
        co_return reply->readAll();
    }
    \endcode

    **How**: QCoro's awaiters must not be destroyed while something waits in them. So a foreign awaitable is awaited by
    a detached coroutine of its own, the bridge, which starts inline (what is ready does not suspend), and whose link to
    the awaiting coroutine is cut when that is cancelled or destroyed.

    **Resuming**: the awaiting coroutine is queued when the foreign one completes, wherever that happens, and resumed on
    its own thread; QCoro::moveToThread() therefore moves the bridge only.

    **Cancellation** ends the wait at once. The foreign operation goes on; what it ends with is dropped, and the bridge
    (its frame, and a moved-in rvalue awaitable) is freed then. If it never ends, the bridge stays allocated.

    **Lifetime**: an awaitable given as an rvalue is moved into the bridge; an lvalue, and an rvalue that can not be
    moved, is referred to and must live until the foreign operation has ended.

    **Limit**: the body of a QCoro::Task called from a coroutine of QEager has its task and context up to its own first
    suspension; from there on QCoro resumes it, without either.
*/

#include <qeager/detail/bridge.h>
#include <qeager/detail/generator.h>
#include <qeager/detail/qcorothen.h>
#include <qeager/future.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>
