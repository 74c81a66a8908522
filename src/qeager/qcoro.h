// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Using QCoro and QEager together.

    - In a coroutine of QEager, `co_await` takes whatever it takes in a QCoro::Task: a QCoro::Task or LazyTask, every
      `qCoro(x).…`, a QProcess, a D-Bus call (include QCoro's header for the type).
    - QEager itself awaits a QFuture, a QTimer, a duration, a QNetworkReply * and a QIODevice, see <qeager/future.h>,
      <qeager/signal.h>, <qeager/sleep.h> and readAll() in <qeager/io.h>. The limits below do not apply to these, nor to
      what <qeager/io.h>, <qeager/network.h> and <qeager/dbus.h> offer for devices, processes, sockets and D-Bus calls.
    - Whatever QEager offers to await can be awaited in a QCoro::Task, in QCoro::waitFor() and in QCoro::connect().

    \code
    QEager::ValueTask<QByteArray> fetch(QNetworkAccessManager &network, QUrl url)
    {
        std::unique_ptr<QNetworkReply> reply(network.get(QNetworkRequest(url)));
        co_await reply.get();                            // not qCoro(reply.get()).waitForFinished()
        co_return reply->readAll();
    }
    \endcode

    **Prefer QEager's own.** `qCoro(x).…` returns a QCoro::Task, which waits in QCoro, whoever awaits it. If your task
    is cancelled, and x goes with it before it has emitted what QCoro waits for, that QCoro::Task never ends: some
    hundred bytes stay allocated each time. `co_await reply`, and what the headers above offer, end with what they wait
    for, and leave nothing.

    **How it works**: QCoro's awaiters must not be destroyed while something waits in them. So a small detached
    coroutine, the bridge, awaits the foreign awaitable. It starts inline, so what is ready does not suspend. If the
    awaiting coroutine is cancelled or destroyed, its link to the bridge is cut.

    **Resuming**: what QCoro completes (its tasks, its awaiters, and types that it has an awaiter for) mostly completes
    in an event of its own. The awaiting coroutine goes on in that very event, without another one, after what stood in
    the ready queue. So a job or a reply that deletes itself after its signal is still alive, as with QCoro. The awaited
    coroutine is gone by then.
    - If a task is running further down on the stack, or the ready queue is being worked on there, the awaiting
      coroutine is queued instead. It never goes on inside another one.
    - If somebody completes a QCoro::Task by hand, because an awaiter of their own resumes it inside a signal, the
      awaiting coroutine goes on there, as it would with QCoro. The same holds for a reply that is aborted.
    - If the awaitable is not QCoro's, the awaiting coroutine is queued, wherever that completes.
    - The awaiting coroutine always resumes on its own thread, so QCoro::moveToThread() cannot move it. Awaiting that
      does not compile, and the error names offload() and onThread(). A QCoro::Task may do it.

    **References**: if `await_resume()` returns a `T &`, you get that reference. It is valid as long as what it refers
    to, which may be a part of the awaitable, and then lives until the end of the expression. A `T &&` becomes a value.

    **Cancellation** ends the wait at once. The foreign operation goes on, and what it ends with is dropped. The bridge
    (its frame, and an awaitable that was moved into it) is freed then. If the operation never ends, the bridge stays
    allocated.

    **Lifetime**: an awaitable that you give as an rvalue is moved into the bridge. An lvalue, and an rvalue that cannot
    be moved, is only referred to, and must live until the foreign operation has ended.

    **Generators**: use a QCoro::AsyncGenerator as in a QCoro::Task, by `begin()` and `++`, or by QCORO_FOREACH. The
    generator goes on only when it is asked. The loop goes on in the event, or in the turn of QEager's queue, in which
    the value comes. There is one exception: if the value comes in an event loop that a task further down on the stack
    runs, the generator goes on once more before the loop has its turn. A value that the generator gives in an event of
    its own is copied if possible. The iterator then refers to the copy until it is asked for the next value, whatever
    else you await meanwhile.
    - qCoroSignalListener() goes on with every signal, also when nobody has asked. If a QCoro::Task awaits something
      else in its loop, QCoro then loses values, and resumes the task where it does not wait. Here the values are kept,
      as copies, or moved if they cannot be copied. One that cannot be kept is lost, and a warning says so.
    - A generator that consumes such a listener itself, as those for WebSockets do, loses every second value then. It
      must not be asked again while it waits for its listener, which nobody can see from outside. So a loop over such a
      generator must not await anything else, here as in a QCoro::Task. Give it values that can be copied: another one
      is gone if the signal comes again before the loop has its turn. A listener for the signal itself does not have
      these limits here.
    - With QCoro 0.8, do not destroy a listener while one of its signals is on its way (here as in a QCoro::Task).
    - If a wait for the next value is cancelled, the generator remains asked: the value comes with the next `++` or
      `begin()`. Only one coroutine at a time may wait; another one gets InvalidState. If the generator, or what it
      waits for, goes first, the wait does not end by itself.
    - A generator that did not end leaves some 200 bytes that stand in for its consumer, and the values that nobody
      has taken. These are freed when another generator is made in the same place, or when the thread ends.

    **QCoro's then()** awaits the ValueTask that a callback returns, and returns a ValueTask itself. No StartPolicy
    posts that one. QCoro::connect() takes a ValueTask (<qeager/valuetask.h>).

    **Limit**: if you call a QCoro::Task from a coroutine of QEager, its body has the task and context of that coroutine
    up to its own first suspension. From there on QCoro resumes it, without either.
*/

#include <qeager/detail/bridge.h>
#include <qeager/detail/device.h>
#include <qeager/detail/future.h>
#include <qeager/detail/generator.h>
#include <qeager/detail/reply.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>
