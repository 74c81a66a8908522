// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The first that a thread does with QEager opens it. Here that is a start on another thread; each function begins in a
// thread of its own.

#include <qeager/future.h>
#include <qeager/sleep.h>
#include <qeager/taskfactory.h>

#include "shared/loop.h"
#include "shared/nothingleft.h"

#include <QtCore/qthread.h>

#include <thread>

using namespace QEager;

namespace {

Coro<int> finished() { co_return 1; }
Coro<int> sleeping()
{
    co_await sleep(std::chrono::milliseconds(1));
    co_return 2;
}

class Worker : public QThread
{
public:
    Worker() { start(); }
    ~Worker() override
    {
        quit();
        wait();
    }
};

} // namespace

class TestFirstUse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStartOnAnotherThread()
    {
        Worker worker;
        const auto there = post(finished(), {.thread = &worker}).toFuture();
        VERIFY_UNTIL(there.isFinished());
        QCOMPARE(there.result(), 1);
        checkNothingIsLeft();
    }
    void fromAThreadThatIsNotQts()
    {
        Worker worker;
        QFuture<int> there;
        std::thread([&] { there = post(sleeping(), {.thread = &worker}).toFuture(); }).join();
        VERIFY_UNTIL(there.isFinished());
        QCOMPARE(there.result(), 2);
    }
};

QTEST_GUILESS_MAIN(TestFirstUse)
#include "tst_firstuse.moc"
