// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// flags: -Werror -Wall -Wextra -Wpedantic -Wnon-virtual-dtor -Woverloaded-virtual -Wconversion -Wsign-conversion -Wextra-semi
// flags: -Wold-style-cast -Wcast-align -Wpointer-arith -Wundef -Wvla -Wdate-time -Wcast-qual
// flags: -Wdouble-promotion -Wunused -Wnull-dereference -Wimplicit-fallthrough -fno-operator-names -DQT_NO_KEYWORDS
// flags: -DQT_NO_CAST_FROM_ASCII -DQT_NO_CAST_TO_ASCII -DQT_NO_URL_CAST_FROM_STRING -DQT_NO_CAST_FROM_BYTEARRAY
// flags: -DQT_USE_QSTRINGBUILDER -DQT_NO_FOREACH -DQT_STRICT_ITERATORS
// flags of GNU: -Wshadow -Wuseless-cast -Wsuggest-override -Wlogical-op -Wduplicated-cond -Wduplicated-branches
// flags of GNU: -Wcomma-subscript -Wstrict-null-sentinel
// flags of Clang: -ferror-limit=0 -Wshadow-all -Wzero-as-null-pointer-constant -Wextra-semi-stmt -Wsuggest-override -Wreserved-identifier -Wdocumentation
// flags of Clang: -ferror-limit=0 -Winconsistent-missing-destructor-override -Wdeprecated -Wrange-loop-analysis -Wunreachable-code

/*  A consumer that finds QEager by pkg-config or qmake, and asks for many warnings: our headers are no system headers
    there. What is a template is instantiated, or the compiler does not look at it. */

#include <qeager/qeager.h>

#include <QtCore/qprocess.h>
#include <QtCore/qstringlist.h>
#include <QtCore/qthread.h>
#include <QtCore/qtimer.h>

#include <chrono>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using Pointer = std::unique_ptr<int>;

