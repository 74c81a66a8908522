// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Reading a device. What the device itself may do is in tst_io_device, writing in tst_io_write, processes and threads
// are in tst_io_process.

#include <qeager/gather.h>
#include <qeager/io.h>
#include <qeager/timeout.h>

#include "shared/dialog.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/nothingleft.h"
#include "shared/pipe.h"
#include "shared/telling.h"

#include <QCoroTask>

#include <QtCore/qbuffer.h>
#include <QtCore/qthread.h>

#include <memory>
#include <type_traits>

using namespace QEager;
using namespace std::chrono_literals;

static_assert(std::is_same_v<detail::AwaitResult<Coro<QByteArray>>, QByteArray>);
static_assert(std::is_same_v<detail::AwaitResult<QIODevice *>, QByteArray>);
static_assert(std::is_same_v<detail::AwaitResult<QProcess &>, QByteArray>);
static_assert(std::is_nothrow_default_constructible_v<decltype(QEager::finished(std::declval<QProcess *>()))>);

class TestIo : public TestWithLog
{
    Q_OBJECT

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { checkNothingIsLeft(2); }

    // -- reading

    void whatIsThereDoesNotSuspend()
    {
        Pipe pipe;
        pipe.feed("one\ntwo three");
        const ChaosScope off(std::nullopt);
        expectInline([&] {
            static_cast<void>(eager(tell(log, readLine(&pipe))));
            static_cast<void>(eager(tell(log, QEager::read(&pipe, 4))));
            static_cast<void>(eager(tell(log, readLine(&pipe, 2)))); // so many are there
            static_cast<void>(eager(tell(log, readAll(&pipe))));
            pipe.finish();
            static_cast<void>(eager(tell(log, readAll(&pipe))));
            static_cast<void>(eager(tell(log, readLine(&pipe))));
        });
        COMPARE_LOG(log, "[one|] [two ] [th] [ree] [] []");
    }

    void waitsForTheFirstBytes()
    {
        Pipe pipe;
        const auto some = startNow(tell(log, QEager::read(&pipe, 3)));
        pipe.feed("abcde");
        COMPARE_LOG(log, ""); // never inside the emission
        QCOMPARE(words(), QStringLiteral("[abc]"));
        const auto rest = startNow(tell(log, readAll(&pipe)));
        const auto all = startNow(tell(log, readAll(&pipe)));
        QCOMPARE(words(), QStringLiteral("[abc] [de]"));
        pipe.feed("f");
        pipe.feed("g"); // before its turn
        QCOMPARE(words(), QStringLiteral("[abc] [de] [fg]"));
        QCOMPARE(pipe.listeners(), 0);
    }

    void waitsForAWholeLine()
    {
        Pipe pipe;
        const auto line = startNow(tell(log, readLine(&pipe)));
        pipe.feed("a");
        pipe.feed("b");
        QCOMPARE(words(), QString());
        pipe.feed("c\nd\ne");
        QCOMPARE(words(), QStringLiteral("[abc|]"));
        const auto second = startNow(tell(log, readLine(&pipe)));
        const auto third = startNow(tell(log, readLine(&pipe)));
        QCOMPARE(words(), QStringLiteral("[abc|] [d|]"));
        pipe.feed("f");
        pipe.finish();
        QCOMPARE(words(), QStringLiteral("[abc|] [d|] [ef]"));
        const auto few = startNow(tell(log, readLine(&pipe, 2)));
        QCOMPARE(words(), QStringLiteral("[abc|] [d|] [ef] []"));

        Pipe other;
        const auto two = startNow(tell(log, readLine(&other, 2)));
        other.feed("x");
        QVERIFY(!two.isDone());
        other.feed("yz");
        QCOMPARE(words(), QStringLiteral("[abc|] [d|] [ef] [] [xy]"));
    }

    void aRestAtTheEndIsALine()
    {
        Pipe pipe;
        pipe.feed("rest");
        pipe.finish();
        // The end cannot be heard any more; that of the others has not come.
        const auto rest = startNow(tell(log, readLine(&pipe)));
        Pipe open;
        open.feed("rest");
        const auto waits = startNow(tell(log, readLine(&open), "open"));
        QCOMPARE(words(), QStringLiteral("[rest]"));
        open.feed("!\n"); // looking for the end took nothing away
        QCOMPARE(words(), QStringLiteral("[rest] open[rest!|]"));
    }

