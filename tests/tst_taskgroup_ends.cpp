// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Rule 9: task groups that are closed, by a scope, an owner, a CoroStart, the end of the thread or of the application.

#include <qeager/corostart.h>
#include <qeager/sleep.h>
#include <qeager/taskgroup.h>
#include <qeager/taskscope.h>

#include "shared/endless.h"
#include "shared/grouptest.h"
#include "shared/messages.h"
#include "shared/phases.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qthread.h>

#include <cstdio>
#include <memory>
#include <optional>
#include <stdexcept>
#include <thread>

using namespace QEager;

namespace {

//! Two children, and a body that waits or does not.
auto twoChildren(Log &log, bool bodyWaits)
{
    return [&log, bodyWaits](TaskGroup &group) -> Coro<> {
        group.start(endless(log, "a"));
        group.start(endless(log, "b"));
        if (bodyWaits)
            co_await endless(log, "body");
    };
}

} // namespace

class TestTaskGroupEnds : public GroupTest
{
    Q_OBJECT

    static void addBodies()
    {
        QTest::addColumn<bool>("bodyWaits");
        QTest::newRow("while the body runs") << true;
        QTest::newRow("while the group waits") << false;
    }
    static QString closedLog(bool bodyWaits)
    {
        return QString::fromLatin1(bodyWaits ? "a b body closing ~body ~a ~b closed" : "a b closing ~a ~b closed");
    }

private Q_SLOTS:
    void init() { reset(); }
    void cleanup() { checkNothingIsLeft(); }

    // Whoever closes it
    void byItsScope_data() { addBodies(); }
    void byItsScope()
    {
        QFETCH(const bool, bodyWaits);
        TaskScope scope;
        const auto task = scope.eager(runner(twoChildren(log, bodyWaits))).task();
        log("closing");
        scope.close();
        log("closed");
        QCOMPARE(log.words(), closedLog(bodyWaits));
        QVERIFY(task.isCancelled());
        spin(3);
        QCOMPARE(log.words(), closedLog(bodyWaits));
    }
    void byItsOwner_data() { addBodies(); }
    void byItsOwner()
    {
        QFETCH(const bool, bodyWaits);
        auto owner = std::make_unique<QObject>();
        auto task = eager(runner(twoChildren(log, bodyWaits)), {.owner = owner.get()});
        log("closing");
        owner.reset();
        log("closed");
        QCOMPARE(log.words(), closedLog(bodyWaits));
        QVERIFY(task.isCancelled());
    }
    void byItsCoroStart_data() { addBodies(); }
    void byItsCoroStart()
    {
        QFETCH(const bool, bodyWaits);
        CoroStart<> start(runner(twoChildren(log, bodyWaits)));
        log("closing");
        start.close();
        log("closed");
        QCOMPARE(log.words(), closedLog(bodyWaits));
    }
    void acloseWaitsForTheChildren()
    {
        const auto host = [this]() -> Coro<> {
            CoroStart<> start(runner([this](TaskGroup &group) -> Coro<> {
                group.start(lingering(log, "slow", 3));
                co_return;
            }));
            co_await start.aclose();
            log("closed");
        };
        QCOMPARE(endOf(host()), QStringLiteral("slow! slow-ends closed value/0"));
    }
    void byTheEndOfItsThread_data()
    {
        QTest::addColumn<bool>("loop");
        QTest::addColumn<bool>("bodyWaits");
        for (const bool loop : {false, true}) {
            QTest::addRow("%s, the body runs", loop ? "loop" : "no loop") << loop << true;
            QTest::addRow("%s, the group waits", loop ? "loop" : "no loop") << loop << false;
        }
    }
    void byTheEndOfItsThread()
    {
        QFETCH(const bool, loop);
        QFETCH(const bool, bodyWaits);
        Messages messages;
        std::optional<TaskGroup> kept;
        const auto begin = [&] {
            static_cast<void>(eager(runner([&, bodyWaits](TaskGroup &group) -> Coro<> {
                kept = group;
                const Tracked tracked;
                const auto body = twoChildren(log, bodyWaits);
                co_await body(group);
            })));
            static_cast<void>(eager(withTaskGroup([](TaskGroup &group) -> Coro<> {
                group.start(crash("too late", 1)); // stands in the queue
                co_return;
            })));
            log("closing");
        };
        if (loop) {
            const std::unique_ptr<QThread> other(QThread::create([&] {
                QEventLoop events;
                QMetaObject::invokeMethod(&events, &QEventLoop::quit, Qt::QueuedConnection);
                events.exec();
                begin();
            }));
            other->start();
            QVERIFY(other->wait());
        } else {
            std::thread(begin).join();
        }
        // The oldest task first: in the order in which they suspended.
        const char *const expected = bodyWaits ? "a b body closing ~a ~b ~body" : "a b closing ~a ~b";
        QCOMPARE(log.words(), QLatin1StringView(expected));
        QCOMPARE(messages.take(), QString());
        QVERIFY(!kept->isOpen());
        QCOMPARE(kept->size(), 0);
        QVERIFY_THROWS_EXCEPTION(InvalidState, kept->start(yields(0)));
    }

