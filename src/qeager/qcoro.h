// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    QCoro and QEager together.

    - In a coroutine of QEager, `co_await` takes whatever it takes in a QCoro::Task: a QCoro::Task or LazyTask, every
      `qCoro(x).…`, a QProcess, a DBus call (include QCoro's header for the type).
    - QFuture, QTimer, durations, a QNetworkReply * and a QIODevice (which gives all that is there, and waits for
      something if there is nothing) are awaited natively, which is free of all that follows here: see
      <qeager/future.h>, <qeager/signal.h>, <qeager/sleep.h>. So is whatever else of devices, processes, sockets and
      DBus calls is asked for by <qeager/io.h>, <qeager/network.h>, <qeager/dbus.h>.
    - What QEager offers to await is awaitable in a QCoro::Task, in QCoro::waitFor() and QCoro::connect().

    \code
    QEager::ValueTask<QByteArray> fetch(QNetworkAccessManager &network, QUrl url)
    {
        std::unique_ptr<QNetworkReply> reply(network.get(QNetworkRequest(url)));
        co_await reply.get();                            // not qCoro(reply.get()).waitForFinished()
        co_return reply->readAll();
    }
    \endcode

    **Prefer what is native.** `qCoro(x).…` returns a QCoro::Task, and what that waits in is QCoro's, whoever awaits it.
    If the task is cancelled, and x goes with it before it has emitted what QCoro waits for, that never ends: some
    hundred bytes stay allocated each time. `co_await reply`, and what the headers above have, end with what they wait
    for, and leave nothing.

    **How**: QCoro's awaiters must not be destroyed while something waits in them. So a foreign awaitable is awaited by
    a detached coroutine of its own, the bridge, which starts inline (what is ready does not suspend), and whose link to
    the awaiting coroutine is cut when that is cancelled or destroyed.

    **Resuming**: what QCoro completes (its tasks, its awaiters, what it has an awaiter for) mostly completes in an
    event of its own, and the awaiting coroutine goes on in that very event, without another one: a job or a reply that
    deletes itself after its signal is alive, as with QCoro. What stood in the ready queue goes first. The awaited
    coroutine has gone by then. When a task runs further down on the stack, or the queue is being drained there, the
    awaiting coroutine is queued instead: it never goes on inside another. A QCoro::Task that somebody completes by
    hand, by resuming an awaiter of his own inside a signal, resumes it there, as QCoro would; so does a reply that is
    aborted. Awaitables that are not QCoro's have it queued, wherever they complete. It is resumed on its own thread. So
    QCoro::moveToThread() cannot move it, and awaiting that is an error that names offload() and onThread(); a
    QCoro::Task may do it.

    **References**: an `await_resume()` that returns a `T &` gives that reference, good as long as what it refers to
    is; that may be a part of the awaitable until the end of the expression. A `T &&` becomes a value.

    **Cancellation** ends the wait at once. The foreign operation goes on; what it ends with is dropped, and the bridge
    (its frame, and a moved-in rvalue awaitable) is freed then. If it never ends, the bridge stays allocated.

    **Lifetime**: an awaitable given as an rvalue is moved into the bridge; an lvalue, and an rvalue that cannot be
    moved, is referred to and must live until the foreign operation has ended.

    **Generators**: a QCoro::AsyncGenerator is consumed as in a QCoro::Task, by `begin()` and `++`, or QCORO_FOREACH. It
    goes on only when it is asked, and the loop goes on in the event, or the turn of QEager's queue, in which the value
    comes; unless a task further down on the stack runs an event loop, in which it comes: then the generator goes on
    once more before the loop has its turn. A value that it gives in an event of its own is copied, if it can be, and
    the copy is what the iterator refers to until it is asked for the next one, whatever else is awaited meanwhile.
    - qCoroSignalListener() goes on with every signal, also when nobody has asked. In a QCoro::Task that awaits
      something else in its loop, QCoro loses values then, and resumes the task where it does not wait. Here they are
      kept, unless they cannot be copied: then the last one is left.
    - What consumes such a listener itself, as the generators for WebSockets do, loses every second value then, and must
      not be asked again while it waits for its listener, which cannot be seen from outside: a loop over these must not
      await anything else, here as in a QCoro::Task. A listener of the signal itself has no such limit here.
    - With QCoro 0.8, a listener must not be destroyed while one of its signals is on its way (here as in a
      QCoro::Task).
    - A wait for the next value that is cancelled leaves the generator asked: the value comes with the next `++` or
      `begin()`. Only one coroutine at a time may wait; another gets InvalidState. If the generator, or what it waits
      for, goes first, the wait does not end by itself.
    - What stands in for the consumer of a generator that did not end (some 200 bytes, and values that nobody has taken)
      is freed when another generator is made in the same place, or the thread ends.

    **QCoro's then()** awaits the ValueTask that a callback returns, and gives a ValueTask itself, which no StartPolicy
    posts; QCoro::connect() takes a ValueTask (<qeager/valuetask.h>).

    **Limit**: the body of a QCoro::Task called from a coroutine of QEager has its task and context up to its own first
    suspension; from there on QCoro resumes it, without either.
*/

#include <qeager/detail/bridge.h>
#include <qeager/detail/device.h>
#include <qeager/detail/future.h>
#include <qeager/detail/generator.h>
#include <qeager/detail/reply.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>