    void randomAccessNeverWaits()
    {
        QBuffer buffer;
        buffer.setData("a\nb");
        QVERIFY(buffer.open(QIODevice::ReadWrite));
        const ChaosScope off(std::nullopt);
        expectInline([&] {
            static_cast<void>(eager(tell(log, readLine(&buffer, 20'000))));
            static_cast<void>(eager(tell(log, readLine(&buffer))));
            static_cast<void>(eager(tell(log, QEager::read(&buffer, 10))));
            static_cast<void>(eager(tell(log, QEager::write(&buffer, "c"))));
        });
        COMPARE_LOG(log, "[a|] [b] [] done");
        QCOMPARE(buffer.data(), QByteArray("a\nbc"));
    }

    void theEnd()
    {
        {
            Pipe pipe;
            const auto one = startNow(tell(log, readAll(&pipe), "a")),
                       other = startNow(tell(log, readLine(&pipe), "b"));
            pipe.finish();
            QCOMPARE(words(), QStringLiteral("a[] b[]"));
        }
        log.clear();
        {
            Pipe pipe;
            const auto one = startNow(tell(log, readLine(&pipe), "a")),
                       other = startNow(tell(log, readAll(&pipe), "b"));
            pipe.feed("x");
            pipe.close(); // what it has goes: the first to hear that gets it
            QCOMPARE(words(), QStringLiteral("b[] a[x]"));
            static_cast<void>(startNow(tell(log, readAll(&pipe), "closed")));
            static_cast<void>(startNow(tell(log, readLine(&pipe), "closed")));
            QCOMPARE(words(), QStringLiteral("b[] a[x] closed[] closed[]"));
        }
        log.clear();
        {
            Pipe pipe;
            const auto task = startNow(tell(log, QEager::read(&pipe, 2)));
            pipe.feed("xyz");
            pipe.close(); // before its turn
            QCOMPARE(words(), QStringLiteral("[xy]"));
            Pipe never(QIODevice::NotOpen);
            static_cast<void>(startNow(tell(log, readAll(&never))));
            QCOMPARE(words(), QStringLiteral("[xy] []"));
        }
    }

    void somebodyElseReads()
    {
        Pipe pipe;
        const auto one = startNow(tell(log, QEager::read(&pipe, 10), "a"));
        const auto other = startNow(tell(log, readAll(&pipe), "b"));
        pipe.feed("x"); // wakes both
        QCOMPARE(words(), QStringLiteral("a[x]"));
        pipe.feed("y");
        QCOMPARE(words(), QStringLiteral("a[x] b[y]"));

        const auto third = startNow(tell(log, readAll(&pipe), "c"));
        const auto slot = QObject::connect(&pipe, &QIODevice::readyRead, &pipe, [&] { log("slot:", pipe.readAll()); });
        pipe.feed("z");
        QCOMPARE(words(), QStringLiteral("a[x] b[y] slot:z"));
        QObject::disconnect(slot);
        pipe.finish();
        QCOMPARE(words(), QStringLiteral("a[x] b[y] slot:z c[]"));

        Pipe last;
        const auto fourth = startNow(tell(log, readAll(&last), "d"));
        last.feed("1");
        last.readAll();
        last.finish(); // before its turn
        QCOMPARE(words(), QStringLiteral("a[x] b[y] slot:z c[] d[]"));
    }

    void nullAndGone()
    {
        static_cast<void>(startNow(tell(log, readAll(nullptr))));
        static_cast<void>(startNow(tell(log, QEager::write(nullptr, "x"))));
        QCOMPARE(words(), QStringLiteral("Cancelled Cancelled"));
        log.clear();

        auto pipe = std::make_unique<Pipe>();
        const auto one = startNow(tell(log, readAll(pipe.get()))),
                   other = startNow(tell(log, QEager::write(pipe.get(), "x")));
        Coro<> later = tell(log, readAll(pipe.get()), "later:");
        QVERIFY(!one.isDone());
        QVERIFY(!other.isDone());
        pipe.reset();
        QCOMPARE(words(), QStringLiteral("Cancelled Cancelled"));
        static_cast<void>(startNow(std::move(later)));
        QCOMPARE(words(), QStringLiteral("Cancelled Cancelled later:Cancelled"));
        log.clear();

        pipe = std::make_unique<Pipe>();
        const auto late = startNow(tell(log, readAll(pipe.get())));
        pipe->feed("x");
        pipe.reset(); // before its turn
        QCOMPARE(words(), QStringLiteral("Cancelled"));
        QVERIFY(late.isDone());
    }

    void aDeviceThatDeletesItselfIsKept()
    {
        QPointer<Pipe> pipe = new Pipe;
        QObject::connect(pipe, &QIODevice::readyRead, pipe, &QObject::deleteLater);
        const auto first = [&] {
            startNow([](Log &to, QPointer<Pipe> device) -> Coro<> {
                const QByteArray data = co_await readAll(device.data());
                to(data, device ? ":there" : ":gone");
                while (device)
                    co_await sleep(1ms);
                to("gone");
            }(log, pipe));
            pipe->feed("x");
        };
        QVERIFY(inLoop(first, [] { return allTasks().isEmpty(); }));
        COMPARE_LOG(log, "x:there gone");
    }

    void cancellingLosesNothing()
    {
        Pipe pipe;
        const auto waiting = startNow(tell(log, readAll(&pipe), "a:"));
        QVERIFY(waiting.cancel());
        QCOMPARE(pipe.listeners(), 0); // at once
        const auto woken = startNow(tell(log, readAll(&pipe), "b:")), next = startNow(tell(log, readAll(&pipe), "c:"));
        pipe.feed("x");
        QVERIFY(woken.cancel());
        QCOMPARE(words(), QStringLiteral("a:Cancelled b:Cancelled c:[x]"));
        QCOMPARE(pipe.listeners(), 0);
    }

    void inATimeoutARaceAndAGather()
    {
        Pipe pipe, other;
        const auto late = startNow(tell(log, withTimeout(1ms, readAll(&pipe)), "late"));
        VERIFY_UNTIL(late.isDone());
        COMPARE_LOG(log, "lateTimedOut");
        QCOMPARE(pipe.listeners(), 0);

        auto raced = race(readLine(&pipe), readAll(&other), QEager::write(&other, "x"));
        VERIFY_UNTIL(pipe.listeners() && other.bytesToWrite());
        other.feed("first");
        VERIFY_UNTIL(raced.isReady());
        QCOMPARE(std::get<1>(raced.result()), QByteArray("first"));
        QCOMPARE(pipe.listeners() + other.listeners(), 0);
        other.flush();

        auto both = gather(readAll(&pipe), readAll(&other));
        VERIFY_UNTIL(pipe.listeners() && other.listeners());
        other.feed("b");
        pipe.feed("a");
        VERIFY_UNTIL(both.isReady());
        QCOMPARE(both.result(), std::make_tuple(QByteArray("a"), QByteArray("b")));
    }

    void inAQCoroTask()
    {
        Pipe pipe;
        const auto coroutine = [&]() -> QCoro::Task<> {
            log(co_await readAll(&pipe));
            co_await QEager::write(&pipe, "answer");
            log("written");
        };
        const auto task = coroutine();
        VERIFY_UNTIL(pipe.listeners());
        pipe.feed("question");
        VERIFY_UNTIL(pipe.bytesToWrite());
        pipe.flush();
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "question written");

        QTimer::singleShot(0, &pipe, [&] { pipe.feed("x"); });
        QCOMPARE(QCoro::waitFor(readAll(&pipe)), QByteArray("x"));
        QCoro::connect(readAll(&pipe), this, [&](const QByteArray &data) { log(data); });
        VERIFY_UNTIL(pipe.listeners());
        pipe.feed("connected");
        QCOMPARE(words(), QStringLiteral("question written connected"));
    }

    void theThreadEnds()
    {
        const std::unique_ptr<QThread> thread(QThread::create([this] {
            Pipe pipe;
            QEventLoop loop;
            startNow(tell(log, readAll(&pipe), "reading"));
            startNow(tell(log, QEager::write(&pipe, "x"), "writing"));
            QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
            loop.exec();
        }));
        thread->start();
        QVERIFY(thread->wait());
        COMPARE_LOG(log, "readingCancelled writingCancelled");
    }

    void aDeviceOfAnotherThread()
    {
        QThread thread;
        thread.start();
        auto *const pipe = new Pipe;
        pipe->moveToThread(&thread);
        static_cast<void>(startNow(tell(log, readAll(pipe))));
        static_cast<void>(startNow(tell(log, QEager::write(pipe, "x"))));
        QCOMPARE(words(), QStringLiteral("InvalidState InvalidState"));
        QMetaObject::invokeMethod(pipe, [pipe] { delete pipe; }, Qt::BlockingQueuedConnection);
        thread.quit();
        QVERIFY(thread.wait());
    }
};

QTEST_GUILESS_MAIN(TestIo)
#include "shared/moc_dialog.cpp"
#include "tst_io.moc"
