// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/eager.h>
#include <qeager/exceptiongroup.h>
#include <qeager/taskgroup.h>

#include "shared/ending.h"
#include "shared/loop.h"

#include <QtCore/qfuture.h>
#include <QtCore/qpromise.h>
#include <QtTest/qtest.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

using namespace QEager;

static_assert(std::derived_from<ExceptionGroup, Error> && std::is_final_v<ExceptionGroup>);
static_assert(std::copyable<ExceptionGroup> && std::is_nothrow_destructible_v<ExceptionGroup>);
static_assert(!std::is_default_constructible_v<ExceptionGroup>);
static_assert(noexcept(std::declval<const ExceptionGroup &>().exceptions()));
static_assert(std::copyable<ExceptionGroupSplit>);

namespace {

struct Odd
{
};

template <typename E>
std::exception_ptr make(E error)
{
    return std::make_exception_ptr(std::move(error));
}
std::exception_ptr failure(const char *word) { return make(std::runtime_error(word)); }
template <typename... Errors>
ExceptionGroup groupOf(const Errors &...errors)
{
    return ExceptionGroup(QStringLiteral("a test"), {errors...});
}
QStringList leavesOf(const ExceptionGroup &group)
{
    QStringList words;
    for (const std::exception_ptr &leaf : group.leaves())
        words.append(ending(leaf));
    return words;
}

} // namespace

