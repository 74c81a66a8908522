// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Rule 9: a member function that returns a ValueTask. That has a task with an owner of its own already; the one that
// only waits for it ends there and then, too.

#include <qeager/chaos.h>
#include <qeager/eager.h>
#include <qeager/sleep.h>
#include <qeager/taskfactory.h>

#include "shared/endless.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/nothingleft.h"

#include <memory>
#include <optional>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

ValueTask<int> waiting(Log &log)
{
    const Guard guard{log, "waiting"};
    co_await sleep(1h);
    co_return 1;
}

class Service : public QObject
{
public:
    explicit Service(Log &l) : log(l) {}
    ValueTask<int> ask(int n)
    {
        const Guard guard{log, "ask"};
        log("ask", n);
        co_await sleep(1h);
        co_return 7;
    }
    ValueTask<int> askNobody() { return waiting(log); }
    ValueTask<int> insists()
    {
        Log &words = log; // when it catches, this is no Service any more
        try {
            co_await sleep(1h);
        } catch (const Cancelled &) {
            words("caught");
        }
        co_return 3;
    }
    Log &log;
};

} // namespace

class TestOwnerValueTask : public QObject
{
    Q_OBJECT
    Log log;

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { checkNothingIsLeft(3); }

    void aFunctionThatReturnsAValueTask()
    {
        auto service = std::make_unique<Service>(log);
        auto a = eager([s = service.get()] { return s->ask(1); });
        auto b = eager(&Service::ask, service.get(), 2);
        const auto c = post([s = service.get()] { return s->ask(3); });
        VERIFY_UNTIL(log.words() == QLatin1String("ask1 ask2 ask3"));
        service.reset();
        log("deleted");
        COMPARE_LOG(log, "ask1 ask2 ask3 ~ask ~ask ~ask deleted");
        QVERIFY(a.isCancelled());
        QVERIFY(b.isCancelled());
        QVERIFY(c.isCancelled());
    }
    void anOwnerThatIsNamedIsOneBesideThatOfAValueTask()
    {
        auto service = std::make_unique<Service>(log);
        auto owner = std::make_unique<QObject>();
        auto value = eager([s = service.get()] { return s->ask(1); }, {.owner = owner.get()});
        VERIFY_UNTIL(log.words() == QLatin1String("ask1"));
        owner.reset();
        VERIFY_UNTIL(value.isReady());
        QVERIFY(value.isCancelled());
        VERIFY_UNTIL(log.words() == QLatin1String("ask1 ~ask"));
    }
    void aFunctionThatReturnsAValueTaskOfNobody() // ends with its object all the same
    {
        const ChaosScope off(std::nullopt); // it has begun when that goes
        auto service = std::make_unique<Service>(log);
        auto value = eager(&Service::askNobody, service.get());
        service.reset();
        VERIFY_UNTIL(value.isReady());
        QVERIFY(value.isCancelled());
        VERIFY_UNTIL(log.words() == QLatin1String("~waiting"));
    }
    void aValueTaskThatGivesAValueWhenItIsClosed()
    {
        auto service = std::make_unique<Service>(log);
        auto value = eager([s = service.get()] { return s->insists(); });
        service.reset();
        COMPARE_LOG(log, "caught");
        QCOMPARE(value.result(), 3);
    }
    void anOtherAwaiterOfAValueTaskHasItsTurn()
    {
        auto service = std::make_unique<Service>(log);
        auto value = eager([s = service.get()]() -> Coro<int> { co_return co_await s->ask(1); });
        VERIFY_UNTIL(log.words() == QLatin1String("ask1"));
        service.reset();
        COMPARE_LOG(log, "ask1 ~ask");
        QVERIFY(!value.isReady());
        VERIFY_UNTIL(value.isReady());
        QVERIFY(value.isCancelled());
    }
};

QTEST_GUILESS_MAIN(TestOwnerValueTask)
#include "tst_owner_valuetask.moc"
