// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

/*! \file
    Rule 10: copies and moves that throw, at every place where one is made: the exception becomes the outcome or reaches
    the caller.

    Each case runs again and again, and each time a later copy or move is the first that throws, until none is: so no
    place is left out.
*/

#include <qeager/context.h>
#include <qeager/future.h>
#include <qeager/gather.h>
#include <qeager/latest.h>
#include <qeager/offload.h>
#include <qeager/taskgroup.h>
#include <qeager/timeout.h>

#include "shared/cancelling.h"
#include "shared/grumpy.h"
#include "shared/loop.h"
#include "shared/messages.h"

#include <QtCore/qthread.h>

#include <functional>
#include <optional>
#include <variant>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

template <typename G>
Coro<G> give(int yields, int value)
{
    for (int i = 0; i < yields; ++i)
        co_await yieldNow();
    co_return G(value);
}
template <typename G>
ValueTask<G> giveEagerly(int yields, int value)
{
    co_return co_await give<G>(yields, value);
}

//! By reference. In a template, GCC 12 takes `(co_await x).value` for something else.
template <typename G>
int valueOf(const G &g)
{
    return g.value;
}

//! How one run went.
struct Run
{
    std::optional<int> value;
    bool threw = false; // a copy or a move, and somebody was told so

    //! Calls \a f, which gives the value or throws.
    template <typename F>
    void read(F f)
    {
        try {
            value = f();
        } catch (const ExceptionGroup &e) {
            threw = e.contains<std::runtime_error>();
        } catch (const std::runtime_error &e) {
            threw = isGrumpy(e);
            if (!threw)
                throw;
        }
    }
    static bool isGrumpy(const std::exception &e)
    {
        return qstrcmp(e.what(), "moved") == 0 || qstrcmp(e.what(), "copied") == 0;
    }
};

//! Runs \a body with ever more copies and moves that succeed, until it gives \a value.
template <typename G>
void untilItSucceeds(const std::function<void(Run &)> &body, int value, int mostCopies = 60)
{
    for (int copies = 0; !QTest::currentTestFailed(); ++copies) { // neither here, nor before in the same test
        QVERIFY2(copies <= mostCopies, "it never succeeded");
        Run run;
        G::left = copies;
        QVERIFY_THROWS_NO_EXCEPTION(body(run));
        if (QTest::currentTestFailed()) // in the body
            return;
        G::left = 1'000'000;
        spin(3);
        QCOMPARE(G::alive.load(), 0);
        QCOMPARE(allTasks(), QList<TaskHandle>());
        if (!run.threw) {
            QCOMPARE(run.value.value_or(-1), value);
            return;
        }
    }
}

} // namespace

class Sender : public QObject
{
    Q_OBJECT
Q_SIGNALS:
    void said(const Grumpy &grumpy);
};