class TestExceptionGroup : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatListsThem()
    {
        QCOMPARE(groupOf(failure("disk full")).what(), "1 exception in a test: disk full");
        const ExceptionGroup two(QStringLiteral("a task group"), {failure("disk full"), failure("no route to host")});
        QCOMPARE(two.what(), "2 exceptions in a task group: disk full; no route to host");
        QCOMPARE(two.message(), QString::fromUtf8(two.what()));
    }
    void whatOfANestedOneListsThoseInside()
    {
        const ExceptionGroup nested = groupOf(failure("a"), make(groupOf(failure("b"), failure("c"))));
        QCOMPARE(nested.what(), "2 exceptions in a test: a; 2 exceptions in a test: b; c");
    }
    void whatOfOthersSaysSomething()
    {
        QCOMPARE(groupOf(make(Odd()), make(7), make(Cancelled())).what(),
                 "3 exceptions in a test: an exception that is not a std::exception; an exception that is not a "
                 "std::exception; The task was cancelled.");
    }
    void whatTakesTextAsItIs()
    {
        const ExceptionGroup group(QStringLiteral("%2 %3"), {failure("%1 \xc3\xa9"), failure("100%")});
        QCOMPARE(group.what(), "2 exceptions in %2 %3: %1 \xc3\xa9; 100%");
    }
    void exceptionsAreInOrder()
    {
        const std::exception_ptr a = failure("a"), b = failure("b");
        const ExceptionGroup inner = groupOf(a);
        const std::exception_ptr nested = make(inner);
        const ExceptionGroup group = groupOf(b, nested, a);
        QCOMPARE(group.exceptions(), (std::vector{b, nested, a}));
        QCOMPARE(group.leaves(), (std::vector{b, a, a}));
    }
    void leavesOfGroupsInGroups()
    {
        const auto deep = make(groupOf(make(groupOf(failure("c"), failure("d"))), failure("e")));
        QCOMPARE(leavesOf(groupOf(failure("a"), make(Odd()), deep, failure("f"))),
                 QStringList({"a", "?", "c", "d", "e", "f"}));
        QCOMPARE(leavesOf(groupOf(make(groupOf()))), QStringList());
    }
    void containsLooksAtTheLeaves()
    {
        const ExceptionGroup group = groupOf(failure("a"), make(groupOf(make(TimedOut()))), make(Odd()));
        QVERIFY(group.contains<std::runtime_error>());
        QVERIFY(group.contains<TimedOut>()); // in the inner one
        QVERIFY(group.contains<Error>());
        QVERIFY(group.contains<QException>()); // by a base
        QVERIFY(group.contains<std::exception>());
        QVERIFY(group.contains<Odd>());
        QVERIFY(!group.contains<Cancelled>());
        QVERIFY(!group.contains<std::logic_error>());
        QVERIFY(!group.contains<int>());
        QVERIFY(!group.contains<ExceptionGroup>()); // that is no leaf
        QVERIFY(!groupOf().contains<std::exception>());
    }
    void copiesHoldTheSameExceptions()
    {
        const std::exception_ptr a = failure("a");
        std::optional<ExceptionGroup> group(groupOf(a));
        const ExceptionGroup copy(*group);
        ExceptionGroup assigned = groupOf(failure("x"), failure("y"));
        assigned = *group;
        group.reset();
        for (const ExceptionGroup *each : {&copy, &std::as_const(assigned)}) {
            QCOMPARE(each->exceptions(), std::vector{a});
            QCOMPARE(each->what(), "1 exception in a test: a");
        }
    }
    void clonesAndRaisesAsItself()
    {
        const ExceptionGroup group = groupOf(failure("a"), failure("b"));
        const std::unique_ptr<QException> clone(static_cast<const QException &>(group).clone());
        try {
            clone->raise();
            QFAIL("did not throw");
        } catch (const ExceptionGroup &raised) {
            QCOMPARE(raised.exceptions(), group.exceptions());
            QCOMPARE(raised.what(), group.what());
        }
    }
    void splitKeepsOrderAndNesting()
    {
        const std::exception_ptr a = failure("a"), b = failure("b"), late = make(TimedOut()), later = make(TimedOut());
        const ExceptionGroup group(QStringLiteral("a task group"), {a, make(groupOf(late, b)), later});
        const auto [matching, rest] = group.split<TimedOut>();
        QCOMPARE(ending(make(*matching)), QStringLiteral("[[TimedOut],TimedOut]"));
        QCOMPARE(ending(make(*rest)), QStringLiteral("[a,[b]]"));
        QCOMPARE(matching->leaves(), (std::vector{late, later})); // these very ones
        QCOMPARE(rest->leaves(), (std::vector{a, b}));
        QCOMPARE(rest->what(), "2 exceptions in a task group: a; 1 exception in a test: b");
        QCOMPARE(ending(make(group)), QStringLiteral("[a,[TimedOut,b],TimedOut]"));
    }
    void splitGivesNoEmptyGroup()
    {
        const ExceptionGroup group = groupOf(failure("a"), make(groupOf(failure("b"))));
        const auto none = group.split<TimedOut>();
        QVERIFY(!none.matching);
        QCOMPARE(none.rest->exceptions(), group.exceptions()); // the inner group, too, is the same one
        const auto all = group.split<std::runtime_error>();
        QVERIFY(!all.rest);
        QCOMPARE(all.matching->leaves(), group.leaves());
        const auto nothing = groupOf().split<TimedOut>();
        QVERIFY(!nothing.matching);
        QVERIFY(nothing.rest);
        QVERIFY(nothing.rest->exceptions().empty());
    }
    void splitTakesAGroupThatMatchesAsAWhole()
    {
        const std::exception_ptr inner = make(groupOf(failure("b"), make(Odd())));
        const ExceptionGroup group = groupOf(failure("a"), inner, make(TimedOut()));
        const auto whole = group.split<Error>(); // which a group is
        QVERIFY(!whole.rest);
        QCOMPARE(whole.matching->exceptions(), group.exceptions());
        const auto byPlace = group.split([&](const std::exception_ptr &each) { return each == inner; });
        QCOMPARE(byPlace.matching->exceptions(), std::vector{inner});
        QCOMPARE(ending(make(*byPlace.rest)), QStringLiteral("[a,TimedOut]"));
    }
    void splitAsksOnceAndInOrder()
    {
        const ExceptionGroup group =
            groupOf(failure("a"), make(groupOf(failure("b"), make(groupOf(failure("c"))))), make(Odd()));
        QStringList asked;
        const auto parts = group.split([&](const std::exception_ptr &each) {
            asked.append(ending(each));
            return asked.last() == u"[c]";
        });
        QCOMPARE(asked, QStringList({"[a,[b,[c]],?]", "a", "[b,[c]]", "b", "[c]", "?"}));
        QCOMPARE(ending(make(*parts.matching)), QStringLiteral("[[[c]]]"));
        QCOMPARE(ending(make(*parts.rest)), QStringLiteral("[a,[b],?]"));
        QVERIFY_THROWS_EXCEPTION(
            ExceptionGroup, group.split([](const std::exception_ptr &each) -> bool { std::rethrow_exception(each); }));
    }
    void subgroupIsWhatMatches()
    {
        const ExceptionGroup group = groupOf(failure("a"), make(groupOf(failure("b"), make(TimedOut()))), make(Odd()));
        QCOMPARE(ending(make(*group.subgroup<TimedOut>())), QStringLiteral("[[TimedOut]]"));
        QVERIFY(!group.subgroup<Cancelled>());
        const auto odd = [](const std::exception_ptr &each) { return ending(each) == u"?"; };
        QCOMPARE(ending(make(*group.subgroup(odd))), QStringLiteral("[?]"));
        QCOMPARE(group.subgroup<ExceptionGroup>()->exceptions(), group.exceptions());
    }
    void crossesAQFuture()
    {
        QPromise<int> promise;
        promise.start();
        promise.setException(groupOf(failure("a"), make(Odd())));
        promise.finish();
        const QFuture<int> future = promise.future();
        QString seen;
        std::thread([&] {
            try {
                future.result();
            } catch (...) {
                seen = ending(std::current_exception());
            }
        }).join();
        QCOMPARE(seen, QStringLiteral("[a,?]"));
    }
    void crossesTheFutureOfATask()
    {
        auto task = eager(withTaskGroup([](TaskGroup &group) -> Coro<int> {
            group.start(crash("a", 1));
            co_return 1;
        }));
        QFuture<int> future = task.toFuture();
        VERIFY_UNTIL(future.isFinished());
        QVERIFY_THROWS_EXCEPTION(ExceptionGroup, future.result());
        QVERIFY_THROWS_EXCEPTION(Error, future.result());
    }
};

QTEST_GUILESS_MAIN(TestExceptionGroup)
#include "tst_exceptiongroup.moc"
