// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Base of the tests of task groups: runs coroutines to their end, and gives what they logged.
*/

#include "end.h"
#include "ending.h"
#include "log.h"
#include "loop.h"
#include "nothingleft.h"
#include "tracked.h"

#include <qeager/eager.h>
#include <qeager/statistics.h>
#include <qeager/taskgroup.h>

#include <utility>

class GroupTest : public QObject
{
protected:
    Log log;

    QEager::Coro<> step(const char *name, int turns = 1)
    {
        log(name);
        co_await yields(turns);
        log(name, "-end");
    }
    //! For what is never begun: its parameter says whether that is left.
    QEager::Coro<> tracked(Tracked)
    {
        log("never");
        co_return;
    }
    static QEager::Statistics costOf(QEager::Coro<> coro)
    {
        const Cost cost;
        end(QEager::eager(std::move(coro)));
        return cost();
    }

    //! A group, and a line behind it.
    template <typename Body>
    QEager::Coro<> runner(Body body)
    {
        co_await QEager::withTaskGroup(body);
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
        const QString words = wordsOf(task);
        return task.isCancelled() ? words + QStringLiteral(" is cancelled") : words;
    }
    //! The same, cancelled from outside when everybody waits.
    template <typename T>
    QString endOfCancelled(QEager::Coro<T> coro)
    {
        const auto task = begin(std::move(coro));
        spin(5);
        if (!task.cancel())
            log("has ended before");
        return wordsOf(task);
    }

    //! What was logged, when \a task has ended.
    QString wordsOf(const QEager::Task<> &task)
    {
        if (!runUntil([&] { return task.isDone(); }))
            log("does not end");
        return log.words();
    }

    //! For initTestCase_data(): everything runs under a factory that posts, and under one that starts eagerly.
    static void addFactories()
    {
        QTest::addColumn<bool>("eagerly");
        QTest::newRow("posting") << false;
        QTest::newRow("eager") << true;
    }
    void reset()
    {
        log.clear();
        Tracked::alive = Tracked::copies = 0;
    }
    //! The same, and sets the factory of the row of addFactories().
    void resetWithFactory()
    {
        QFETCH_GLOBAL(bool, eagerly);
        reset();
        if (eagerly)
            QEager::setTaskFactory(QEager::eagerTaskFactory());
    }
    void checkNothingIsLeft()
    {
        QEager::setTaskFactory({});
        ::checkNothingIsLeft(3);
    }
};
