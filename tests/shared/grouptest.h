// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Base of the tests of task groups: runs coroutines to their end, and gives what they logged.
*/

#include "ending.h"
#include "log.h"
#include "loop.h"
#include "nothingleft.h"
#include "tracked.h"

#include <qeager/taskgroup.h>

#include <utility>

class GroupTest : public QObject
{
protected:
    Log log;

    //! A group, and a line behind it.
    template <typename Body>
    QEager::Coro<> runner(Body body)
    {
        co_await QEager::withTaskGroup(std::move(body));
        log("after");
    }
    //! Through the thread's factory.
    template <typename T>
    QEager::Task<> begin(QEager::Coro<T> coro)
    {
        log.clear();
        return QEager::createTask(report(log, std::move(coro)));
    }
    template <typename T>
    QString endOf(QEager::Coro<T> coro)
    {
        const auto task = begin(std::move(coro));
        [&] { VERIFY_UNTIL(task.isDone()); }();
        [&] { QVERIFY(!task.isCancelled()); }();
        return log.words();
    }
    //! The same, cancelled from outside when everybody waits.
    template <typename T>
    QString endOfCancelled(QEager::Coro<T> coro)
    {
        const auto task = begin(std::move(coro));
        spin(5);
        [&] { QVERIFY(task.cancel()); }();
        [&] { VERIFY_UNTIL(task.isDone()); }();
        return log.words();
    }

    void reset()
    {
        log.clear();
        Tracked::alive = Tracked::copies = 0;
    }
    void checkNothingIsLeft()
    {
        QEager::setTaskFactory({});
        ::checkNothingIsLeft(3);
    }
};
