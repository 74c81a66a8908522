// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Rule 9: however a member function and its object are named, the coroutine ends with that object.

#include <qeager/awaitsync.h>
#include <qeager/gather.h>
#include <qeager/latest.h>
#include <qeager/sleep.h>
#include <qeager/startpolicy.h>
#include <qeager/taskgroup.h>
#include <qeager/taskscope.h>

#include "shared/endless.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/phases.h"

#include <QtCore/qpointer.h>
#include <QtCore/qsharedpointer.h>

#include <functional>
#include <memory>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

class Base : public QObject
{
public:
    explicit Base(Log &l) : log(l) {}
    Coro<int> answer(int n) const
    {
        const Guard guard{log, "answer"};
        log("answer", n);
        if (n > 0)
            co_await sleep(1h);
        co_return m_value;
    }
    Log &log;
    int m_value = 7;
};

class Service : public Base
{
public:
    using Base::Base;
    Coro<int> leave(bool suspend)
    {
        Log &words = log;
        if (suspend)
            co_await yieldNow();
        co_await detachFromOwner();
        words("detached");
        co_await yieldNow();
        co_return 4;
    }
    ValueTask<int> leaveAtOnce(bool suspend) { co_return co_await leave(suspend); }
    Coro<int> answerOf(const Service *other) { return other->answer(2); }
    QCoro::Task<int> foreign() { co_return co_await answer(1); }
};

struct Kept // by somebody else
{
    void operator()(const Service *) const {}
};
using Unique = std::unique_ptr<Service, Kept>;

struct Kind
{
    const char *name;
    std::function<ValueTask<int>(Service *)> start;
    bool isTold = true; // before the function is called
};
constexpr auto Answer = &Service::answer;
const Kind Kinds[] = {
    {"pointer", [](Service *s) { return eager(Answer, s, 1); }},
    {"pointer to const", [](const Service *s) { return eager(Answer, s, 1); }},
    {"pointer to the base", [](Base *s) { return eager(&Base::answer, s, 1); }},
    {"std::ref", [](Service *s) { return eager(Answer, std::ref(*s), 1); }},
    {"std::cref", [](Service *s) { return eager(Answer, std::cref(*s), 1); }},
    {"std::unique_ptr", [](Service *s) { return eager(Answer, Unique(s), 1); }},
    {"std::shared_ptr", [](Service *s) { return eager(Answer, std::shared_ptr<const Service>(s, Kept()), 1); }},
    {"QPointer", [](Service *s) { return eager(Answer, QPointer<Service>(s), 1); }},
    {"QSharedPointer", [](Service *s) { return eager(Answer, QSharedPointer<Service>(s, Kept()), 1); }},
    {"eagerFunction", [](Service *s) { return eagerFunction(Answer)(s, 1); }},
    {"std::bind_front", [](Service *s) { return eager(std::bind_front(Answer, s), 1); }, false},
    {"const std::bind_front",
     [](Service *s) {
         const auto bound = std::bind_front(Answer, std::ref(*s));
         return eager(bound, 1);
     },
     false},
    {"std::mem_fn", [](Service *s) { return eager(std::mem_fn(Answer), s, 1); }, false},
    {"std::function",
     [](Service *s) { return eager(std::function<Coro<int>(int)>([s](int n) { return s->answer(n); }), 1); }, false},
    {"lambda", [](Service *s) { return eager([s] { return s->answer(1); }); }, false},
    {"lambda, with options",
     [](Service *s) { return eager([s] { return s->answer(1); }, {.name = QStringLiteral("n")}); }, false},
};

} // namespace

class TestOwnerKinds : public QObject
{
    Q_OBJECT
    Log log;

    void addKinds(bool toldOnly = false)
    {
        QTest::addColumn<int>("kind");
        for (int i = 0; i < int(std::size(Kinds)); ++i) {
            if (Kinds[i].isTold || !toldOnly)
                QTest::newRow(Kinds[i].name) << i;
        }
    }

private Q_SLOTS:
    void init() { log.clear(); }
    void cleanup() { checkNothingIsLeft(3); }