    // From the inside
    void byAChild()
    {
        std::optional<TaskScope> scope(std::in_place);
        const auto closer = [&]() -> Coro<> {
            const Guard guard{log, "closer"};
            co_await yieldNow();
            log("closing");
            scope.reset();
            log("closed");
            co_await yieldNow();
            log("never");
        };
        const auto task = scope
                              ->eager(runner([&](TaskGroup &group) -> Coro<> {
                                  group.start(endless(log, "a"));
                                  group.start(closer());
                                  group.start(endless(log, "b"));
                                  co_return;
                              }))
                              .task();
        VERIFY_UNTIL(!scope);
        COMPARE_LOG(log, "a b closing ~a ~b closed ~closer");
        QVERIFY(task.isCancelled());
    }
    void byAChildInItsEagerPhase()
    {
        std::optional<TaskScope> scope(std::in_place);
        const auto closer = [&]() -> Coro<> {
            const Guard guard{log, "closer"};
            scope.reset();
            log("closed");
            co_await yieldNow();
            log("never");
        };
        const auto task = scope
                              ->eager(runner([&](TaskGroup &group) -> Coro<> {
                                  group.start(endless(log, "a"));
                                  co_await yieldNow();
                                  group.start(closer());
                                  log("body"); // it runs below on this stack
                                  group.start(endless(log, "b"));
                                  co_await yieldNow();
                                  log("never");
                              }))
                              .task();
        VERIFY_UNTIL(!scope);
        COMPARE_LOG(log, "a closed body b ~a ~closer ~b");
        QVERIFY(task.isCancelled());
    }
    // The group's frame is gone when its new child suspends, or fails. Whoever starts it is not in the group.
    void byAChildThatSomebodyElseStarts_data()
    {
        QTest::addColumn<bool>("fails");
        QTest::newRow("it goes on") << false;
        QTest::newRow("it fails") << true;
    }
    void byAChildThatSomebodyElseStarts()
    {
        QFETCH(const bool, fails);
        Messages messages;
        TaskScope scope;
        std::optional<TaskGroup> handle;
        const auto task = scope
                              .eager(runner([&](TaskGroup &group) -> Coro<> {
                                  handle = group;
                                  co_await endless(log, "body");
                              }))
                              .task();
        const auto closer = [&]() -> Coro<> {
            const Guard guard{log, "closer"};
            scope.close();
            log("closed");
            if (fails)
                throw std::runtime_error("boom");
            co_await yieldNow();
            log("never");
        };
        static_cast<void>(handle->start(closer(), {.name = QStringLiteral("child")}));
        log("started");
        COMPARE_LOG(log, "body ~body closed ~closer started");
        QVERIFY(task.isCancelled());
        QCOMPARE(messages.take().contains(QStringLiteral("boom")), fails);
    }
    void byItsBodyWhichDoesNotWait_data() { addPhases(); }
    void byItsBodyWhichDoesNotWait()
    {
        QFETCH(const bool, suspend);
        std::optional<TaskScope> scope(std::in_place);
        const auto task = scope
                              ->eager(runner([&, suspend](TaskGroup &group) -> Coro<> {
                                  group.start(endless(log, "a"));
                                  if (suspend)
                                      co_await yieldNow();
                                  scope.reset();
                                  log("closed");
                              }))
                              .task();
        VERIFY_UNTIL(task.isDone());
        COMPARE_LOG(log, "a closed ~a"); // it would have had to wait for "a", so nothing after that
        QVERIFY(task.isCancelled());
    }
};

// By the end of the application: in ~QCoreApplication, and before main() returns.
int main(int argc, char **argv)
{
    Log log;
    int failures = 0;
    {
        QCoreApplication application(argc, argv);
        TestTaskGroupEnds test;
        QTEST_SET_MAIN_SOURCE_PATH
        failures = QTest::qExec(&test, argc, argv);
        static_cast<void>(eager(withTaskGroup(twoChildren(log, true))));
        log("closing");
    }
    if (log.words() == QStringLiteral("a b body closing ~a ~b ~body"))
        return failures;
    std::fprintf(stderr, "FAIL!  : at the end of the application: %s\n", qPrintable(log.words()));
    return failures + 1;
}
#include "tst_taskgroup_ends.moc"
