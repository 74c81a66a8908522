// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Base of the tests of timeouts: runs coroutines to their end, and gives what they logged.
*/

#include "log.h"
#include "loop.h"

#include <qeager/eager.h>
#include <qeager/errors.h>

#include <exception>
#include <utility>

class TimeoutTest : public QObject
{
protected:
    Log log;

    //! Logs what came of it, and how many requests are outstanding.
    template <typename T>
    QEager::Coro<> outcome(QEager::Coro<T> coro)
    {
        QString result;
        try {
            co_await std::move(coro);
            result = QStringLiteral("value");
        } catch (const QEager::TimedOut &) {
            result = QStringLiteral("TimedOut");
        } catch (const QEager::Cancelled &e) {
            result = QStringLiteral("Cancelled:") + e.message();
        } catch (const std::exception &e) {
            result = QString::fromUtf8(e.what());
        }
        log(result, "/", QEager::currentTask().cancelRequests());
    }
    template <typename T>
    QString endOf(QEager::Coro<T> coro)
    {
        log.clear();
        auto task = QEager::eager(outcome(std::move(coro)));
        if (!runUntil([&] { return task.isReady(); }))
            log("does not end");
        else if (task.isCancelled())
            log("is cancelled");
        return log.words();
    }
};