    void itEndsWithItsObject_data() { addKinds(); }
    void itEndsWithItsObject()
    {
        QFETCH(int, kind);
        auto service = std::make_unique<Service>(log);
        auto value = Kinds[kind].start(service.get());
        VERIFY_UNTIL(log.words() == QLatin1String("answer1"));
        log("delete");
        service.reset();
        log("deleted");
        COMPARE_LOG(log, "answer1 delete ~answer deleted");
        QVERIFY(value.isCancelled());
    }
    // A start that is posted holds the object weakly until the function is called.
    void theObjectGoesBeforeTheCall_data() { addKinds(true); }
    void theObjectGoesBeforeTheCall()
    {
        QFETCH(int, kind);
        Messages messages;
        auto service = std::make_unique<Service>(log);
        ValueTask<int> value;
        {
            const StartPolicyScope posted({.maxDepth = 0});
            value = Kinds[kind].start(service.get());
        }
        value.task().setName(QStringLiteral("late"));
        service.reset();
        QVERIFY(value.isCancelled());
        spin(2);
        COMPARE_LOG(log, "");
        QCOMPARE(messages.take(), QStringLiteral("late never began: it was closed before its turn came."));
    }
    void theObjectGoesAfterTheCallOfAPostedStart_data() { addKinds(); }
    void theObjectGoesAfterTheCallOfAPostedStart()
    {
        QFETCH(int, kind);
        auto service = std::make_unique<Service>(log);
        ValueTask<int> value;
        {
            const StartPolicyScope posted({.maxDepth = 0});
            value = Kinds[kind].start(service.get());
        }
        VERIFY_UNTIL(log.words() == QLatin1String("answer1"));
        service.reset();
        COMPARE_LOG(log, "answer1 ~answer");
        QVERIFY(value.isCancelled());
    }
    void aQPointerToNothingIsNotCalled()
    {
        QVERIFY(eager(Answer, QPointer<Service>(), 1).isCancelled());
        QVERIFY(eager(Answer, QPointer<const Service>(), 0).isCancelled());
    }

    // Wherever a function can be given.
    void everyStart_data()
    {
        QTest::addColumn<int>("how");
        const char *const ways[] = {"post",
                                    "createTask, posted",
                                    "createTask, inline",
                                    "TaskScope::eager",
                                    "TaskScope::post",
                                    "TaskGroup::start",
                                    "TaskGroup::post",
                                    "gather",
                                    "race",
                                    "latest",
                                    "latest, coalesced"};
        for (int i = 0; const char *way : ways)
            QTest::newRow(way) << i++;
    }
    void everyStart()
    {
        QFETCH(int, how);
        auto service = std::make_unique<Service>(log);
        const auto function = [s = service.get()] { return s->answer(1); };
        Log other;
        TaskScope scope;
        const auto newest = latest(function), later = latest(function, {.coalesce = true});
        const auto group = [&](TaskGroup &g) -> Coro<> {
            if (how == 5)
                g.start(function);
            else
                g.post(function);
            co_return;
        };
        TaskHandle task;
        switch (how) {
        case 0:
            task = post(function);
            break;
        case 1:
            task = createTask(function, {.eagerStart = false});
            break;
        case 2:
            task = createTask(function, {.eagerStart = true});
            break;
        case 3:
            task = scope.eager(function).task();
            break;
        case 4:
            task = scope.post(function);
            break;
        case 5:
        case 6:
            task = eager(withTaskGroup(group)).task();
            break;
        case 7:
            task = gather(function, ready(1)).task();
            break;
        case 8:
            task = race(function, endless(other, "other")).task();
            break;
        case 9:
            task = newest().task();
            break;
        case 10:
            task = later().task();
            break;
        }
        VERIFY_UNTIL(log.words() == QLatin1String("answer1"));
        log("delete");
        service.reset();
        log("deleted");
        COMPARE_LOG(log, "answer1 delete ~answer deleted");
        VERIFY_UNTIL(task.isDone());
    }

