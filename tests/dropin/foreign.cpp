// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Awaitables that the user wrote: their kinds, the references they give, who resumes whom. Compiled twice, see task.h.

#include "task.h"

#include "differences.h"

#include <type_traits>

namespace {

//! Resumed by a timer, gives a reference.
struct Shelf
{
    explicit Shelf(int &value) : place(&value) {}
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> handle) const
    {
        QTimer::singleShot(1, [handle] { handle.resume(); });
    }
    int &await_resume() const { return *place; }
    int *place;
};

//! The same of a reference to const, ready.
struct Label
{
    bool await_ready() const noexcept { return true; }
    void await_suspend(std::coroutine_handle<>) const noexcept {}
    const QString &await_resume() const noexcept { return *text; }
    const QString *text;
};

//! One with operator co_await(), a member.
struct Wrapped
{
    Shelf operator co_await() const { return shelf; }
    Shelf shelf;
};

//! And one with a function.
struct Outside
{
    Shelf shelf;
};
Shelf operator co_await(const Outside &outside) { return outside.shelf; }

//! Decides in await_suspend() not to suspend.
struct Declines
{
    bool await_ready() const noexcept { return false; }
    bool await_suspend(std::coroutine_handle<>) const noexcept { return false; }
    int await_resume() const noexcept { return 8; }
};

//! Gives the awaiter itself to go on with.
struct Returns
{
    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> handle) const noexcept { return handle; }
    int await_resume() const noexcept { return 9; }
};

struct Throws
{
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> handle) const
    {
        QTimer::singleShot(1, [handle] { handle.resume(); });
    }
    void await_resume() const { throw std::runtime_error("resumed"); }
};

//! Cannot be copied.
class Single
{
public:
    Single() = default;
    Single(Single &&) = default;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> handle) const
    {
        QTimer::singleShot(1, [handle] { handle.resume(); });
    }
    MoveOnly await_resume() const { return std::make_unique<int>(6); }

private:
    MoveOnly m_something;
};

} // namespace

class TestForeign : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lvaluesAndRvalues()
    {
        int place = 3;
        const auto coroutine = [&]() -> Task<int> {
            Shelf shelf(place);
            const int first = co_await shelf;
            const Shelf constant(place);
            const int second = co_await constant;
            co_return first + second + co_await Shelf(place);
        };
        Task<int> task = coroutine();
        QVERIFY(!task.isReady());
        QCOMPARE(QCoro::waitFor(task), 9);
    }

    void aReferenceStaysOne()
    {
        int place = 1;
        const QString text = QStringLiteral("label");
        bool same = false;
        const auto coroutine = [&]() -> Task<> {
            int &value = co_await Shelf(place);
            ++value;
            ++co_await Shelf(place);
            auto &&deduced = co_await Shelf(place);
            static_assert(std::is_same_v<decltype(deduced), int &>);
            const QString &label = co_await Label{&text};
            same = &deduced == &place && &label == &text;
        };
        QCoro::waitFor(coroutine());
        QCOMPARE(place, 3);
        QVERIFY(same);
    }

    void withAnOperator()
    {
        int place = 4;
        const auto coroutine = [&]() -> Task<int> {
            const Wrapped wrapped{Shelf(place)};
            int &value = co_await wrapped;
            ++value;
            const Outside outside{Shelf(place)};
            co_return co_await outside;
        };
        QCOMPARE(QCoro::waitFor(coroutine()), 5);
    }

    void thatDoNotSuspend()
    {
        const auto coroutine = []() -> Task<int> {
            co_await std::suspend_never();
            const int declined = co_await Declines();
            co_return declined + co_await Returns();
        };
        Task<int> task = coroutine();
        QVERIFY(task.isReady());
        QCOMPARE(QCoro::waitFor(task), 17);
    }

    void thatThrow()
    {
        Log log;
        const auto coroutine = [&]() -> Task<> {
            try {
                co_await Throws();
            } catch (const std::runtime_error &e) {
                log(e.what());
            }
        };
        QCoro::waitFor(coroutine());
        COMPARE_LOG(log, "resumed");
    }

    void thatCannotBeCopied()
    {
#if DROPIN_QCORO && defined(Q_CC_GNU_ONLY) && Q_CC_GNU < 1300
        QSKIP("GCC 12 copies what a QCoro::Task awaits.");
#else
        const auto coroutine = []() -> Task<int> {
            const MoveOnly box = co_await Single();
            Single single;
            const MoveOnly other = co_await single;
            co_return *box + *other;
        };
        QCOMPARE(QCoro::waitFor(coroutine()), 12);
#endif
    }

    void resumedByHand()
    {
        Log log;
        Trigger trigger;
        const auto coroutine = [&]() -> Task<> {
            co_await trigger;
            log("resumed");
        };
        const Task<> task = coroutine();
        log("fire");
        trigger.fire();
        log("fired");
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(log.words(), Differences::resumedByHand());
    }

    void severalResumedByHand()
    {
        // In the order in which they were.
        Log log;
        Trigger one, two;
        const auto coroutine = [&](Trigger &trigger, const char *name) -> Task<> {
            co_await trigger;
            log(name);
            co_await nothing();
            log(name, ":again");
        };
        const Task<> first = coroutine(one, "one");
        const Task<> second = coroutine(two, "two");
        two.fire();
        one.fire();
        VERIFY_UNTIL(first.isReady() && second.isReady());
        COMPARE_LOG(log, "two two:again one one:again");
    }
};

QTEST_GUILESS_MAIN(TestForeign)
#include "foreign.moc"
