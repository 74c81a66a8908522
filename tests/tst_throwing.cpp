// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Rule 10: copies and moves of results that throw, at every place where one is made: the exception becomes the outcome
// or reaches the caller. Those of functions, their captures and arguments are in tst_throwing_functions.

#include <qeager/future.h>
#include <qeager/gather.h>
#include <qeager/taskgroup.h>
#include <qeager/timeout.h>

#include "shared/throwingtest.h"

#include <QtCore/qthread.h>

#include <variant>

using namespace QEager;
using namespace std::chrono_literals;

class TestThrowing : public ThrowingTest
{
    Q_OBJECT

    template <typename G>
    void valueTasks(int yields)
    {
        untilItSucceeds<G>(
            [=](Run &run) {
                run.read([=] {
                    auto first = giveEagerly<G>(yields, 7);
                    auto second = std::move(first);
                    ValueTask<G> third;
                    third = std::move(second);
                    if (!runUntil([&] { return third.isReady(); }))
                        return -1; // it does not end
                    return third.result().value;
                });
            },
            7);
        untilItSucceeds<G>(
            [=](Run &run) {
                run.read([=] {
                    auto task = eager(give<G>(yields, 7));
                    if (!runUntil([&] { return task.isReady(); }))
                        return -1; // it does not end
                    return task.takeResult().value;
                });
            },
            7);
        untilItSucceeds<G>(
            [=](Run &run) {
                run.read([=] {
                    const auto task = eager(give<G>(yields, 7)).task();
                    if (!runUntil([&] { return task.isDone(); }))
                        return -1; // it does not end
                    return task.result().value;
                });
            },
            7);
    }
    template <typename G>
    void awaits(int yields)
    {
        awaiting<G>([=]() -> Coro<int> { co_return valueOf(co_await give<G>(yields, 7)); });
        awaiting<G>([=]() -> Coro<int> { co_return valueOf(co_await giveEagerly<G>(yields, 7)); });
        awaiting<G>([=]() -> Coro<int> {
            auto value = giveEagerly<G>(yields, 7);
            co_return valueOf(co_await value);
        });
        awaiting<G>([=]() -> Coro<int> {
            const auto task = post(give<G>(yields, 7));
            co_return valueOf(co_await task);
        });
        awaiting<G>([=]() -> Coro<int> { co_return valueOf(co_await post(give<G>(yields, 7))); });
        awaiting<G>([=]() -> Coro<int> {
            auto task = post(give<G>(yields, 7));
            const auto other = task;
            auto value = co_await std::move(task); // copied, if it can be, for the other handle's sake
            co_return value.value;
        });
        awaiting<G>([=]() -> Coro<int> { co_return valueOf(co_await withTimeout(1h, give<G>(yields, 7))); });
        awaiting<G>([=]() -> Coro<int> {
            const auto body = [=](TaskGroup &) { return give<G>(yields, 7); };
            co_return valueOf(co_await withTaskGroup(body));
        });
    }
    template <typename G>
    void gathers(int yields)
    {
        const auto sum = [](const auto &all) { return std::get<0>(all).value + std::get<1>(all).value; };
        awaiting<G>([=]() -> Coro<int> {
            const auto all = co_await gather(give<G>(0, 3), give<G>(yields, 4));
            co_return sum(all);
        });
        const auto range = [=] {
            std::vector<Coro<G>> parts;
            parts.push_back(give<G>(0, 3));
            parts.push_back(give<G>(yields, 4));
            return parts;
        };
        const auto sumOfRange = [](const std::vector<G> &all) { return all.at(0).value + all.at(1).value; };
        awaiting<G>([=]() -> Coro<int> {
            const auto all = co_await gather(range());
            co_return sumOfRange(all);
        });
        awaiting<G>([=]() -> Coro<int> {
            const auto all = co_await gather(range(), {.limit = 1});
            co_return sumOfRange(all);
        });
        awaiting<G>([=]() -> Coro<int> {
            const auto all = co_await gatherSettled(give<G>(0, 3), give<G>(yields, 4));
            co_return std::get<0>(all).value().value + std::get<1>(all).value().value;
        });
        awaiting<G>([=]() -> Coro<int> {
            const auto all = co_await gatherSettled(range());
            co_return all.at(0).value().value + all.at(1).value().value;
        });
        awaiting<G>([=]() -> Coro<int> {
            const auto first = co_await race(give<G>(yields, 7), give<G>(yields + 1, 7));
            co_return std::visit([](const G &winner) { return winner.value; }, first);
        });
        awaiting<G>([=]() -> Coro<int> {
            const auto first = co_await race(range());
            co_return first.value.value + (first.index == 0 ? 4 : 3);
        });
    }

private Q_SLOTS:
    void init() { m_messages = std::make_unique<Messages>(); }
    void cleanup()
    {
        for (const QString &line : m_messages->take().split(u'\n', Qt::SkipEmptyParts))
            QVERIFY2(isReport(line), qPrintable(line));
        m_messages.reset();
    }

