// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Base of the tests that count turns of the event loop. \a Emitter is an object with a signal fired(), which moc wants
    to see in the test's own source.
*/

#include "log.h"
#include "loop.h"

#include <qeager/signal.h>
#include <qeager/startpolicy.h>
#include <qeager/task.h>

#include <QtCore/qcoreapplication.h>

#include <chrono>
#include <utility>

template <typename Emitter>
class TurnsTest : public QObject
{
protected:
    Log log;
    Emitter emitter;

    void begin()
    {
        log.clear();
        // How long a machine takes does not change what is counted.
        QEager::setStartPolicy({.drainBudget = std::chrono::hours(1)});
    }
    void checkNothingIsLeft()
    {
        QVERIFY(QEager::allTasks().isEmpty());
        QEager::setStartPolicy({});
    }

    //! One of the event loop, whatever that does in it.
    static void turn() { QCoreApplication::processEvents(); }
    static void block(std::chrono::steady_clock::duration duration)
    {
        const auto end = std::chrono::steady_clock::now() + duration;
        while (std::chrono::steady_clock::now() < end) {
        }
    }

    static QEager::Coro<int> posted(int value) { co_return value; }
    QEager::Coro<> logAfterSignal(QString word)
    {
        co_await QEager::signal(&emitter, &Emitter::fired);
        log(word);
    }
    QEager::Coro<> logAfter(QString word, QEager::Task<> task)
    {
        co_await task;
        log(word);
    }
};
