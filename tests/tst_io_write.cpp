// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Writing to a device.

#include <qeager/io.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/nothingleft.h"
#include "shared/pipe.h"
#include "shared/startnow.h"
#include "shared/telling.h"

using namespace QEager;

class TestIoWrite : public TestWithLog
{
    Q_OBJECT

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { checkNothingIsLeft(2); }

    void waitsUntilItIsWritten()
    {
        Pipe pipe;
        const auto one = startNow(tell(log, QEager::write(&pipe, "abc"), "a"));
        QCOMPARE(pipe.bytesToWrite(), 3);
        const auto other = startNow(tell(log, QEager::write(&pipe, "de"), "b"));
        const auto drained = startNow(tell(log, QEager::write(&pipe, {}), "c"));
        pipe.flush(2);
        QCOMPARE(words(), QString());
        pipe.flush(1); // others need not be
        QCOMPARE(words(), QStringLiteral("adone"));
        pipe.flush();
        QCOMPARE(words(), QStringLiteral("adone bdone cdone"));
        QCOMPARE(pipe.written, QByteArray("abcde"));
        QCOMPARE(pipe.listeners(), 0);
    }

    void whatIsTakenInPieces()
    {
        Pipe pipe;
        pipe.takes = 2;
        const auto task = startNow(tell(log, QEager::write(&pipe, "abcde")));
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(words(), QString());
            pipe.flush();
        }
        QCOMPARE(words(), QStringLiteral("done"));
        QCOMPARE(pipe.written, QByteArray("abcde"));
    }

    void whatCannotBeWritten()
    {
        Pipe readOnly(QIODevice::ReadOnly), closed(QIODevice::NotOpen), full, pipe;
        full.takes = 0;
        static_cast<void>(startNow(tell(log, QEager::write(&readOnly, "a"))));
        static_cast<void>(startNow(tell(log, QEager::write(&closed, "ab"))));
        static_cast<void>(startNow(tell(log, QEager::write(&full, "abc"))));
        const auto task = startNow(tell(log, QEager::write(&pipe, "abcd")));
        pipe.flush(1);
        pipe.finish(); // of the other direction
        QVERIFY(!task.isDone());
        pipe.close();
        QCOMPARE(words(), QStringLiteral("1_bytes_were_not_written_to_the_QIODevice:_It_is_not_open_for_writing. "
                                         "2_bytes_were_not_written_to_the_QIODevice:_It_is_not_open_for_writing. "
                                         "3_bytes_were_not_written_to_the_QIODevice:_Unknown_error "
                                         "3_bytes_were_not_written_to_the_QIODevice:_Unknown_error"));
    }

    void cancellingAWriteTakesNothingBack()
    {
        Pipe pipe;
        const auto task = startNow(tell(log, QEager::write(&pipe, "abc")));
        QVERIFY(task.cancel());
        QCOMPARE(pipe.listeners(), 0);
        pipe.flush();
        QCOMPARE(words(), QStringLiteral("Cancelled"));
        QCOMPARE(pipe.written, QByteArray("abc"));
    }
};

QTEST_GUILESS_MAIN(TestIoWrite)
#include "tst_io_write.moc"
