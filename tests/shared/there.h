// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    A coroutine on another thread that tells how it was cancelled, and base of the tests that wait for it.
*/

#include "log.h"
#include "worker.h"

#include <qeager/coro.h>
#include <qeager/onthread.h>
#include <qeager/sleep.h>

#include <atomic>
#include <chrono>
#include <stdexcept>

//! What a coroutine there has done, for code on another thread.
struct There
{
    Log log; // read when it has said that it is at the end
    std::atomic<bool> hasBegun = false;
    std::atomic<bool> hasEnded = false;

    //! Sleeps for ever; cancelled, cleans up with another await, and ends with Cancelled, 42, or an exception.
    enum class End { Cancelled, Value, Exception };
    QEager::Coro<int> sleepUntilCancelled(End end = End::Cancelled)
    {
        struct SayEnd
        {
            There &there;
            ~SayEnd() { there.hasEnded = true; }
        } sayEnd{*this};
        QString message;
        hasBegun = true;
        try {
            co_await QEager::sleep(std::chrono::hours(1));
            log("never");
        } catch (const QEager::Cancelled &e) {
            message = e.message();
        }
        log("asked:", message, "/", QEager::currentTask().cancelRequests());
        co_await QEager::yieldNow();
        log("cleaned");
        if (end == End::Exception)
            throw std::runtime_error("broken");
        if (end == End::Cancelled)
            throw QEager::Cancelled(message);
        co_return 42;
    }
};

class ThereTest : public QObject
{
protected:
    using End = There::End;
    Log m_log;

    //! Waits for it on \a worker; m_log has what comes of that.
    QEager::Coro<int> wait(Worker &worker, There &there, End end = End::Cancelled)
    {
        try {
            const int value = co_await QEager::onThread(&worker, &There::sleepUntilCancelled, &there, end);
            m_log("value", value);
            co_return value;
        } catch (const QEager::Cancelled &e) {
            m_log("cancelled:", e.message());
            throw;
        }
    }
};
