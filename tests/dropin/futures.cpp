// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// QFutures. Compiled twice, see task.h.

#include "task.h"

#include "differences.h"

#include <QCoroFuture>

#include <QtCore/qexception.h>
#include <QtCore/qfuture.h>
#include <QtCore/qfutureinterface.h>
#include <QtCore/qpromise.h>
#include <QtCore/qthread.h>

namespace {

//! A future that has its result when a timer runs out.
QFuture<int> futureOf(int value)
{
    const auto promise = std::make_shared<QPromise<int>>();
    promise->start();
    QTimer::singleShot(1, [promise, value] {
        promise->addResult(value);
        promise->finish();
    });
    return promise->future();
}

class Broken : public QException
{
public:
    void raise() const override { throw *this; }
    Broken *clone() const override { return new Broken(*this); }
};

} // namespace

class TestFutures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readyOnes()
    {
        const auto coroutine = []() -> Task<int> {
            const QFuture<int> constant = QtFuture::makeReadyFuture(1);
            QFuture<int> future = QtFuture::makeReadyFuture(2);
            const int first = co_await constant;
            const int second = co_await future;
            co_await QtFuture::makeReadyFuture();
            co_return first + second + co_await qCoro(future).waitForFinished();
        };
        Task<int> task = coroutine();
        QVERIFY(task.isReady());
        QCOMPARE(QCoro::waitFor(task), 5);
    }

    void pendingOnes()
    {
        Log log;
        const auto coroutine = [&]() -> Task<> {
            const QFuture<int> constant = futureOf(1);
            log(co_await constant);
            log(co_await constant);
            QFuture<int> future = futureOf(2);
            log(co_await qCoro(future).waitForFinished());
            log("finished:", future.isFinished());
            log(co_await futureOf(3));
            QFuture<void> nothing(futureOf(4).then([](int) {}));
            co_await nothing;
            log("nothing");
        };
        QCoro::waitFor(coroutine());
        COMPARE_LOG(log, "1 1 2 finished:true 3 nothing");
    }

    void takenOnes()
    {
#if DROPIN_LAZYTASK
        const auto coroutine = []() -> Task<int> {
            QFuture<int> ready = QtFuture::makeReadyFuture(3);
            QFuture<int> pending = futureOf(4);
            const int first = co_await qCoro(ready).takeResult();
            co_return first + co_await qCoro(pending).takeResult();
        };
        QCOMPARE(QCoro::waitFor(coroutine()), 7);
#else
        QSKIP("qCoro(future) of this QCoro has no takeResult().");
#endif
    }

    void oneOfAnotherThread()
    {
        Log log;
        QPromise<int> promise;
        promise.start();
        const std::unique_ptr<QThread> thread(QThread::create([&promise] {
            promise.addResult(5);
            promise.finish();
        }));
        const auto coroutine = [&]() -> Task<> {
            log(co_await promise.future());
            log("here:", QThread::currentThread() == QCoreApplication::instance()->thread());
        };
        const Task<> task = coroutine();
        log("start");
        thread->start();
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "start 5 here:true");
        QVERIFY(thread->wait());
    }

    void exceptions()
    {
        Log log;
        const auto coroutine = [&]() -> Task<> {
            QPromise<int> promise;
            promise.start();
            QTimer::singleShot(1, [&] {
                promise.setException(Broken());
                promise.finish();
            });
            try {
                log(co_await promise.future());
            } catch (const Broken &) {
                log("broken");
            }
            try {
                log(co_await promise.future()); // it has ended
            } catch (const Broken &) {
                log("again");
            }
        };
        QCoro::waitFor(coroutine());
        COMPARE_LOG(log, "broken again");
    }

    void oneThatWasNotSaidToHaveStarted()
    {
        Log log;
        const auto coroutine = [&](bool suspend) -> Task<> {
            QFutureInterface<int> producer;
            const auto produce = [&producer] {
                producer.reportResult(6);
                producer.reportFinished();
            };
            if (suspend)
                QTimer::singleShot(1, produce);
            else
                produce();
            log(co_await producer.future());
        };
        QVERIFY(coroutine(false).isReady());
        QCoro::waitFor(coroutine(true));
        COMPARE_LOG(log, "6 6");
    }

    void aCancelledOneOfVoid()
    {
        Log log;
        QPromise<void> promise;
        promise.start();
        const auto coroutine = [&]() -> Task<> {
            try {
                const Leaving leaving(log);
                co_await promise.future();
                log("went-on");
            } catch (const std::exception &) {
                log("exception");
            }
        };
        const Task<> task = coroutine();
        promise.future().cancel();
        log("cancelled");
        promise.finish();
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(log.words(), Differences::cancelledFuture());
    }
};

QTEST_GUILESS_MAIN(TestFutures)
#include "futures.moc"
