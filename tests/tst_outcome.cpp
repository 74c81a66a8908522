// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/errors.h>
#include <qeager/outcome.h>

#include "shared/messages.h"
#include "shared/tracked.h"

#include <QtTest/qtest.h>

#include <concepts>
#include <stdexcept>
#include <type_traits>

using namespace QEager;

static_assert(std::copyable<Outcome<int>> && std::copyable<Outcome<void>>);
static_assert(std::movable<Outcome<MoveOnly>> && !std::is_copy_constructible_v<Outcome<MoveOnly>>);
static_assert(!std::default_initializable<Outcome<int>> && !std::default_initializable<Outcome<void>>);
static_assert(!std::convertible_to<int, Outcome<int>> && !std::convertible_to<std::exception_ptr, Outcome<int>>);
static_assert(!std::convertible_to<Outcome<int>, bool>); // `if` only: else outcomes could be added up
static_assert(std::same_as<decltype(std::declval<const Outcome<int> &>().value()), const int &>);
static_assert(std::same_as<decltype(std::declval<Outcome<int> &>().value()), const int &>);
static_assert(std::same_as<decltype(std::declval<Outcome<int>>().value()), int>);
static_assert(std::same_as<decltype(std::declval<const Outcome<void> &>().value()), void>);
static_assert(std::same_as<decltype(std::declval<Outcome<void>>().value()), void>);
static_assert(std::same_as<Outcome<void>::value_type, void>);

class TestOutcome : public QObject
{
    Q_OBJECT

    static std::exception_ptr error() { return std::make_exception_ptr(std::runtime_error("no")); }

private Q_SLOTS:
    void aValue()
    {
        const Outcome<NoDefault> outcome(std::in_place, 5);
        QVERIFY(outcome.hasValue());
        QVERIFY(outcome);
        QVERIFY(!outcome.isCancelled());
        QVERIFY(!outcome.exception());
        QCOMPARE(outcome.value().value, 5);
        QCOMPARE((*outcome).value, 5);
        QCOMPARE(outcome->value, 5);
        QCOMPARE(&outcome.value(), &*outcome);
    }
    void anException()
    {
        const std::exception_ptr no = error();
        Outcome<int> outcome(no);
        QVERIFY(!outcome.hasValue());
        QVERIFY(!outcome);
        QVERIFY(!outcome.isCancelled());
        QVERIFY(outcome.exception() == no);
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, outcome.value());
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, std::move(outcome).value());
    }
    void nothing()
    {
        const Outcome<void> done(std::in_place);
        QVERIFY(done);
        QVERIFY(!done.exception());
        done.value();
        Outcome<void> failed(error());
        QVERIFY(!failed);
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, failed.value());
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, std::move(failed).value());
    }
    void cancelled()
    {
        const Outcome<int> outcome(std::make_exception_ptr(Cancelled(QStringLiteral("stop"))));
        QVERIFY(!outcome);
        QVERIFY(outcome.isCancelled());
        QVERIFY_THROWS_EXCEPTION(Cancelled, outcome.value());
        QVERIFY(Outcome<void>(outcome.exception()).isCancelled());
    }
    void whatIsMoveOnlyIsMoved()
    {
        Outcome<MoveOnly> outcome(std::in_place, std::make_unique<int>(5));
        QCOMPARE(**outcome, 5);
        Outcome<MoveOnly> other = std::move(outcome);
        const MoveOnly value = std::move(other).value();
        QCOMPARE(*value, 5);
        QVERIFY(!*other);
    }
    void itIsCopiedAsItsValueIs()
    {
        {
            const int before = Tracked::copies;
            Outcome<Tracked> outcome(std::in_place, 5);
            const Outcome<Tracked> copy = outcome;
            QCOMPARE(Tracked::copies - before, 1);
            QCOMPARE(outcome->value + copy->value, 10);
            const Tracked taken = std::move(outcome).value();
            QCOMPARE(Tracked::copies - before, 1);
            QCOMPARE(taken.value, 5);
            outcome = Outcome<Tracked>(error());
            const Outcome<Tracked> failed = outcome;
            QVERIFY(failed.exception() == outcome.exception());
        }
        QCOMPARE(Tracked::alive, 0);
    }
    void anExceptionMayBeTheValue()
    {
        const std::exception_ptr value = error();
        Outcome<std::exception_ptr> outcome(std::in_place, value);
        QVERIFY(outcome);
        QVERIFY(!outcome.exception());
        QVERIFY(outcome.value() == value);
        QVERIFY(std::move(outcome).value() == value);
        const Outcome<std::exception_ptr> failed(value);
        QVERIFY(!failed);
        QVERIFY(failed.exception() == value);
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, failed.value());
        const Outcome<std::exception_ptr> cancelled(std::in_place, std::make_exception_ptr(Cancelled()));
        QVERIFY(!cancelled.isCancelled());
    }
    void anExceptionNobodyLooksAtIsNotLogged()
    {
        Messages messages;
        static_cast<void>(Outcome<int>(error()));
        QCOMPARE(messages.take(), QString());
    }
};

QTEST_GUILESS_MAIN(TestOutcome)
#include "tst_outcome.moc"
