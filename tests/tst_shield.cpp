// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/shield.h>
#include <qeager/sleep.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"

#include <stdexcept>

using namespace QEager;

class TestShield : public QObject
{
    Q_OBJECT
    Log log;

    Coro<int> save(int yields)
    {
        for (int i = 0; i < yields; ++i)
            co_await yieldNow();
        log("saved");
        co_return 5;
    }
    Coro<void> awaiter(int yields)
    {
        try {
            log(co_await shield(save(yields)));
        } catch (const Cancelled &e) {
            log(e.message());
            throw;
        }
    }

private Q_SLOTS:
    void init() { log.clear(); }

    void givesTheValue()
    {
        auto now = eager(awaiter(0));
        QVERIFY(now.isReady());
        auto later = eager(awaiter(2));
        VERIFY_UNTIL(later.isReady());
        COMPARE_LOG(log, "saved 5 saved 5");
    }
    void theAwaiterEndsAndTheTaskGoesOn()
    {
        auto outer = eager(awaiter(3));
        outer.cancel(QStringLiteral("closed"));
        VERIFY_UNTIL(outer.isReady());
        QVERIFY(outer.isCancelled());
        COMPARE_LOG(log, "closed");
        VERIFY_UNTIL(allTasks().isEmpty());
        COMPARE_LOG(log, "closed saved");
    }
    void withoutAShieldItWouldEnd()
    {
        auto outer = eager([this]() -> Coro<void> {
            auto inner = eager(save(3));
            co_await inner;
        });
        outer.cancel();
        VERIFY_UNTIL(allTasks().isEmpty());
        COMPARE_LOG(log, "");
        QVERIFY(outer.isCancelled());
    }
    void ofATaskThatOthersAwaitToo()
    {
        const Task<int> task = post(save(2));
        const auto wait = [this](Task<int> t) -> Coro<void> { log(co_await shield(t)); };
        auto a = eager(wait(task)), b = eager(wait(task));
        a.cancel();
        VERIFY_UNTIL(a.isReady() && b.isReady());
        QVERIFY(a.isCancelled());
        COMPARE_LOG(log, "saved 5");
    }
    void anExceptionNobodyWaitsForIsLogged()
    {
        Messages messages;
        auto outer = eager([]() -> Coro<void> {
            auto failing = eager([]() -> Coro<void> {
                co_await yieldNow();
                co_await yieldNow();
                throw std::runtime_error("not saved");
            });
            failing.task().setName(QStringLiteral("saver"));
            co_await shield(std::move(failing));
        });
        outer.cancel();
        VERIFY_UNTIL(outer.isReady() && allTasks().isEmpty());
        QCOMPARE(messages.take(), QStringLiteral("The exception of saver was never retrieved: not saved"));
    }
    void theHandlerHearsOfIt()
    {
        static QString heard;
        const auto before = setUnhandledExceptionHandler([](const QString &name, const std::exception_ptr &error) {
            try {
                std::rethrow_exception(error);
            } catch (const std::exception &e) {
                heard = name + QLatin1Char(':') + QString::fromUtf8(e.what());
            }
        });
        QVERIFY(!before);
        Messages messages;
        const auto thrower = []() -> Coro<void> {
            throw std::runtime_error("x");
            co_return;
        };
        eager(thrower, {.name = QStringLiteral("t")});
        QCOMPARE(heard, QStringLiteral("t:x"));
        QCOMPARE(messages.take(), QString());
        QVERIFY(setUnhandledExceptionHandler(nullptr));
        eager(thrower);
        QVERIFY(!messages.take().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestShield)
#include "tst_shield.moc"
