// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    QEager::Test: what the tests of code that uses QEager need. Link `QEager::Test`, and write your tests with Qt Test.

    \code
    void asksAgain()
    {
        const QEager::Test::VirtualTime time;      // the pauses between the attempts take no time
        QEAGER_RUN(5s, m_client.load(url));        // fails if it throws, or has not ended after five seconds
        QEAGER_COMPARE_LOG(m_log, "asked refused asked shown");
    }
    \endcode

    **Failures** are those of the running test function. Where none runs, and on other threads than the application's,
    InvalidState is thrown instead, with the same sentence; a destructor writes it as a warning in the category
    `qeager`. Python has no counterpart.
*/

#include <qeager/chaos.h>
#include <qeager/detail/test.h>
#include <qeager/part.h>
#include <qeager/statistics.h>
#include <qeager/taskfactory.h>

#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>
#include <QtTest/qtest.h>

#include <chrono>
#include <memory>
#include <optional>
#include <source_location>
#include <type_traits>

namespace QEager::Test {

/*! Starts \a part, which is a coroutine, a function that returns one, or any other Part, as eager() does. Then runs the
    event loop of this thread until it has ended, or until \a limit milliseconds have passed.

    **Inline**: what finishes synchronously needs no event loop. If \a limit is zero or less, it has to.

    **The loop** delivers every event, deferred deletions included, as QTest::qWait() does. It takes no notice of
    QCoreApplication::quit(). The limit is real time, in a VirtualTime as well. What runs without an await when the
    limit passes is not interrupted.

    **The test fails**, at \a where, if the coroutine ends with an exception, whose what() is in the message; if it is
    cancelled; or if the limit passes. In that case the message names the task, and says what that waits for, and what
    the tasks wait for that it awaits. The task is then asked to end, and the loop goes on for at most 200 ms more. What
    is left is closed, as TaskScope does. So the coroutine does not outlive what the test function lent it.

    **In a VirtualTime**, no time passes between the end of the coroutine and the end of this call.

    **If \a part runs already** (a Task, a ValueTask, a QFuture), a new task awaits it, and asks it to end in that case.

    \return the value in a std::optional, which is empty after a failure. Without a value, whether it ended well.
*/
template <Part P>
detail::TestResult<ResultOf<P>> run(std::chrono::milliseconds limit, P &&part, TaskOptions options = {},
                                    std::source_location where = std::source_location::current())
{
    return detail::runInTest(limit, std::forward<P>(part), std::move(options), where);
}
//! Refuses anything else with a static_assert that says why.
template <typename P>
    requires(!Part<P>)
bool run(std::chrono::milliseconds, P &&, TaskOptions = {})
{
    return detail::refuse<P>().isReady();
}

/*! Runs the event loop until nothing is left to do: no task of this thread can go on, and each that there is waits for
    something outside, such as a signal, a reply, another thread, or its time. All events that have been posted, and the
    timers that are due, have had their turn.

    A sleep counts as outside, unless a VirtualTime lets time pass by itself. Then time passes until nobody sleeps.

    **The test fails**, at \a where, if there still is something to do after \a limit milliseconds of real time. The
    message names the tasks. One that yields again and again is such a case; one that sleeps again and again is one in
    a VirtualTime. With a limit of zero or less, the loop has one turn.

    \return whether nothing is left.
*/
bool settle(std::chrono::milliseconds limit, std::source_location where = std::source_location::current());

/*! In its block, time is virtual for the sleeps and timeouts of this thread: sleep(), `co_await 5s`, withTimeout(), and
    Timeout::reschedule() and remaining(). Nobody waits for them in real time.

    **By itself**: whenever the event loop has nothing else to do, time jumps to the first deadline. Nothing else means
    that the ready queue is empty and no event has been posted or is there to be read. So everything happens in the
    order of the deadlines, those that began earlier first if they are equal, however busy the machine is. Between two
    jumps, time stands still. Any event loop of this thread does: run(), QTest::qWait(), QSignalSpy::wait(), a dialog's.

    **When told**: time stands still until you call advance().

    **Real time goes on for everybody else**: QTimer, QTest::qWait(), QDeadlineTimer, sockets, replies, processes,
    threads, StartPolicy's budgets, LoopMonitor and traces. Virtual time does not wait for them. So a timeout
    around a reply is up at once, unless time passes when told only. There is one exception: while a task of this thread
    waits for offload() or onThread(), time does not jump.

    **Sleeps that wait already** when the block begins or ends have as long to wait as before.

    **Limits**: time does not jump more than 50 years ahead of its beginning. Who sleeps for longer, sleeps for ever.

    **Misuse** throws InvalidState: a second VirtualTime on one thread, and one made inside a coroutine or a callback of
    QEager. If it goes there, or on another thread, there is a warning. In the latter case, the time of its thread stays
    virtual until the event loop of that runs.
*/
class VirtualTime
{
public:
    enum class Flow {
        ByItself, //!< to the next deadline, whenever there is nothing else to do
        WhenTold, //!< by advance() only
    };

