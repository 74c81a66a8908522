// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Reading devices that throw or delete their reader, in a transaction, and by co_await of the device itself.

#include <qeager/chaos.h>
#include <qeager/io.h>
#include <qeager/taskscope.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/nothingleft.h"
#include "shared/pipe.h"
#include "shared/startnow.h"
#include "shared/telling.h"

#include <QtCore/qbuffer.h>

#include <memory>
#include <stdexcept>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

Coro<> tellAwaited(Log &log, QIODevice *device, const char *name = "")
{
    const auto awaited = [](QIODevice *each) -> Coro<QByteArray> { co_return co_await each; };
    return tell(log, awaited(device), name);
}

} // namespace

class TestIoDevice : public TestWithLog
{
    Q_OBJECT

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { checkNothingIsLeft(2); }

    // -- devices are user code

    void aDeviceThatThrows()
    {
        const auto fail = [] { throw std::runtime_error("broken"); };
        Pipe pipe;
        pipe.whenAsked = fail;
        static_cast<void>(startNow(tell(log, readAll(&pipe), "at-once:")));
        Pipe other;
        const auto task = startNow(tell(log, readAll(&other), "in-the-signal:"));
        other.whenAsked = fail;
        other.feed("x");
        QCOMPARE(words(), QStringLiteral("at-once:broken in-the-signal:broken"));
        Pipe closing;
        const auto last = startNow(tell(log, readAll(&closing), "closing:"));
        closing.whenAsked = fail;
        closing.close();
        QCOMPARE(words(), QStringLiteral("at-once:broken in-the-signal:broken closing:broken"));
    }

    void aDeviceThatEndsItsAwaiter()
    {
        Pipe pipe;
        const auto cancelled = startNow(tell(log, readAll(&pipe), "a"));
        pipe.whenAsked = [&] { cancelled.cancel(); };
        pipe.feed("x");
        QCOMPARE(words(), QStringLiteral("aCancelled"));

        for (const bool closes : {false, true}) { // the whole frame goes
            Pipe other;
            auto scope = std::make_unique<TaskScope>();
            {
                const ChaosScope off(std::nullopt);
                scope->eager(tell(log, readLine(&other), "b"));
            }
            other.whenAsked = [&] { scope.reset(); };
            if (closes)
                other.close();
            else
                other.feed("x");
            QVERIFY(!scope);
        }
        QCOMPARE(words(), QStringLiteral("aCancelled bCancelled bCancelled"));
    }

    void inATransaction()
    {
        Pipe pipe;
        pipe.startTransaction();
        const auto line = startNow(tell(log, readLine(&pipe)));
        const auto some = startNow(tell(log, QEager::read(&pipe, 2)));
        pipe.feed("ab\n");
        QCOMPARE(words(), QStringLiteral("InvalidState [ab]"));
        pipe.rollbackTransaction();
        static_cast<void>(startNow(tell(log, readLine(&pipe))));
        QCOMPARE(words(), QStringLiteral("InvalidState [ab] [ab|]"));
    }

    // -- co_await device

    void awaitedAsItIs()
    {
        Pipe pipe;
        const auto task = startNow(tellAwaited(log, &pipe)), other = startNow(tellAwaited(log, &pipe));
        pipe.feed("x");
        COMPARE_LOG(log, "");
        QCOMPARE(words(), QStringLiteral("[x] []")); // it waits once
        pipe.feed("y");
        const ChaosScope off(std::nullopt);
        expectInline([&] { static_cast<void>(eager(tellAwaited(log, &pipe))); });
        QCOMPARE(words(), QStringLiteral("[x] [] [y]"));
        QCOMPARE(pipe.listeners(), 0);
    }

    void awaitedAsItIsAtTheEnd()
    {
        Pipe ended, ends, closes;
        ended.finish();
        QBuffer buffer; // has none, and no signal
        QVERIFY(buffer.open(QIODevice::ReadWrite));
        static_cast<void>(startNow(tellAwaited(log, &ended, "ended")));
        static_cast<void>(startNow(tellAwaited(log, &buffer, "buffer")));
        const auto first = startNow(tellAwaited(log, &ends, "ends")),
                   second = startNow(tellAwaited(log, &closes, "closes"));
        QCOMPARE(words(), QStringLiteral("ended[] buffer[]"));
        ends.finish();
        closes.feed("x");
        closes.close(); // before its turn
        QCOMPARE(words(), QStringLiteral("ended[] buffer[] ends[] closes[x]"));
    }

    void awaitedAsItIsAndGone()
    {
        static_cast<void>(startNow(tellAwaited(log, nullptr)));
        auto pipe = std::make_unique<Pipe>();
        const auto gone = startNow(tellAwaited(log, pipe.get())), cancelled = startNow(tellAwaited(log, pipe.get()));
        QVERIFY(cancelled.cancel());
        pipe.reset();
        QCOMPARE(words(), QStringLiteral("Cancelled Cancelled Cancelled"));
        QVERIFY(gone.isDone());
    }
};

QTEST_GUILESS_MAIN(TestIoDevice)
#include "tst_io_device.moc"
