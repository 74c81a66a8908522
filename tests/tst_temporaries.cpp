// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/qeager.h>

#include "shared/log.h"
#include "shared/loop.h"

#include <array>
#include <functional>
#include <ranges>
#include <utility>

using namespace QEager;
using namespace std::chrono_literals;

// What is refused is in refused/gcc12_*.cpp. Here is what is not, in types and at run time: AddressSanitizer finds a
// text that is destroyed twice.

#if QEAGER_REFUSES_TEMPORARIES
template <typename R>
constexpr bool isMarked = !std::same_as<R, detail::Unmarked<R>>;
#else
template <typename R>
constexpr bool isMarked = true; // nothing is
#endif

namespace given {
struct Owning // what a lambda that captures a text is, to the functions here
{
    QString text;
    Coro<QString> operator()() const;
};
inline constexpr auto maker = [](QString text) { return [text]() -> Coro<QString> { co_return text; }; };
inline constexpr auto mapper = [](QString text) { return [text](int) -> Coro<QString> { co_return text; }; };
inline constexpr auto worker = [](QString text) { return [text] { return text; }; };
inline constexpr auto grouper = [](QString text) { return [text](TaskGroup &) -> Coro<QString> { co_return text; }; };
inline constexpr auto limiter = [](QString text) { return [text](Timeout &) -> Coro<QString> { co_return text; }; };
inline constexpr auto bare = []() -> Coro<QString> { co_return QString(); };

using Closure = decltype(maker(QString()));
using Mapped = decltype(std::views::iota(0) | std::views::transform(mapper(QString())));
using Work = decltype(worker(QString()));
using GroupBody = decltype(grouper(QString()));
using TimeoutBody = decltype(limiter(QString()));
using Bare = std::remove_const_t<decltype(bare)>;
using Bound = decltype(std::bind_front(maker, QString()));
using Function = std::function<Coro<QString>()>;
using OnError = QString (*)(const std::exception &);
template <typename T>
T &&an();

template <typename... Args>
using EagerOf = decltype(eager(an<Args>()...));
template <typename... Args>
using GatherOf = decltype(gather(an<Args>()...));
template <typename... Args>
using ThenOf = decltype(an<ValueTask<QString>>().then(an<Args>()...));

static_assert(isMarked<EagerOf<Closure>> && isMarked<EagerOf<const Closure>> && isMarked<EagerOf<Owning>>);
static_assert(isMarked<EagerOf<Closure, TaskOptions>>);
static_assert(isMarked<EagerOf<Coro<> (*)(Owning), Owning>>);
static_assert(isMarked<decltype(post(an<Closure>()))> && isMarked<decltype(createTask(an<Closure>()))>);
static_assert(isMarked<decltype(offload(an<Work>()))>);
static_assert(isMarked<decltype(withTaskGroup(an<GroupBody>()))>);
static_assert(isMarked<decltype(withTimeout(1s, an<TimeoutBody>()))>);
static_assert(isMarked<decltype(withTimeout(1s, eager(an<Closure>())))>);
static_assert(isMarked<decltype(withTimeout(1s, withTaskGroup(an<GroupBody>())))>);
static_assert(isMarked<GatherOf<Coro<>, Closure>> && isMarked<GatherOf<EagerOf<Closure>>>);
static_assert(isMarked<GatherOf<decltype(part(an<Closure>(), TaskOptions()))>>);
static_assert(isMarked<GatherOf<Mapped>> && isMarked<GatherOf<std::array<Coro<>, 2>>>);
static_assert(isMarked<decltype(gatherSettled(an<Closure>()))> && isMarked<decltype(gatherSettled(an<Mapped>()))>);
static_assert(isMarked<decltype(race(an<Closure>()))> && isMarked<decltype(race(an<Mapped>()))>);
static_assert(isMarked<decltype(shield(an<Closure>()))>);
static_assert(isMarked<decltype(an<TaskScope &>().eager(an<Closure>()))>);
static_assert(isMarked<decltype(an<TaskScope &>().post(an<Closure>()))>);
static_assert(isMarked<decltype(an<TaskGroup &>().start(an<Closure>()))>);
static_assert(isMarked<decltype(an<TaskGroup &>().post(an<Closure>()))>);
static_assert(isMarked<decltype(an<TaskGroup &>().createTask(an<Closure>()))>);
static_assert(isMarked<decltype(an<Task<QString> &>().then(an<Work>()))>);
static_assert(isMarked<ThenOf<Work>> && isMarked<ThenOf<Work, OnError>>);
static_assert(isMarked<decltype(eager(an<Closure>()).then(an<QString (*)()>()))>);

using Outcome = ValueTask<QString>;
static_assert(std::same_as<EagerOf<Closure &>, Outcome> && std::same_as<EagerOf<const Closure &>, Outcome>);
static_assert(std::same_as<EagerOf<Owning &>, Outcome> && std::same_as<EagerOf<Bare>, Outcome>);
static_assert(std::same_as<EagerOf<Function>, Outcome> && std::same_as<EagerOf<Coro<QString>, TaskOptions>, Outcome>);
static_assert(std::same_as<decltype(offload(an<Bound>())), Offload<Bound>>);
static_assert(std::same_as<ThenOf<Work &>, Outcome>);
static_assert(std::same_as<GatherOf<Closure &>, ValueTask<std::tuple<QString>>>);
static_assert(std::same_as<decltype(withTaskGroup(an<GroupBody &>())), Coro<QString>>);
static_assert(std::same_as<decltype(withTimeout(1s, an<TimeoutBody &>())), Coro<QString>>);
static_assert(std::convertible_to<EagerOf<Closure>, Outcome> && Startable<EagerOf<Closure>>);
// With any compiler: one may have made the library, another the application.
static_assert(sizeof(TaskOptions) == 8 * sizeof(void *) && sizeof(LatestOptions) == 9 * sizeof(void *));
} // namespace given

