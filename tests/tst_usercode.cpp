// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

/*! \file
    Rule 10: user code where tasks go: handlers, message handlers, destructors. What it sees as current is alive, and it
    may do anything.
*/

#include <qeager/cancelonexit.h>
#include <qeager/context.h>
#include <qeager/latest.h>
#include <qeager/offload.h>
#include <qeager/taskscope.h>

#include "shared/cancelling.h"
#include "shared/messages.h"
#include "shared/usercode.h"

#include <QtCore/qthread.h>

#include <memory>
#include <optional>
#include <stdexcept>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

Coro<> failing(int yields)
{
    for (int i = 0; i < yields; ++i)
        co_await yieldNow();
    throw std::runtime_error("disk full");
}
Coro<Last> giving(int yields, const char *place)
{
    for (int i = 0; i < yields; ++i)
        co_await yieldNow();
    co_return Last(place);
}
Coro<> withLocals(int yields, [[maybe_unused]] Last parameter)
{
    const Last local("local");
    for (int i = 0; i < yields; ++i)
        co_await yieldNow();
}
Coro<> stubborn()
{
    const Last local("local");
    for (;;) {
        try {
            co_await sleep(1h);
        } catch (const Cancelled &) { // NOLINT(bugprone-empty-catch): it ignores it
        }
    }
}

struct LoudError : std::runtime_error
{
    LoudError() : std::runtime_error("loud") {}
    std::shared_ptr<Last> last = sharedLast("error");
};

void handle(const QString &name, const std::exception_ptr &)
{
    UserCode::run("handler");
    if (name == QStringLiteral("thrower"))
        throw std::runtime_error("handler broke");
}

//! A message handler that asks who it is, as one that writes task names into the log does.
class AskingMessages
{
public:
    AskingMessages() : m_before(qInstallMessageHandler(ask)) {}
    ~AskingMessages() { qInstallMessageHandler(m_before); }
    Q_DISABLE_COPY_MOVE(AskingMessages)

private:
    static void ask(QtMsgType, const QMessageLogContext &context, const QString &)
    {
        if (qstrcmp(context.category, "qeager") == 0)
            UserCode::run("message");
    }
    QtMessageHandler m_before;
};

//! A result whose move constructor ends its own task.
struct Closer
{
    QObject *owner = nullptr;
    explicit Closer(QObject *o) : owner(o) {}
    Closer(Closer &&other) noexcept : owner(std::exchange(other.owner, nullptr))
    {
        UserCode::run("move");
        delete std::exchange(owner, nullptr);
    }
};

Coro<Closer> closing(QObject *owner)
{
    co_await yieldNow();
    co_return Closer(owner);
}

} // namespace

class TestUserCode : public QObject
{
    Q_OBJECT
    std::optional<UserCode> m_user;

    //! Lets everything end that the user code started.
    void finish(const QString &log)
    {
        VERIFY_UNTIL(m_user->isDone());
        spin(2);
        QCOMPARE(m_user->words(), log);
        QCOMPARE(m_user->wrongParents(), 0);
    }

private Q_SLOTS:
    void init() { m_user.emplace(); }
    void cleanup()
    {
        setUnhandledExceptionHandler(nullptr);
        m_user.reset();
        spin(2);
        QCOMPARE(allTasks(), QList<TaskHandle>());
    }

    // -- the handler of exceptions that nobody retrieved
    void rule10_handlerOfATaskThatEndedInItsTurn()
    {
        setUnhandledExceptionHandler(handle);
        eager(failing(1), {.name = u"save"_s});
        VERIFY_UNTIL(!m_user->words().isEmpty());
        finish(u"handler@-"_s);
    }
    void handlerInATaskThatDropsTheLastHandle()
    {
        setUnhandledExceptionHandler(handle);
        eager(
            []() -> Coro<> {
                auto failed = post(failing(0), {.name = u"save"_s});
                co_await yieldNow();
                co_await yieldNow();
                failed = {};
                co_await yieldNow();
            },
            {.name = u"dropper"_s});
        VERIFY_UNTIL(!m_user->words().isEmpty());
        finish(u"handler@dropper"_s);
    }
    void handlerOfAnEagerStart()
    {
        setUnhandledExceptionHandler(handle);
        eager(
            []() -> Coro<> {
                eager(failing(0));
                co_await yieldNow();
            },
            {.name = u"starter"_s});
        finish(u"handler@starter"_s);
    }
    void handlerOfATaskThatWasClosed()
    {
        setUnhandledExceptionHandler(handle);
        {
            TaskScope scope;
            scope.eager(
                []() -> Coro<> {
                    try {
                        co_await sleep(1h);
                    } catch (const Cancelled &) {
                        throw std::runtime_error("clean-up failed");
                    }
                },
                {.name = u"closed"_s});
        }
        finish(u"handler@-"_s);
    }
    void handlerThatThrows()
    {
        setUnhandledExceptionHandler(handle);
        Messages messages;
        eager(failing(1), {.name = u"thrower"_s});
        VERIFY_UNTIL(!m_user->words().isEmpty());
        finish(u"handler@-"_s);
        if (QTest::currentTestFailed())
            return;
        QCOMPARE(messages.take(),
                 u"The exception of thrower was never retrieved: disk full; and the handler of such exceptions threw: "
                 "handler broke"_s);
    }

