// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// QCoro's generators, which await tasks and are consumed by them. Compiled twice, see task.h.

#include "task.h"

#include <QCoroAsyncGenerator>
#include <QCoroGenerator>
#include <QCoroSignal>

#include <QtCore/qobject.h>

class Source : public QObject
{
    Q_OBJECT

public:
    void burst(int first, int last)
    {
        for (int i = first; i <= last; ++i)
            Q_EMIT value(i);
    }

Q_SIGNALS:
    void value(int number);
};

namespace {

QCoro::AsyncGenerator<int> awaitsTasks(Log &log)
{
    int number = 1; // QCoro 0.8 takes no constant
    co_yield number;
    log("asked");
    number = co_await later(2);
    co_await laterNothing();
    co_yield number;
    Task<int> lvalue = later(3);
    number = co_await lvalue;
    co_yield number;
    log("end");
}

//! Its last values are there at once.
QCoro::AsyncGenerator<int> severalAtOnce()
{
    for (int i = 1; i <= 2; ++i) {
        const Task<int> lvalue = later(i);
        int number = co_await lvalue;
        co_yield number;
    }
    for (int i = 3; i <= 5; ++i)
        co_yield i;
}

QCoro::AsyncGenerator<int> ready(int last)
{
    for (int i = 1; i <= last; ++i)
        co_yield i;
}

QCoro::AsyncGenerator<int> failsAfter(int last)
{
    for (int i = 1; i <= last; ++i)
        co_yield i;
    co_await failing(true);
}

QCoro::Generator<int> squares(int last)
{
    for (int i = 1; i <= last; ++i)
        co_yield i *i;
}

//! One that consumes another.
QCoro::AsyncGenerator<QString> texts(QCoro::AsyncGenerator<int> numbers)
{
    QCORO_FOREACH(const int number, numbers) { co_yield QStringLiteral("<%1>").arg(number); }
}

//! Consumes \a last values of a signal.
Task<> listen(Log &log, Source &source, int last)
{
    auto listener = qCoroSignalListener(&source, &Source::value);
    QCORO_FOREACH(const int number, listener)
    {
        log(number);
        if (number == last)
            break;
    }
    log("left");
}

} // namespace

class TestGenerators : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGeneratorThatAwaitsTasks()
    {
        Log log;
        const auto coroutine = [&]() -> Task<> {
            auto generator = awaitsTasks(log);
            QCORO_FOREACH(const int number, generator) { log(number); }
            log("left");
        };
        const Task<> task = coroutine();
        COMPARE_LOG(log, "1 asked");
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "1 asked 2 3 end left");
    }

    void byItsIterators()
    {
        Log log;
        const auto coroutine = [&]() -> Task<> {
            auto generator = awaitsTasks(log);
            for (auto it = co_await generator.begin(); it != generator.end(); co_await ++it) {
                log(*it);
                co_await laterNothing(); // it goes on only when it is asked
                log("slept");
            }
        };
        QCoro::waitFor(coroutine());
        COMPARE_LOG(log, "1 slept asked 2 slept 3 slept end");
    }

    void whatIsThereDoesNotSuspend()
    {
        Log log;
        const auto coroutine = [&]() -> Task<int> {
            int sum = 0;
            QCORO_FOREACH(const int number, ready(3)) { sum += number; }
            for (const int number : squares(3)) {
                log(number);
                sum += co_await now(number);
            }
            co_return sum;
        };
        Task<int> task = coroutine();
        QVERIFY(task.isReady());
        QCOMPARE(QCoro::waitFor(task), 20);
        COMPARE_LOG(log, "1 4 9");
    }

    void severalValuesAtOnce()
    {
        Log log;
        const auto coroutine = [&]() -> Task<> {
            auto generator = severalAtOnce();
            QCORO_FOREACH(const int number, generator) { log(number); }
        };
        QCoro::waitFor(coroutine());
        COMPARE_LOG(log, "1 2 3 4 5");
    }

    void oneThatFails()
    {
        Log log;
        const auto coroutine = [&]() -> Task<> {
            try {
                auto generator = failsAfter(2);
                QCORO_FOREACH(const int number, generator) { log(number); }
                log("never");
            } catch (const std::runtime_error &e) {
                log(e.what());
            }
        };
        QCoro::waitFor(coroutine());
        COMPARE_LOG(log, "1 2 broken");
    }

    void oneThatConsumesAnother()
    {
        Log log;
        const auto coroutine = [&]() -> Task<> {
            auto generator = texts(awaitsTasks(log));
            QCORO_FOREACH(const QString &text, generator) { log(text); }
        };
        QCoro::waitFor(coroutine());
        COMPARE_LOG(log, "<1> asked <2> <3> end");
    }

    void signalsOneAtATime()
    {
        Log log;
        Source source;
        const Task<> task = listen(log, source, 3);
        for (int i = 1; i <= 3; ++i) {
            Q_EMIT source.value(i);
            log("emitted");
            spin(2);
        }
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "emitted 1 emitted 2 emitted 3 left");
    }

    void aBurstOfSignals()
    {
        // No more than is consumed: QCoro 0.8 does not survive a listener that goes while a signal is on its way to it.
        Log log;
        Source source;
        const Task<> task = listen(log, source, 5);
        source.burst(1, 5);
        COMPARE_LOG(log, "");
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "1 2 3 4 5 left");
    }

    void aListenerWithATimeout()
    {
        Log log;
        Source source;
        const auto coroutine = [&]() -> Task<> {
            auto listener = qCoroSignalListener(&source, &Source::value, 5ms);
            QCORO_FOREACH(const int number, listener) { log(number); }
            log("timeout");
        };
        const Task<> task = coroutine();
        Q_EMIT source.value(1);
        VERIFY_UNTIL(!log.words().isEmpty());
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "1 timeout");
    }
};

QTEST_GUILESS_MAIN(TestGenerators)
#include "generators.moc"