class TestTemporaries : public QObject
{
    Q_OBJECT
    Log log;
    const QString text = QStringLiteral("text%1").arg(1); // on the heap

    static Coro<QString> name() { co_return currentTask().name(); }
    static Coro<QString> nameLater()
    {
        co_await yieldNow();
        co_return currentTask().name();
    }
    //! Runs \a body, and gives what it logged.
    QString logOf(Coro<> body)
    {
        log.clear();
        ValueTask<> run = eager(std::move(body));
        if (!runUntil([&] { return run.isReady(); }))
            return QStringLiteral("It does not end.");
        run.result();
        return log.words();
    }

private Q_SLOTS:
    void optionsInTheExpression();
    void optionsInAScope();
    void optionsOfLatest();
    void functionsByName();
    void functionsByNameToSeveral();
    void functionsThatAreSafe();
    void storedOutcomes();
    void outcomesInASlot();
    void returnedByAFunction();
    void moved();
    void inQCoro();
};

void TestTemporaries::optionsInTheExpression()
{
    const auto body = [this](QString n) -> Coro<> {
        log(co_await eager(name(), {.name = n + QLatin1Char('a')}));
        log(co_await eager(nameLater(), {.name = n}));
        log(co_await post(name(), TaskOptions{.name = n, .context = Context::current()}));
        log(co_await createTask(nameLater(), {.name = n, .context = Context::current(), .eagerStart = true}));
        const TaskOptions options{.name = n};
        log(co_await eager(nameLater(), options), ",", co_await eager(nameLater(), TaskOptions(options)));
        co_await post(nameLater());
        co_await eager(nameLater(), {});
        for (const QString &one : co_await gather(std::vector<ValueTask<QString>>(), {.limit = 1}))
            log(one);
        const auto [a, b] = co_await gather(eager(nameLater(), {.name = n}), post(name(), {.name = n}));
        if (co_await eager(nameLater(), {.name = n}) == n)
            log(a, ",", b);
    };
    QCOMPARE(logOf(body(text)), QStringLiteral("text1a text1 text1 text1 text1,text1 text1,text1"));
}

void TestTemporaries::optionsInAScope()
{
    const auto children = [this](TaskGroup &group, QString n) -> Coro<> {
        log(co_await group.start(nameLater(), {.name = n}));
        log(co_await group.post(name(), {.name = n, .context = Context::current()}));
        log(co_await group.createTask(nameLater(), {.name = n + QLatin1Char('a')}));
    };
    const auto body = [&, this](QString n) -> Coro<> {
        TaskScope scope;
        log(co_await scope.eager(nameLater(), {.name = n}), ",", co_await scope.post(name(), {.name = n}));
        co_await withTaskGroup([&](TaskGroup &group) { return children(group, n); });
    };
    QCOMPARE(logOf(body(text)), QStringLiteral("text1,text1 text1 text1 text1a"));
}

void TestTemporaries::optionsOfLatest()
{
    const auto body = [this](QString n) -> Coro<> {
        log(co_await latest(nameLater, {.task = {.name = n}})());
        log(co_await latest(nameLater, {.coalesce = true, .task = {.name = n, .context = Context::current()}})());
        co_await latest(nameLater)();
    };
    QCOMPARE(logOf(body(text)), QStringLiteral("text1 text1"));
}

