// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Rule 10: copies and moves that throw of functions, of what they capture, and of what they are given: arguments,
// signals, callbacks, context values. The exception becomes the outcome or reaches the caller.

#include <qeager/context.h>
#include <qeager/latest.h>
#include <qeager/offload.h>

#include "shared/throwingtest.h"

using namespace QEager;
using namespace std::chrono_literals;

class Sender : public QObject
{
    Q_OBJECT
Q_SIGNALS:
    void said(const Grumpy &grumpy);
};

class TestThrowingFunctions : public ThrowingTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_messages = std::make_unique<Messages>(); }
    void cleanup()
    {
        for (const QString &line : m_messages->take().split(u'\n', Qt::SkipEmptyParts))
            QVERIFY2(isReport(line), qPrintable(line));
        m_messages.reset();
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

QTEST_GUILESS_MAIN(TestThrowingFunctions)

#include "tst_throwing_functions.moc"
