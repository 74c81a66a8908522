// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Rule 10: user code where tasks go: destructors of results, of locals and parameters, of callbacks, exceptions,
// context values and functions. What they see as current is alive, and they may do anything.

#include <qeager/context.h>
#include <qeager/latest.h>
#include <qeager/offload.h>
#include <qeager/startpolicy.h>
#include <qeager/taskscope.h>

#include "shared/cancelling.h"
#include "shared/messages.h"
#include "shared/usercodetest.h"

#include <QtCore/qeventloop.h>
#include <QtCore/qstringlist.h>
#include <QtCore/qthread.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <thread>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

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

struct LoudError : std::runtime_error
{
    LoudError() : std::runtime_error("loud") {}
    std::shared_ptr<Last> last = sharedLast("error");
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

class TestUserCodeDestructors : public UserCodeTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { checkNothingIsLeft(); }

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

    void memberCoroutineThatWasNotStarted()
    {
        struct Object : QObject
        {
            Coro<> work([[maybe_unused]] Last parameter) { co_await yieldNow(); }
        } object;
        {
            const auto coro = object.work(Last("parameter"));
        }
        finish(u"parameter@-"_s);
    }
    // A callback that waits for its turn when the thread ends: what its destructor starts does not wait for anything.
    void callbackWhoseThreadEnds()
    {
        struct Starts
        {
            ~Starts()
            {
                try {
                    const auto task = eager([]() -> Coro<> { co_await sleep(1h); });
                    log << (task.isReady() && task.isCancelled() ? "cancelled" : "waits");
                } catch (const Cancelled &) {
                    log << "refused";
                }
            }
            QStringList &log;
        };
        QStringList log;
        std::thread([&log] {
            setStartPolicy({.drainBudget = 0ms});
            const auto waiting = []() -> Coro<> { co_await yieldNow(); };
            eager(waiting).then(nullptr, [starts = std::shared_ptr<Starts>(new Starts{log})] {});
            QEventLoop().processEvents(); // the task ends in it
            log << "thread ends";
        }).join();
        QCOMPARE(log.join(u", "), u"thread ends, cancelled"_s);
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

QTEST_GUILESS_MAIN(TestUserCodeDestructors)

#include "tst_usercode_destructors.moc"