    void rule10_valueTasksThatAreReady()
    {
        valueTasks<Grumpy>(0);
        valueTasks<GrumpyMoveOnly>(0);
    }
    void rule10_valueTasksThatWait()
    {
        valueTasks<Grumpy>(1);
        valueTasks<GrumpyMoveOnly>(1);
    }
    void awaitsOfWhatIsReady()
    {
        awaits<Grumpy>(0);
        awaits<GrumpyMoveOnly>(0);
    }
    void awaitsOfWhatWaits()
    {
        awaits<Grumpy>(1);
        awaits<GrumpyMoveOnly>(1);
    }
    void gathersOfWhatIsReady()
    {
        gathers<Grumpy>(0);
        gathers<GrumpyMoveOnly>(0);
    }
    void gathersOfWhatWaits()
    {
        gathers<Grumpy>(1);
        gathers<GrumpyMoveOnly>(1);
    }

    void toFuture()
    {
        for (const int yields : {0, 1}) {
            untilItSucceeds<Grumpy>(
                [=](Run &run) {
                    QFuture<Grumpy> future;
                    run.read([&] { return future = giveEagerly<Grumpy>(yields, 7).toFuture(), 0; });
                    if (run.threw)
                        return;
                    VERIFY_UNTIL(future.isFinished());
                    run.read([&] {
                        future.waitForFinished();
                        return future.resultCount() == 1 ? 7 : -1;
                    });
                },
                7);
        }
    }
    void toFutureOfAnotherThread()
    {
        untilItSucceeds<Grumpy>(
            [=](Run &run) {
                const auto task = giveEagerly<Grumpy>(1, 7).task();
                QFuture<Grumpy> future;
                std::unique_ptr<QThread> thread(QThread::create([&] { future = task.toFuture(); }));
                thread->start();
                VERIFY_UNTIL(thread->isFinished());
                QVERIFY(thread->wait());
                VERIFY_UNTIL(future.isFinished());
                run.read([&] {
                    future.waitForFinished();
                    return future.resultCount() == 1 ? 7 : -1;
                });
            },
            7);
    }
    void onAnotherThread()
    {
        QThread thread;
        thread.start();
        untilItSucceeds<Grumpy>(
            [&](Run &run) {
                const auto future = post(give<Grumpy>(1, 7), {.thread = &thread}).toFuture();
                VERIFY_UNTIL(future.isFinished());
                run.read([&] {
                    QFuture<Grumpy> copy = future;
                    copy.waitForFinished();
                    return copy.resultCount() == 1 ? 7 : -1;
                });
                VERIFY_UNTIL(Grumpy::alive == (future.resultCount() == 1 ? 1 : 0)); // the frame has gone over there
            },
            7);
        thread.quit();
        QVERIFY(thread.wait());
    }
};

QTEST_GUILESS_MAIN(TestThrowing)

#include "tst_throwing.moc"