void TestTemporaries::functionsByName()
{
    const auto body = [this](QString n) -> Coro<> {
        const auto make = [n]() -> Coro<QString> {
            co_await yieldNow();
            co_return n;
        };
        const auto length = [n](const QString &of) { return n + QString::number(of.size()); };
        const auto work = [n] { return n; };
        const auto child = [n](TaskGroup &group) -> Coro<> { co_await group.start(nameLater(), {.name = n}); };
        const auto limited = [n](Timeout &) -> Coro<QString> {
            co_await yieldNow();
            co_return n;
        };
        log(co_await eager(make), ",", co_await post(make, {.name = n}), ",", co_await createTask(make));
        log(co_await eager(make).then(length));
        log(co_await eager(make, {.name = n}).then(length, [](const std::exception &) { return QString(); }));
        log(co_await offload(work), ",", co_await shield(make));
        log(co_await withTimeout(10s, limited), ",", co_await withTimeout(10s, eager(make)));
        co_await withTaskGroup(child);
        TaskScope scope;
        log(co_await scope.eager(make), ",", co_await scope.post(make));
        const auto pair = [](QString a, QString b) -> Coro<QString> { co_return a + u'+' + b; };
        log(co_await eager(pair, n, n + QLatin1Char('a')));
    };
    QCOMPARE(logOf(body(text)),
             QStringLiteral("text1,text1,text1 text15 text15 text1,text1 text1,text1 text1,text1 text1+text1a"));
}

void TestTemporaries::functionsByNameToSeveral()
{
    const auto body = [this](QString n) -> Coro<> {
        const auto make = [n]() -> Coro<QString> {
            co_await yieldNow();
            co_return n;
        };
        const auto [a, b] = co_await gather(make, eager(make));
        log(a, ",", b);
        log(std::get<0>(co_await gatherSettled(make)).value(), ",", std::get<0>(co_await race(make)));
        const auto numbered = [n](int i) -> Coro<QString> {
            co_await yieldNow();
            co_return n + QString::number(i);
        };
        auto view = std::views::iota(0, 3) | std::views::transform(numbered);
        for (const QString &one : co_await gather(view, {.limit = 2}))
            log(one);
        auto other = std::views::iota(3, 5) | std::views::transform([numbered](int i) { return numbered(i); });
        for (const QString &one : co_await gather(other))
            log(one);
        std::array<ValueTask<QString>, 2> both{eager(make), eager(make)};
        log((co_await gather(
                 std::vector<ValueTask<QString>>(std::move_iterator(both.begin()), std::move_iterator(both.end()))))
                .size());
    };
    QCOMPARE(logOf(body(text)), QStringLiteral("text1,text1 text1,text1 text10 text11 text12 text13 text14 2"));
}

void TestTemporaries::functionsThatAreSafe()
{
    const auto body = [this](QString n) -> Coro<> {
        log(co_await eager(std::bind_front(given::maker(n))), ",", co_await offload(std::bind_front(given::worker(n))));
        const std::function<Coro<QString>()> function = given::maker(n);
        log(co_await eager(std::function<Coro<QString>()>(function)));
        log(co_await eager([&n]() -> Coro<QString> { co_return n; }));
        co_await withTaskGroup(
            [this, &n](TaskGroup &group) -> Coro<> { log(co_await group.start(name(), {.name = n})); });
        log(co_await offload([&n, size = n.size()] { return n.left(size - 1); }));
        log(co_await ready(n), ",", co_await eager(given::bare));
    };
    QCOMPARE(logOf(body(text)), QStringLiteral("text1,text1 text1 text1 text1 text text1,"));
}

void TestTemporaries::storedOutcomes()
{
    const auto body = [this](QString n) -> Coro<> {
        const auto later = [](QString of) -> Coro<QString> {
            co_await yieldNow();
            co_return of;
        };
        auto value = eager([n, later] { return later(n); });
        log(co_await value);
        ValueTask<QString> stored = eager([n, later] { return later(n); });
        log(co_await std::move(stored));
        stored = eager([n, later] { return later(n); }, {.name = n});
        log(co_await stored.then([](const QString &of) { return of + QLatin1Char('a'); }));
        const auto task = post([n, later] { return later(n); });
        const Task<QString> same = task;
        log(co_await task, ",", co_await same, ",", same == task, ",", co_await Task<QString>(task));
        auto run = offload([n] { return n; });
        log(co_await run);
        auto group = withTaskGroup(
            [n](TaskGroup &children) -> Coro<QString> { co_return co_await children.start(name(), {.name = n}); });
        log(co_await group);
        Coro<QString> limited = withTimeout(10s, [n](Timeout &) -> Coro<QString> { co_return n; });
        log(co_await std::move(limited));
        auto both = gather([n]() -> Coro<QString> { co_return n; }, eager([n, later] { return later(n); }));
        log(std::get<1>(co_await both));
        auto next = eager([n, later] { return later(n); }).then([n](const QString &of) { return of + u'+' + n; });
        log(co_await next);
    };
    QCOMPARE(logOf(body(text)),
             QStringLiteral("text1 text1 text1a text1,text1,true,text1 text1 text1 text1 text1 text1+text1"));
}

