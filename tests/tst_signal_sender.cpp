// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Rule 5: between a signal and the turn of the coroutine that waited for it, a DeferredDelete of the sender waits.

#include <qeager/corostart.h>
#include <qeager/eager.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>
#include <qeager/timeout.h>

#include "shared/dialog.h"
#include "shared/log.h"
#include "shared/loop.h"

#include <QCoroTask>

#include <QtCore/qpointer.h>

#include <optional>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

QCoro::Task<> askInQCoro(Log &log, Dialog *dialog, const char *who = "")
{
    const int result = co_await QEager::signal(dialog, &Dialog::finished);
    log(who, result, ":", dialog->text());
}

ValueTask<QString> textOf(Dialog *dialog)
{
    co_await QEager::signal(dialog, &Dialog::finished);
    co_return dialog->text();
}

} // namespace

class TestSignalSender : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup()
    {
        QCOMPARE(Dialog::alive, 0);
        QVERIFY(allTasks().isEmpty());
    }

    void rule5_livesUntilTheTurnIsOver_data()
    {
        QTest::addColumn<bool>("deletesFirst");
        QTest::addRow("a slot ahead of the coroutine deletes it") << true;
        QTest::addRow("a slot behind the coroutine deletes it") << false;
    }
    void rule5_livesUntilTheTurnIsOver()
    {
        QFETCH(const bool, deletesFirst);
        Log log;
        QVERIFY(inLoop([&] {
            auto *const dialog = new Dialog(log);
            if (deletesFirst)
                deleteOnClose(dialog);
            startNow(ask(log, dialog));
            if (!deletesFirst)
                deleteOnClose(dialog);
            dialog->accept(7);
        }));
        COMPARE_LOG(log, "accept accepted 7:ada ~ada");
    }

    void oneThatDeletesItselfWhileItEmits()
    {
        Log log;
        QVERIFY(inLoop([&] {
            auto *const dialog = new Dialog(log);
            startNow(ask(log, dialog));
            dialog->deleteLater();
            dialog->accept();
            dialog->deleteLater();
        }));
        COMPARE_LOG(log, "accept accepted 1:ada ~ada");
    }

    void rule5_keepingCostsNoTurnAndNoEvent()
    {
        Log log;
        QVERIFY(inLoop([&] {
            auto *const dialog = new Dialog(log);
            deleteOnClose(dialog);
            const auto task = startNow(ask(log, dialog));
            const Cost cost;
            dialog->accept();
            spin();
            const Statistics used = cost();
            log(task.isDone() ? "done" : "waits");
            log("events:", used.eventsPosted);
            log("turns:", used.loopTurns);
            log("listeners:", dialog->listeners()); // the slot that deletes it
        }));
        COMPARE_LOG(log, "accept accepted 1:ada done events:1 turns:1 listeners:1 ~ada");
    }

    void rule5_untilTheCoroutineSuspends()
    {
        Log log;
        QVERIFY(inLoop([&] {
            const QPointer<Dialog> dialog(new Dialog(log));
            deleteOnClose(dialog);
            startNow([](Log &to, QPointer<Dialog> asked) -> Coro<> {
                co_await ask(to, asked);
                to(asked->text(), ":yields");
                co_await sleep(1ms);
                to(asked.isNull() ? "gone" : "there");
            }(log, dialog));
            dialog->accept();
        }));
        COMPARE_LOG(log, "accept accepted 1:ada ada:yields ~ada gone");
    }

    void whoeverAwaitsTheCoroutineHasTheSameTurn()
    {
        Log log;
        QVERIFY(inLoop([&] {
            auto *const dialog = new Dialog(log);
            deleteOnClose(dialog);
            startNow([](Log &to, Dialog *asked) -> Coro<> {
                const QString text = co_await textOf(asked);
                to(text, "=", asked->text());
            }(log, dialog));
            dialog->accept();
        }));
        COMPARE_LOG(log, "accept accepted ada=ada ~ada");
    }

    void theNextSignalIsNoReasonToLive()
    {
        Log log;
        QVERIFY(inLoop([&] {
            auto *const dialog = new Dialog(log);
            deleteOnClose(dialog);
            startNow([](Log &to, Dialog *asked) -> Coro<> {
                try {
                    for (;;)
                        to(co_await QEager::signal(asked, &Dialog::finished), ":", asked->text());
                } catch (const Cancelled &e) {
                    to(e.message());
                }
            }(log, dialog));
            dialog->accept();
        }));
        COMPARE_LOG(log, "accept accepted 1:ada ~ada The object whose signal was awaited is gone.");
    }

    void allWhoWaitedHaveTheirTurn()
    {
        Log log;
        QVERIFY(inLoop([&] {
            auto *const dialog = new Dialog(log);
            deleteOnClose(dialog);
            startNow(ask(log, dialog, "a"));
            startNow(ask(log, dialog, "b"));
            const auto task = askInQCoro(log, dialog, "c");
            startNow([](Log &to, Dialog *asked) -> Coro<> { // not this one, whose signal has not come
                try {
                    co_await QEager::signal(asked, &Dialog::closed);
                } catch (const Cancelled &) {
                    to("gone");
                }
            }(log, dialog));
            dialog->accept();
        }));
        COMPARE_LOG(log, "accept accepted a1:ada b1:ada c1:ada ~ada gone");
    }

    void severalSignalsInOneTurn()
    {
        Log log;
        QVERIFY(inLoop([&] {
            auto *const dialog = new Dialog(log), *const other = new Dialog(log, QStringLiteral("bob"));
            deleteOnClose(dialog);
            deleteOnClose(other);
            startNow(ask(log, dialog, "a"));
            startNow([](Log &to, Dialog *asked) -> Coro<> {
                co_await QEager::signal(asked, &Dialog::closed);
                to("closed:", asked->text());
            }(log, dialog));
            startNow(ask(log, other, "b"));
            dialog->accept(1);
            dialog->accept(2);
            other->accept(3);
            Q_EMIT dialog->closed();
        }));
        COMPARE_LOG(log, "accept accepted accept accepted accept accepted a1:ada b3:bob closed:ada ~ada ~bob");
    }

    void aTimer()
    {
        Log log;
        QPointer<QTimer> timer;
        QVERIFY(inLoop(
            [&] {
                timer = new QTimer;
                timer->start(1ms);
                QObject::connect(timer, &QTimer::timeout, timer, &QObject::deleteLater);
                QObject::connect(timer, &QObject::destroyed, this, [&] { log("~"); });
                startNow([](Log &to, QTimer *ticking) -> Coro<> {
                    co_await ticking;
                    to(ticking->isActive());
                }(log, timer));
            },
            [&] { return timer.isNull(); }));
        COMPARE_LOG(log, "true ~");
    }

    void insideATimeout()
    {
        Log log;
        QVERIFY(inLoop([&] {
            auto *const dialog = new Dialog(log);
            deleteOnClose(dialog);
            startNow([](Log &to, Dialog *asked) -> Coro<> {
                co_await withTimeout(1h, ask(to, asked));
                to(asked->text());
            }(log, dialog));
            dialog->accept();
        }));
        COMPARE_LOG(log, "accept accepted 1:ada ada ~ada");
    }

    void keptUntilSomebodyLetsTheCoroutineGoOn()
    {
        Log log;
        std::optional<CoroStart<>> start;
        QVERIFY(inLoop([&] {
            auto *const dialog = new Dialog(log);
            deleteOnClose(dialog);
            start.emplace(ask(log, dialog));
            dialog->accept();
            QTimer::singleShot(5, qApp, [&] {
                log("go on");
                static_cast<void>(start->asValueTask());
            });
        }));
        COMPARE_LOG(log, "accept accepted go on 1:ada ~ada");
    }

    void inAForeignCoroutine()
    {
        Log log;
        QVERIFY(inLoop([&] {
            auto *const dialog = new Dialog(log);
            deleteOnClose(dialog);
            const auto task = askInQCoro(log, dialog);
            dialog->accept();
        }));
        COMPARE_LOG(log, "accept accepted 1:ada ~ada");
    }

    void aSenderThatNobodyDeletes()
    {
        Log log;
        Dialog dialog(log);
        QVERIFY(inLoop(
            [&] {
                startNow(ask(log, &dialog));
                dialog.accept();
            },
            [] { return allTasks().isEmpty(); }));
        COMPARE_LOG(log, "accept accepted 1:ada");
        QCOMPARE(dialog.listeners(), 0);
        auto *const another = new Dialog(log, QStringLiteral("bob")); // nothing is held back when the turn is over
        QVERIFY(inLoop(
            [&] {
                startNow(ask(log, another));
                another->accept();
                QTimer::singleShot(1, another, &QObject::deleteLater);
            },
            [] { return Dialog::alive == 1; }));
        COMPARE_LOG(log, "accept accepted 1:ada accept accepted 1:bob ~bob");
    }
};

QTEST_GUILESS_MAIN(TestSignalSender)
#include "shared/moc_dialog.cpp"
#include "tst_signal_sender.moc"