class TestThrowing : public QObject
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
    //! Runs \a body in a task, and reads what it gives.
    template <typename G>
    void awaiting(const std::function<Coro<int>()> &body)
    {
        untilItSucceeds<G>(
            [&](Run &run) {
                auto task = eager(body());
                VERIFY_UNTIL(task.isReady());
                run.read([&] { return task.takeResult(); });
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

    //! What nobody is given, because something else was first, is reported.
    static bool isReport(const QString &line)
    {
        return line.startsWith(u"The exception of "_s) &&
               (line.endsWith(u" was never retrieved: moved"_s) || line.endsWith(u" was never retrieved: copied"_s));
    }
    std::unique_ptr<Messages> m_messages;

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
    void thenByValueAndByReference()
    {
        for (const int yields : {0, 1}) {
            for (const bool byValue : {false, true}) {
                untilItSucceeds<Grumpy>(
                    [&](Run &run) {
                        bool failed = false;
                        const auto onError = [&](const std::exception &e) { failed = Run::isGrumpy(e); };
                        const auto onValue = [&](const Grumpy &g) { run.value = g.value; };
                        const auto onCopy = [&](Grumpy g) { run.value = g.value; };
                        auto value = giveEagerly<Grumpy>(yields, 7);
                        if (byValue)
                            value.then(nullptr, onCopy, onError);
                        else
                            value.then(nullptr, onValue, onError);
                        QString message;
                        VERIFY_UNTIL(run.value || failed || !(message = m_messages->take()).isEmpty());
                        run.threw =
                            failed || message.contains(u"threw: moved"_s) || message.contains(u"threw: copied"_s);
                    },
                    7);
            }
        }
    }
    void thenThatIsChained()
    {
        for (const int yields : {0, 1}) {
            untilItSucceeds<Grumpy>(
                [&](Run &run) {
                    auto value = giveEagerly<Grumpy>(yields, 3).then([](Grumpy g) { return Grumpy(g.value + 4); });
                    VERIFY_UNTIL(value.isReady());
                    run.read([&] { return value.takeResult().value; });
                },
                7);
        }
    }
    void callbacksThatAreCopied()
    {
        for (const int yields : {0, 1}) {
            untilItSucceeds<Grumpy>(
                [&](Run &run) {
                    bool failed = false;
                    const auto onError = [&](const std::exception &) { failed = true; };
                    auto task = eager(give<Grumpy>(yields, 0)).task();
                    int seen = 0;
                    run.read([&] {
                        const Grumpy captured(7);
                        task.then(nullptr, [&seen, captured](const Grumpy &) { seen = captured.value; }, onError);
                        return 0;
                    });
                    VERIFY_UNTIL(task.isDone());
                    spin(2);
                    run.threw = run.threw || failed;
                    run.value = seen;
                },
                7);
        }
    }
    void rule10_argumentsAndFunctions()
    {
        const auto function = [](const Grumpy &g) -> Coro<int> {
            const int value = g.value;
            co_await yieldNow();
            co_return value;
        };
        untilItSucceeds<Grumpy>(
            [&](Run &run) {
                run.read([&] {
                    const Grumpy argument(7);
                    auto task = eager(function, argument);
                    if (!runUntil([&] { return task.isReady(); }))
                        return -1; // it does not end
                    return task.result();
                });
            },
            7);
        untilItSucceeds<Grumpy>(
            [&](Run &run) {
                run.read([&] {
                    Grumpy captured(7);
                    auto task = post([captured]() -> Coro<int> {
                        const int value = captured.value;
                        co_await yieldNow();
                        co_return value;
                    });
                    if (!runUntil([&] { return task.isDone(); }))
                        return -1; // it does not end
                    return task.result();
                });
            },
            7);
    }
    void argumentsOfLatest() // which whoever emitted the signal must not be told of
    {
        const auto slot = latest([](const Grumpy &g) -> Coro<int> {
            const int value = g.value;
            co_await yieldNow();
            co_return value;
        });
        untilItSucceeds<Grumpy>(
            [&](Run &run) {
                const Grumpy argument(7);
                auto task = slot(argument);
                VERIFY_UNTIL(task.isReady());
                run.read([&] { return task.result(); });
            },
            7);
    }
    void offloaded()
    {
        awaiting<Grumpy>([]() -> Coro<int> {
            Grumpy captured(7);
            auto work = [captured = std::move(captured)] { return Grumpy(captured.value); };
            auto offloaded = offload(std::move(work));
            co_return (co_await offloaded).value;
        });
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
    void contextValues()
    {
        awaiting<Grumpy>([]() -> Coro<int> {
            ContextVar<Grumpy> variable("grumpy", Grumpy(1));
            variable.set(Grumpy(7));
            co_await yieldNow();
            co_return variable.value().value;
        });
    }
    void signalArguments() // which whoever emits it must not be told of
    {
        untilItSucceeds<Grumpy>(
            [&](Run &run) {
                Sender sender;
                const auto listen = [&]() -> Coro<int> {
                    const Grumpy said = co_await signal(&sender, &Sender::said);
                    co_return said.value;
                };
                auto task = eager(listen);
                const Grumpy argument(7);
                Q_EMIT sender.said(argument);
                VERIFY_UNTIL(task.isReady());
                run.read([&] { return task.result(); });
            },
            7);
    }
};

QTEST_GUILESS_MAIN(TestThrowing)

#include "tst_throwing.moc"