void TestTemporaries::outcomesInASlot()
{
    log.clear();
    QString n = text;
    const auto later = [n]() -> Coro<QString> {
        co_await yieldNow();
        co_return n;
    };
    eager([this, n]() -> Coro<> {
        co_await yieldNow();
        log(n);
    });
    eager([n]() -> Coro<QString> { co_return n; }).then(this, [this](const QString &of) { log(of, ":now"); });
    post([later] { return later(); }).then(this, [this](const QString &of) { log(of, ":then"); });
    auto value = eager([later] { return later(); });
    const TaskHandle handle = value.task();
    QVERIFY(!value.isReady());
    QVERIFY(value.isTask());
    QVERIFY(!value.isCancelled());
    CancelOnExit guard(eager([later] { return later(); }));
    CoroStart start(withTimeout(10s, [n](Timeout &) -> Coro<QString> { co_return n; }));
    log(start.result());
    QFuture<QString> future = eager([later] { return later(); }).toFuture();
    VERIFY_UNTIL(log.words().endsWith(QStringLiteral("then")) && handle.isDone() && future.isFinished());
    log(value.takeResult(), ",", future.result(), ",", awaitSync([n]() -> Coro<QString> { co_return n; }));
    COMPARE_LOG(log, "text1:now text1 text1 text1:then text1,text1,text1");
}

void TestTemporaries::returnedByAFunction()
{
    const auto body = [this](QString n) -> Coro<> {
        const auto make = [n] { return eager(given::maker(n)); };
        const auto group = [n](TaskGroup &) { return withTimeout(10s, given::limiter(n)); };
        const auto limited = [n](Timeout &) { return withTaskGroup(given::grouper(n)); };
        log(co_await eager(make), ",", co_await eager(given::bare).then(make), ",", co_await withTaskGroup(group));
        log(co_await withTimeout(10s, limited), ",", std::get<0>(co_await gather(make)), ",", co_await shield(make));
        auto search = latest(make);
        log(co_await search(), ",", awaitSync(make));
        const auto task = [n] { return post(given::maker(n)); };
        const auto foreign = [](QString of) -> QCoro::Task<QString> {
            co_await yieldNow();
            co_return of;
        };
        log(co_await eager(task), ",", co_await eager(foreign, n), ",", co_await post(std::bind_front(foreign, n)));
        auto running = withTimeout(10s, withTaskGroup(given::grouper(n)));
        log(co_await running);
        auto several = race(eager(given::maker(n)), post(given::maker(n)));
        log(std::get<0>(co_await several));
    };
    QCOMPARE(logOf(body(text)),
             QStringLiteral("text1,text1,text1 text1,text1,text1 text1,text1 text1,text1,text1 text1 text1"));
}

void TestTemporaries::moved()
{
    const auto body = [this](QString n) -> Coro<> {
        auto work = [n, only = std::make_unique<int>(1)]() -> Coro<QString> { co_return n + QString::number(*only); };
        ValueTask<QString> stored = eager(std::move(work)); // it cannot be copied
        log(co_await std::move(stored));
    };
    QCOMPARE(logOf(body(text)), QStringLiteral("text11"));
}

void TestTemporaries::inQCoro()
{
    const auto body = [](QString n) -> QCoro::Task<QString> {
        const auto make = given::maker(n);
        auto value = eager(given::maker(n));
        co_return co_await value + co_await eager(make) + co_await eager(nameLater(), {.name = n});
    };
    QCOMPARE(QCoro::waitFor(body(text)), QStringLiteral("text1text1text1"));
    QCOMPARE(QCoro::waitFor(eager(given::maker(text))), text);
    QCOMPARE(QCoro::waitFor(withTaskGroup(given::grouper(text))), text);
}

QTEST_GUILESS_MAIN(TestTemporaries)
#include "tst_temporaries.moc"
