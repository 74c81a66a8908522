// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Rule 10: user code that is told of a task that goes: handlers of exceptions, message handlers. What it sees as
// current is alive, and it may do anything. Destructors are in tst_usercode_destructors.

#include <qeager/context.h>
#include <qeager/taskscope.h>

#include "shared/cancelling.h"
#include "shared/messages.h"
#include "shared/usercodetest.h"

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

} // namespace

class TestUserCode : public UserCodeTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { checkNothingIsLeft(); }

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
};

QTEST_GUILESS_MAIN(TestUserCode)

#include "tst_usercode.moc"