    // -- message handlers
    void rule10_messageOfATaskThatEndedInItsTurn()
    {
        const AskingMessages messages;
        eager(failing(1), {.name = u"save"_s});
        VERIFY_UNTIL(!m_user->words().isEmpty());
        finish(u"message@-"_s);
    }
    void messageOfOneThatNeverBegan()
    {
        const AskingMessages messages;
        {
            TaskScope scope;
            scope.post(failing(0), {.name = u"never"_s});
        }
        finish(u"message@-"_s);
    }
    void messageOfOneThatDidNotEndWhenItWasClosed()
    {
        const AskingMessages messages;
        {
            TaskScope scope;
            scope.eager(stubborn(), {.name = u"stubborn"_s});
        }
        finish(u"local@- message@-"_s);
    }
    void messageHandlerThatThrows()
    {
        static int lines = 0;
        lines = 0;
        const auto before = qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &) {
            ++lines;
            throw std::runtime_error("no disk");
        });
        eager(failing(1), {.name = u"save"_s});
        eager(failing(0), {.name = u"sync"_s});
        const bool both = runUntil([&] { return lines == 2; });
        eager(failing(1)).then(this, [] {}, [](const std::exception &) { throw 1; });
        const bool callback = runUntil([&] { return lines == 3; });
        qInstallMessageHandler(before);
        QVERIFY(both);
        QVERIFY(callback);
        finish(QString());
    }

    // -- destructors of results
    void resultOfAnEagerStart()
    {
        {
            const auto dropped = eager(giving(0, "result"));
            QVERIFY(dropped.isReady());
        }
        finish(u"result@-"_s);
    }
    void resultOfATaskThatNobodyHolds()
    {
        eager(giving(1, "result"));
        VERIFY_UNTIL(!m_user->words().isEmpty());
        finish(u"result@-"_s);
    }
    void rule10_resultDroppedInAnotherTask()
    {
        eager(
            []() -> Coro<> {
                auto task = eager(giving(1, "result")).task();
                co_await yieldNow();
                co_await yieldNow();
                static_cast<void>(task.result());
                task = {};
            },
            {.name = u"dropper"_s});
        VERIFY_UNTIL(!m_user->words().isEmpty());
        finish(u"result@dropper"_s);
    }
    void resultThatIsReplacedWhileItGoes()
    {
        ValueTask<Last> slot = eager(giving(0, "first"));
        slot = eager(giving(0, "second"));
        QVERIFY(slot.isReady());
        QCOMPARE(m_user->words(), u"first@-"_s);
        slot = {};
        finish(u"first@- second@-"_s);
    }
    void resultDroppedOnAnotherThread()
    {
        auto task = std::make_optional(eager(giving(1, "result")).task());
        VERIFY_UNTIL(task->isDone());
        std::unique_ptr<QThread> thread(QThread::create([&task] { task.reset(); }));
        thread->start();
        VERIFY_UNTIL(!m_user->words().isEmpty()); // by a parcel, in which an event loop runs
        QVERIFY(thread->wait());
        finish(u"result@-"_s);
    }
    void resultThatEndsItsOwnTaskWhileItIsMoved()
    {
        auto *const owner = new QObject;
        auto task = eager(closing(owner), {.name = u"mover"_s, .owner = owner});
        VERIFY_UNTIL(task.isReady());
        QVERIFY(!task.isCancelled());
        task = {};
        QVERIFY(m_user->words().startsWith(u"move@mover"));
        VERIFY_UNTIL(m_user->isDone());
    }

    // -- destructors in frames
    void frameThatFinishesSynchronously()
    {
        eager(withLocals(0, Last("parameter")), {.name = u"own"_s});
        finish(u"local@own parameter@-"_s);
    }
    void rule10_frameThatEndsInItsTurn()
    {
        eager(withLocals(1, Last("parameter")), {.name = u"own"_s});
        VERIFY_UNTIL(m_user->words().contains(u"parameter"));
        finish(u"local@own parameter@-"_s);
    }
    void frameThatIsCancelled()
    {
        const auto task = eager(withLocals(1'000'000, Last("parameter")), {.name = u"own"_s});
        task.cancel();
        VERIFY_UNTIL(task.isReady());
        finish(u"local@own parameter@-"_s);
    }
    void frameThatIsClosed()
    {
        {
            TaskScope scope;
            scope.eager(withLocals(1'000'000, Last("parameter")), {.name = u"own"_s});
        }
        finish(u"local@own parameter@-"_s);
    }
    void frameThatNeverBegan()
    {
        Messages messages;
        {
            TaskScope scope;
            scope.post(withLocals(0, Last("parameter")), {.name = u"own"_s});
        }
        QCOMPARE(messages.take(), u"own never began: it was closed before its turn came."_s);
        finish(u"parameter@-"_s);
    }
    void coroThatWasNotStarted()
    {
        {
            const auto coro = withLocals(0, Last("parameter"));
        }
        finish(u"parameter@-"_s);
    }

    // -- destructors of callbacks, exceptions, context values, functions
    void rule10_callback()
    {
        eager(giving(1, "result"), {.name = u"own"_s}).then(nullptr, [last = sharedLast("capture")](const Last &) {
            UserCode::run("callback");
        });
        VERIFY_UNTIL(m_user->words().contains(u"result"));
        finish(u"callback@- capture@- result@-"_s);
    }
    void progressCallback()
    {
        auto task = eager([]() -> Coro<> {
                        co_await yieldNow();
                        setProgress(1);
                        co_await yieldNow();
                    }).task();
        task.onProgress(nullptr, [last = sharedLast("capture")](Progress) { UserCode::run("callback"); });
        VERIFY_UNTIL(m_user->words().contains(u"capture"));
        finish(u"callback@- capture@-"_s);
    }
    void exceptionObject()
    {
        {
            const auto failed = eager([]() -> Coro<> {
                co_await yieldNow();
                throw LoudError();
            });
            VERIFY_UNTIL(failed.isReady());
            QVERIFY(failed.exception());
        }
        finish(u"error@-"_s);
    }
    void contextValue()
    {
        static ContextVar<std::shared_ptr<Last>> variable("loud");
        eager(
            []() -> Coro<> {
                variable.set(sharedLast("before"));
                variable.set(sharedLast("value"));
                co_await yieldNow();
            },
            {.name = u"own"_s});
        VERIFY_UNTIL(m_user->words().contains(u"value"));
        finish(u"before@own value@-"_s);
    }
    void contextValueThatSetsVariables()
    {
        static ContextVar<int> other("other");
        static ContextVar<std::shared_ptr<QObject>> variable("object");
        const Context context;
        Log log;
        context.run([&log] {
            const auto setter = [](int value) {
                auto object = std::make_shared<QObject>();
                QObject::connect(object.get(), &QObject::destroyed, [value] { other.set(value); });
                return object;
            };
            auto empty = variable.set(setter(1));
            variable.set(setter(2)); // the first one goes
            log(other.value());
            variable.reset(empty);
            log(other.value());
            log(variable.value() ? "object" : "empty");
        });
        COMPARE_LOG(log, "1 2 empty");
    }
    void functionOfLatest()
    {
        {
            const auto slot = latest([last = sharedLast("function")]() -> Coro<> { co_await sleep(1h); });
            slot();
        }
        finish(u"function@-"_s);
    }
    void offloadedFunction() // destroyed on the pool's thread: nobody's task
    {
        const auto task = eager([]() -> Coro<> {
            auto function = [last = sharedLast("function")] {
                if (currentTask())
                    throw std::logic_error("a task on the pool's thread");
            };
            auto offloaded = offload(std::move(function));
            co_await offloaded;
        });
        VERIFY_UNTIL(task.isReady());
        QVERIFY(!task.exception());
        finish(QString());
    }
};

QTEST_GUILESS_MAIN(TestUserCode)

#include "tst_usercode.moc"