namespace {

struct Page : QObject
{
    QEager::Coro<int> load(int key) { co_return key + factor; }
    QEager::ValueTask<QString> title(QString text) const
    {
        co_await QEager::yieldNow();
        co_return text;
    }
    int factor = 1;
};

QEager::Coro<> nothing() { co_await QEager::yieldNow(); }
QEager::Coro<int> number(int n)
{
    co_await 1ms;
    co_return n;
}
QEager::ValueTask<Pointer> pointer() { co_return std::make_unique<int>(1); }
QCoro::Task<QString> foreign() { co_return QString(); }

QEager::Coro<> starts()
{
    Page page;
    const QEager::CancelOnExit guard(QEager::eager(&Page::load, &page, 1));
    auto value = QEager::eager(number(1), {.name = QStringLiteral("number")});
    if (value.isReady())
        co_await QEager::createTask(number(value.takeResult()));
    const QEager::Task<int> task = value.task();
    co_await task;
    co_await QEager::post(foreign());
    co_await pointer();
    co_await page.title(QString());
    co_await QEager::eager([](int n) -> QEager::Coro<int> { co_return n; }, 1);
    co_await QEager::shield(task);
    co_await QEager::eagerFunction(number)(1);
    QEager::CoroStart<int> start(number(1));
    if (start.start())
        co_return;
    co_await std::move(start);
}

QEager::Coro<> several()
{
    const auto [one, two, three] = co_await QEager::gather(number(1), pointer(), nothing());
    co_await QEager::gatherSettled(number(one), foreign());
    std::vector<QEager::Coro<int>> numbers;
    numbers.push_back(number(1));
    co_await QEager::gather(std::move(numbers), {.limit = 2});
    std::vector<QEager::Task<int>> tasks;
    co_await QEager::gatherSettled(tasks);
    const auto first = co_await QEager::race(number(1), nothing());
    co_await QEager::race(tasks);
    co_await QEager::gather(QEager::part(number(2), {.name = QStringLiteral("two")}), QFuture<int>(), 1ms);
    co_await QEager::race(QEager::sleep(1ms), QEager::yieldNow(), tasks.front());
    co_await QEager::withTaskGroup([](QEager::TaskGroup &group) -> QEager::Coro<> {
        group.start(nothing());
        group.post(number(1));
        group.createTask(foreign());
        co_return;
    });
    co_await QEager::withTimeout(1s, number(static_cast<int>(first.index())));
    co_await QEager::withTimeout(1s, pointer());
    co_await QEager::withTimeout(1s, QFuture<void>());
    co_await QEager::withTimeout(1s, [] { return nothing(); });
    co_await QEager::withTimeout(1s, [](QEager::Timeout &timeout) -> QEager::Coro<int> {
        timeout.reschedule(2s);
        co_return 1;
    });
}

QEager::Coro<> awaitables(QTimer *timer, QFuture<int> future, QFuture<void> done)
{
    co_await QEager::signal(timer, &QTimer::timeout);
    co_await QEager::signal(timer, &QObject::objectNameChanged);
    co_await future;
    co_await done;
    co_await timer;
    const auto compute = [] { return 1; };
    co_await QEager::offload(compute);
    const auto stoppable = [](std::stop_token token) { return token.stop_requested(); };
    co_await QEager::offload(stoppable);
    co_await QEager::onThread(nullptr, compute);
    co_await QEager::onThread(nullptr, number, 1);
    co_await QEager::sleep(1ms);
    co_await QEager::yieldNow();
    co_await QEager::detachFromOwner();
}

void callbacks(Page *page)
{
    QEager::ValueTask<int> value = QEager::eager(number(1));
    value.then(page, [](int) {}, [](const std::exception &) {});
    value.task().then(page, [](const int &) {});
    QEager::ValueTask<int> next = value.task().then([](int n) { return number(n); });
    next = value.task();
    const QEager::TaskHandle handle = value.task();
    handle.then(page, [] {}, [](const std::exception &) {});
    handle.uncancel();
    auto chained = std::move(value).then([](int n) { return number(n); }, [](const std::exception &) { return 1; });
    chained.toFuture().cancel();
    QEager::ready(1).toQCoro();
    QEager::ready().then([] { return foreign(); });
    const auto search = QEager::latest([page](QString text) -> QEager::Coro<> { co_await page->title(text); });
    QObject::connect(page, &QObject::objectNameChanged, page, search);
    QEager::awaitSync(nothing());
}

QEager::Coro<> devices(QIODevice *device, QProcess *process, QThread *thread)
{
    co_await QEager::write(device, co_await QEager::readLine(device));
    co_await QEager::write(device, co_await QEager::read(device, 1));
    co_await QEager::start(process, QString(), {});
    co_await QEager::started(process);
    const auto [code, status] = co_await QEager::finished(process);
    if (code != 0 || status != QProcess::NormalExit)
        throw QEager::IoError(QString());
    co_await QEager::started(thread);
    co_await QEager::finished(thread);
}

void others()
{
    static QEager::ContextVar<int> variable("variable", 1);
    variable.reset(variable.set(2));
    QEager::Context::current().run([] { return variable.value(); });
    QEager::TaskScope scope;
    scope.eager(nothing());
    scope.post(number(1));
    QEager::setTaskFactory([](QEager::TaskStart &start) { start.run(); });
    const QEager::Statistics statistics = QEager::Statistics::current();
    QEager::currentTask().setName(QString::number(statistics.tasksCreated));
    try {
        throw QEager::ExceptionGroup(QString(), {std::make_exception_ptr(std::runtime_error(""))});
    } catch (const QEager::ExceptionGroup &group) {
        group.split<std::runtime_error>();
        group.contains<QEager::TimedOut>();
        group.subgroup([](const std::exception_ptr &) { return true; });
    } catch (const QEager::Cancelled &) {
    }
}

} // namespace

void use(QTimer *timer);
void use(QTimer *timer)
{
    Page page;
    QEager::eager(starts());
    QEager::eager(several());
    QEager::eager(awaitables(timer, QFuture<int>(), QFuture<void>()));
    QEager::eager(devices(nullptr, nullptr, nullptr));
    callbacks(&page);
    others();
}
