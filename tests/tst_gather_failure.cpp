// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

/*! \file
    gather() of parts that fail, and misuse of it.
*/

#include <qeager/gather.h>

#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/parts.h"
#include "shared/tracked.h"

#include <QtCore/qsemaphore.h>
#include <QtCore/qthread.h>

#include <thread>

using namespace QEager;

class TestGatherFailure : public QObject
{
    Q_OBJECT
    Log log;

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { checkNothingIsLeft(); }

    void theFirstExceptionIsTheOutcomeAtOnceAndTheOthersRunOn_data() { addForms(Form::Tuple, Form::Limited); }
    void theFirstExceptionIsTheOutcomeAtOnceAndTheOthersRunOn()
    {
        QFETCH(const int, form);
        Messages messages;
        auto a = named("a", failing(log, "a", 6)), b = named("b", giving(log, "b", 6, 2)),
             c = named("c", failing(log, "c", 1));
        auto all = eager(receiver(log, several(Form(form), std::move(a), std::move(b), std::move(c))));
        VERIFY_UNTIL(all.isReady());
        COMPARE_LOG(log, "a b c c! failed:c");
        VERIFY_UNTIL(allTasks().isEmpty());
        COMPARE_LOG(log, "a b c c! failed:c a! b=2");
        spin(2);
        QCOMPARE(messages.take(), QStringLiteral("The exception of a was never retrieved: a"));
    }
    void ofTwoInOneTurnTheFirstToEnd_data() { addForms(Form::Tuple, Form::Limited); }
    void ofTwoInOneTurnTheFirstToEnd()
    {
        QFETCH(const int, form);
        Messages messages;
        auto b = named("b", failing(log, "b", 2)), a = named("a", failing(log, "a", 2));
        auto all =
            eager(receiver(log, several(Form(form), std::move(a), named("c", giving(log, "c", 3, 3)), std::move(b))));
        VERIFY_UNTIL(all.isReady() && allTasks().isEmpty());
        COMPARE_LOG(log, "b a c b! a! c=3 failed:b");
        QCOMPARE(messages.take(), QStringLiteral("The exception of a was never retrieved: a"));
    }
    void aSynchronousFailureStillStartsTheRest()
    {
        Messages messages;
        auto all = gather(giving(log, "a", 1, 1), failing(log, "b", 0), giving(log, "c", 0, 3), failing(log, "d", 0),
                          giving(log, "e", 1, 5));
        COMPARE_LOG(log, "a b b! c c=3 d d! e");
        QVERIFY(all.isReady());
        QVERIFY(!all.isTask());
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, all.result());
        QCOMPARE(messages.take(), QStringLiteral("The exception of an eager start was never retrieved: d"));
        VERIFY_UNTIL(allTasks().isEmpty());
        COMPARE_LOG(log, "a b b! c c=3 d d! e a=1 e=5");
        QCOMPARE(messages.take(), QString());
    }
    void soDoesItInARange()
    {
        Messages messages;
        auto parts =
            rangeOf(giving(log, "a", 0, 1), giving(log, "b", 1, 2), failing(log, "c", 0), failing(log, "d", 0));
        auto all = gather(std::move(parts));
        COMPARE_LOG(log, "a a=1 b c c! d d!");
        QVERIFY(all.isReady());
        QVERIFY(!all.isTask());
        QCOMPARE(messages.take(), QStringLiteral("The exception of an eager start was never retrieved: d"));
        try {
            all.takeResult();
        } catch (const std::runtime_error &e) {
            log(e.what());
        }
        VERIFY_UNTIL(allTasks().isEmpty());
        COMPARE_LOG(log, "a a=1 b c c! d d! c b=2");
        QCOMPARE(messages.take(), QString());
    }
    void synchronousPartsOfWhichOneFailsNeedNoTask()
    {
        const auto tuple = expectInline([this] { return gather(failing(log, "a", 0), giving(log, "b", 0, 2)); });
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, tuple.result());
        auto parts = rangeOf(failing(log, "c", 0), giving(log, "d", 0, 4));
        const auto range = expectInline([&] { return gather(std::move(parts)); });
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, range.result());
        COMPARE_LOG(log, "a a! b b=2 c c! d d=4");
    }
    void anOutcomeNobodyLooksAtIsLoggedOnce_data() { addForms(Form::Tuple, Form::Limited); }
    void anOutcomeNobodyLooksAtIsLoggedOnce()
    {
        QFETCH(const int, form);
        Messages messages;
        for (const int yields : {0, 1}) {
            several(Form(form), giving(log, "a", 0, 1), failing(log, "b", yields), giving(log, "c", yields, 1));
            VERIFY_UNTIL(allTasks().isEmpty());
            const QString lines = messages.take();
            QCOMPARE(lines.count(QLatin1Char('\n')), 0);
            QVERIFY2(lines.endsWith(QStringLiteral(" was never retrieved: b")), qPrintable(lines));
        }
    }
    void valuesOfTheOthersAreDropped_data() { addForms(Form::Tuple, Form::Limited); }
    void valuesOfTheOthersAreDropped()
    {
        QFETCH(const int, form);
        Messages messages;
        const auto part = [](int yields, bool fails) -> Coro<Tracked> {
            for (int i = 0; i < yields; ++i)
                co_await yieldNow();
            if (fails)
                throw std::runtime_error("x");
            co_return Tracked(5);
        };
        const auto all = several(Form(form), part(1, false), part(2, true), part(9, false));
        VERIFY_UNTIL(all.isReady());
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, all.result());
        QCOMPARE(Tracked::alive, 0);
        QCOMPARE(allTasks().size(), 1);
        VERIFY_UNTIL(allTasks().isEmpty());
        QCOMPARE(messages.take(), QString());
    }
    void aCancelledPartIsAFailure_data() { addForms(Form::Tuple, Form::Limited); }
    void aCancelledPartIsAFailure()
    {
        QFETCH(const int, form);
        auto a = eager(giving(log, "a", 9, 1)), part = eager(cleaning(log, "part", 0)),
             c = eager(giving(log, "c", 9, 3));
        const TaskHandle handle = part.task();
        auto all = eager(receiver(log, several(Form(form), std::move(a), std::move(part), std::move(c))));
        handle.cancel(u"only-me"_s);
        VERIFY_UNTIL(all.isReady());
        COMPARE_LOG(log, "a part c part!only-me ~part cancelled:only-me");
        QVERIFY(all.isCancelled());
        VERIFY_UNTIL(allTasks().isEmpty()); // nobody has asked the others to end
        COMPARE_LOG(log, "a part c part!only-me ~part cancelled:only-me a=1 c=3");
    }
    void aTaskThatFailedAlready_data() { addForms(Form::Tuple, Form::Limited); }
    void aTaskThatFailedAlready()
    {
        QFETCH(const int, form);
        Messages messages;
        {
            auto failed = named("failed", failing(log, "failed", 0)).task(), other = failed;
            auto pending = named("p", giving(log, "p", 1, 1)).task();
            const auto all = several(Form(form), pending, failed, pending);
            QVERIFY_THROWS_EXCEPTION(std::runtime_error, all.result());
        }
        VERIFY_UNTIL(allTasks().isEmpty());
        QCOMPARE(messages.take(), QString()); // it was retrieved
    }
    void anEmptyPartIsMisuse()
    {
        QVERIFY_THROWS_EXCEPTION(InvalidState, gather(giving(log, "a", 0, 1), Coro<int>(), giving(log, "c", 0, 1)));
        QVERIFY_THROWS_EXCEPTION(InvalidState, gather(giving(log, "a", 0, 1), Task<int>()));
        QVERIFY_THROWS_EXCEPTION(InvalidState, gather(giving(log, "a", 0, 1), ValueTask<int>()));
        COMPARE_LOG(log, "a a=1 a a=1 a a=1");
        log.clear();
        QVERIFY_THROWS_EXCEPTION(InvalidState, gather(rangeOf(giving(log, "a", 1, 1), Coro<int>())));
        QVERIFY_THROWS_EXCEPTION(InvalidState, gather(rangeOf(ready(1), ValueTask<int>())));
        VERIFY_UNTIL(allTasks().isEmpty());
        COMPARE_LOG(log, "a a=1"); // those before it run on
    }
    void aPartOfAnotherThreadIsMisuse_data() { addForms(); }
    void aPartOfAnotherThreadIsMisuse()
    {
        QFETCH(const int, form);
        QThread elsewhere;
        elsewhere.start();
        QSemaphore begun;
        const auto body = [&begun]() -> Coro<int> {
            begun.release();
            co_await QEager::sleep(std::chrono::hours(1));
            co_return 1;
        };
        const Task<int> foreign = post(body, {.thread = &elsewhere});
        begun.acquire();
        const Task<int> mine = eager(giving(log, "mine", 1, 1)).task();
        QVERIFY_THROWS_EXCEPTION(InvalidState, several(Form(form), mine, foreign, mine).result());
        VERIFY_UNTIL(allTasks().isEmpty());
        COMPARE_LOG(log, "mine mine=1");
        elsewhere.quit();
        QVERIFY(elsewhere.wait());
    }
    void partsThatAreLeftEndWithTheirThread_data() { addForms(); }
    void partsThatAreLeftEndWithTheirThread()
    {
        QFETCH(const int, form);
        Messages messages;
        std::thread([this, form] {
            auto a = named("a", cleaning(log, "a", 1)), b = named("b", cleaning(log, "b", 1)),
                 c = named("c", cleaning(log, "c", 1));
            eager(receiver(log, several(Form(form), std::move(a), std::move(b), std::move(c))), {.name = u"all"_s});
            log("end");
        }).join();
        COMPARE_LOG(log, "a b c end a!a was closed by its owner. ~a b!b was closed by its owner. ~b "
                         "c!c was closed by its owner. ~c cancelled:all was closed by its owner.");
        QCOMPARE(messages.take(), QString());
    }
};

QTEST_GUILESS_MAIN(TestGatherFailure)
#include "tst_gather_failure.moc"
