// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// What the pools keep: up to 2 MiB of a size for good, what a burst leaves until the thread is quiet.

#include <qeager/detail/framepool.h>
#include <qeager/detail/threadstate.h>
#include <qeager/eager.h>
#include <qeager/future.h>
#include <qeager/sleep.h>

#include "shared/allocations.h"
#include "shared/loop.h"
#include "shared/sanitized.h"

#include <QtCore/qpromise.h>

#include <thread>
#include <vector>

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
        if (IsSanitized)
            QSKIP("Nothing is kept under a sanitizer, so that it sees each use after free.");
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
        constexpr int Few = 1000;
        int left = Few;
        for (int i = 0; i < Few; ++i)
            eager(waiting(&left));
        if (COUNTS_ALLOCATIONS)
            QCOMPARE(allocations(), quint64(1)); // the event that resumes it: the rest comes from what was kept
        VERIFY_UNTIL(left == 0);
    }
    void growsAgainAfterwards()
    {
        VERIFY_UNTIL(freeBytes() <= 2 * FramePool::Kept);
        burst();
        QVERIFY(freeBytes() > 2 * FramePool::Kept);
    }
    void slabsAreForBursts()
    {
        VERIFY_UNTIL(freeBytes() <= 2 * FramePool::Kept);
        const int before = FramePool::slabs();
        burst();
        // 60,000 of some 100 and of some 190 bytes; half of that where pointers are
        QVERIFY(FramePool::slabs() >= before + (sizeof(void *) == 8 ? 4 : 2));
        VERIFY_UNTIL(freeBytes() <= 2 * FramePool::Kept);
        VERIFY_UNTIL(FramePool::slabs() <= 4); // what is kept
    }
    void aSlabGoesWithItsLastBlock()
    {
        struct Survivor
        {
            static Coro<> run(int *left, QFuture<void> until)
            {
                co_await until;
                --*left;
            }
        };
        QPromise<void> end;
        end.start();
        int left = 0, survivors = 0;
        for (int i = 0; i < Many; ++i) {
            ++left;
            eager(waiting(&left));
            if (i % 1'000 == 0) {
                ++survivors;
                eager(Survivor::run(&survivors, end.future()));
            }
        }
        VERIFY_UNTIL(left == 0);
        VERIFY_UNTIL(freeBytes() <= 2 * FramePool::Kept + 100'000); // frames, tasks, and some frames of another size
        QVERIFY(freeBytes() > FramePool::Kept / 2); // what is in no slab of the survivors
        const int held = FramePool::slabs();
        // 60,000 tasks are in so many, and some in each live
        QVERIFY2(held >= (sizeof(void *) == 8 ? 3 : 2), qPrintable(QString::number(held)));

        end.finish();
        VERIFY_UNTIL(survivors == 0);
        burst(); // or there is nothing to give back
        VERIFY_UNTIL(FramePool::slabs() < held);
    }
    void blocksOfASlabGoBackOnAnyThread()
    {
        const int before = FramePool::slabs();
        int during = 0;
        std::vector<Coro<int>> coros;
        std::thread([&] { // ends before they do
            eager(one());
            for (int i = 0; i < Many; ++i)
                coros.push_back(one());
            during = FramePool::slabs();
        })
            .join();
        QVERIFY(during > before);
        std::thread([&] {
            eager(one());
            coros.clear();
        }).join();
        QCOMPARE(FramePool::slabs(), before);
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