    void anOwnerThatIsNamedCounts_data() { addPhases(); }
    void anOwnerThatIsNamedCounts()
    {
        QFETCH(bool, suspend);
        auto service = std::make_unique<Service>(log);
        auto owner = std::make_unique<QObject>();
        const auto task =
            createTask([s = service.get()] { return s->answer(1); }, {.eagerStart = !suspend, .owner = owner.get()});
        VERIFY_UNTIL(log.words() == QLatin1String("answer1"));
        service.reset();
        QVERIFY(!task.isDone());
        owner.reset();
        COMPARE_LOG(log, "answer1 ~answer");
        QVERIFY(task.isCancelled());
    }
    void oneThatFinishesInlineCostsNoTask()
    {
        Service service(log);
        QCOMPARE(expectInline([&] { return eager(Answer, &service, 0); }).result(), 7);
        QCOMPARE(expectInline([&] { return eager(std::bind_front(Answer, &service), 0); }).result(), 7);
        QCOMPARE(expectInline([&] { return eager([&] { return service.answer(0); }); }).result(), 7);
        QCOMPARE(awaitSync([&] { return service.answer(0); }), 7);
    }
    void oneWhoseIdentityIsAskedForFirst()
    {
        auto service = std::make_unique<Service>(log);
        auto value = eager([this, s = service.get()] {
            log(currentTask().isNull());
            return s->answer(1);
        });
        service.reset();
        COMPARE_LOG(log, "false answer1 ~answer");
        QVERIFY(value.isCancelled());
    }
    void theFunctionDeletesTheObject()
    {
        auto value = eager([this] {
            const auto service = std::make_unique<Service>(log);
            return service->answer(0);
        });
        QVERIFY(value.isCancelled());
        COMPARE_LOG(log, "");
    }
    // What counts is the coroutine that was returned, not the function that returned it.
    void aMemberFunctionThatReturnsTheCoroutineOfAnother()
    {
        auto service = std::make_unique<Service>(log), other = std::make_unique<Service>(log);
        auto value = eager(&Service::answerOf, service.get(), other.get());
        VERIFY_UNTIL(log.words() == QLatin1String("answer2"));
        service.reset();
        QVERIFY(!value.isReady());
        other.reset();
        COMPARE_LOG(log, "answer2 ~answer");
        QVERIFY(value.isCancelled());
    }
    void aMemberFunctionThatReturnsAForeignCoroutine()
    {
        auto service = std::make_unique<Service>(log);
        auto value = eager(&Service::foreign, std::ref(*service));
        VERIFY_UNTIL(log.words() == QLatin1String("answer1"));
        log("delete");
        service.reset();
        VERIFY_UNTIL(value.isReady());
        QVERIFY(value.isCancelled());
        QVERIFY(log.words().startsWith(QLatin1String("answer1 delete ~answer")));
    }
    void leavingTheOwner_data() { addPhases(); }
    void leavingTheOwner()
    {
        QFETCH(bool, suspend);
        for (int how = 0; how < 4; ++how) {
            log.clear();
            auto service = std::make_unique<Service>(log);
            auto *const s = service.get();
            auto value = how == 0   ? eager([s, suspend] { return s->leave(suspend); })
                         : how == 1 ? eager(&Service::leave, s, suspend)
                         : how == 2 ? eager([s, suspend] { return s->leaveAtOnce(suspend); })
                                    : eager(&Service::leaveAtOnce, s, suspend);
            VERIFY_UNTIL(log.words() == QLatin1String("detached"));
            service.reset();
            QVERIFY(!value.isReady());
            VERIFY_UNTIL(value.isReady());
            QCOMPARE(value.result(), 4);
        }
    }
};

QTEST_GUILESS_MAIN(TestOwnerKinds)
#include "tst_owner_kinds.moc"