    explicit VirtualTime(Flow flow = Flow::ByItself);
    Q_DISABLE_COPY_MOVE(VirtualTime)
    ~VirtualTime();

    //! Returns the nanoseconds that have passed since it was made. Virtual ones: real time does not count.
    std::chrono::nanoseconds elapsed() const noexcept;

    /*! Lets \a duration nanoseconds pass, and runs the event loop as settle() does, at first and after each deadline.
        When it returns, everybody has gone on whose time has come by then, and nobody else.

        If a task waits for offload() or onThread() meanwhile, this waits for it. The test fails, at \a where, if that,
        or whatever is ready, takes more than \a limit milliseconds of real time. Then only a part of the time has
        passed.

        \return whether all of it has passed.
        \throws InvalidState for a negative duration, inside a coroutine, where you can await a sleep(), and on another
        thread. */
    bool advance(std::chrono::nanoseconds duration, std::chrono::milliseconds limit = std::chrono::seconds(5),
                 std::source_location where = std::source_location::current());

private:
    std::unique_ptr<detail::VirtualClock> m_clock;
};

/*! The test fails, at \a where, if a task is made, an event is posted, or the ready queue gets a turn on this thread
    before the end of the block: whatever the block starts is to finish inline, see Statistics. The message has the
    numbers. Chaos is off in the block. If an exception leaves the block, nothing is checked. */
class ExpectInline
{
public:
    explicit ExpectInline(std::source_location where = std::source_location::current());
    Q_DISABLE_COPY_MOVE(ExpectInline)
    ~ExpectInline();

private:
    const ChaosScope m_undisturbed{std::nullopt};
    const Statistics m_before = Statistics::current();
    const std::source_location m_where;
    const int m_exceptions;
};

/*! Disturbs this thread until the end of the block, as ChaosScope does. If the test function fails meanwhile, the seed
    is printed, so that you can repeat it: give that seed to the constructor, or set `QEAGER='chaos=SEED'`.

    \a seed: if you give none, it is the one that `QEAGER` (or configure()) says, from its beginning, and otherwise
    another one each time. */
class Chaos
{
public:
    explicit Chaos(std::optional<quint64> seed = std::nullopt);
    Q_DISABLE_COPY_MOVE(Chaos)
    ~Chaos();

    quint64 seed() const noexcept { return m_seed; }

private:
    const quint64 m_seed;
    const ChaosScope m_scope{m_seed};
    const bool m_hadFailed;
};

/*! What happened, in which order, as one line of words: call it with the parts of the next word, and compare the whole
    with QEAGER_COMPARE_LOG(). Parts are strings, bool, characters and numbers. Use it on one thread at a time.

    \code
    log("page", 3, ":", true); // page3:true
    \endcode
*/
class Log
{
public:
    template <typename... Parts>
    void operator()(const Parts &...parts)
    {
        QString word;
        (word.append(detail::logText(parts)), ...);
        m_words.append(word);
    }
    //! Returns the words so far, with a blank between any two.
    QString words() const { return m_words.join(QLatin1Char(' ')); }
    void clear() { m_words.clear(); }

private:
    QStringList m_words;
};

} // namespace QEager::Test

//! Runs a coroutine, or any other Part, as QEager::Test::run() does. If the test has failed by then, the
//! test function returns. The task has the name that was written here.
#define QEAGER_RUN(limit, ...)                                                                                         \
    do {                                                                                                               \
        if (!QEager::Test::run(limit, __VA_ARGS__, QEager::detail::namedByCode(#__VA_ARGS__)) ||                       \
            QTest::currentTestFailed())                                                                                \
            return;                                                                                                    \
    } while (false)

//! Calls QEager::Test::settle(). If that fails, the test function returns.
#define QEAGER_SETTLE(limit)                                                                                           \
    do {                                                                                                               \
        if (!QEager::Test::settle(limit))                                                                              \
            return;                                                                                                    \
    } while (false)

//! Compares a whole QEager::Test::Log with one line of words. A failure shows both.
#define QEAGER_COMPARE_LOG(log, line) QCOMPARE((log).words(), QString::fromUtf8(line))

//! QVERIFY() and QCOMPARE() for a coroutine whose result is void: they leave it by `co_return`.
#define QEAGER_CO_VERIFY(condition)                                                                                    \
    do {                                                                                                               \
        if (!QTest::qVerify(static_cast<bool>(condition), #condition, "", __FILE__, __LINE__))                         \
            co_return;                                                                                                 \
    } while (false)
#define QEAGER_CO_COMPARE(actual, expected)                                                                            \
    do {                                                                                                               \
        if (!QTest::qCompare(actual, expected, #actual, #expected, __FILE__, __LINE__))                                \
            co_return;                                                                                                 \
    } while (false)
