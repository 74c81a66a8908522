// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// What the pools keep: up to 2 MiB of a size for good, what a burst leaves until the thread is quiet.

#include <qeager/detail/framepool.h>
#include <qeager/detail/threadstate.h>
#include <qeager/eager.h>
#include <qeager/sleep.h>

#include "shared/allocations.h"
#include "shared/loop.h"

#include <thread>

using namespace QEager;
using detail::FramePool;

class TestFramePool : public QObject
{
    Q_OBJECT

    static constexpr int Many = 60'000; // more than the pools keep in the long run

    static Coro<> waiting(int *left)
    {
        co_await yieldNow();
        --*left;
    }
    static Coro<int> one() { co_return 1; }
    static std::size_t freeBytes() { return detail::threadState().pool.free(); }
    static void burst()
    {
        int left = Many;
        for (int i = 0; i < Many; ++i)
            eager(waiting(&left));
        while (left > 0)
            spin();
    }

private Q_SLOTS:
    void init()
    {
        if (!COUNTS_ALLOCATIONS)
            QSKIP("Nothing is kept under AddressSanitizer, so that it sees each use after free.");
    }
    void keepsWhatABurstLeavesForTheNext()
    {
        burst();
        QVERIFY(freeBytes() > 2 * FramePool::Kept);
        const std::size_t left = freeBytes();
        const Allocations allocations;
        burst();
        QVERIFY2(allocations() < Many / 100, qPrintable(QString::number(allocations())));
        QVERIFY(freeBytes() >= left / 2); // all but what a slow machine gave back between the two
    }
    void givesItBackWhenTheThreadIsQuiet()
    {
        burst();
        const std::size_t most = freeBytes();
        VERIFY_UNTIL(freeBytes() < most - FramePool::Trimmed / 2);
        QVERIFY(freeBytes() > FramePool::Kept); // a little at a time
        VERIFY_UNTIL(freeBytes() <= 2 * FramePool::Kept); // two sizes: frames and tasks

        const Allocations allocations;
        int left = 1;
        eager(waiting(&left));
        QCOMPARE(allocations(), quint64(1)); // the event that resumes it: the rest comes from what was kept
        VERIFY_UNTIL(left == 0);
    }
    void growsAgainAfterwards()
    {
        VERIFY_UNTIL(freeBytes() <= 2 * FramePool::Kept);
        burst();
        QVERIFY(freeBytes() > 2 * FramePool::Kept);
    }
    void withoutAnEventLoopTheRestGoesAtOnce()
    {
        std::size_t left = 0;
        std::thread([&left] {
            eager(one()); // opens the pools
            {
                std::vector<Coro<int>> coros;
                for (int i = 0; i < Many; ++i)
                    coros.push_back(one());
            }
            left = freeBytes();
        }).join();
        QVERIFY(left > 0);
        QVERIFY2(left <= FramePool::Kept + 4096, qPrintable(QString::number(left)));
    }
};

QTEST_GUILESS_MAIN(TestFramePool)
#include "tst_framepool.moc"
