// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// A coroutine runs an event loop in its turn: the sender of the signal that it waited for lives until that turn is
// over.

#include <qeager/eager.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>
#include <qeager/taskfactory.h>
#include <qeager/taskscope.h>

#include "shared/dialog.h"
#include "shared/log.h"
#include "shared/loop.h"

#include <QCoroTask>

#include <QtCore/qabstracteventdispatcher.h>
#include <QtCore/qdeadlinetimer.h>

#include <functional>
#include <optional>
#include <utility>

using namespace QEager;

namespace {

using Nested = std::function<void()>;

//! What a nested loop does: with events of all kinds, and turns of coroutines.
void nestedLoop()
{
    QEventLoop loop;
    startNow([](QEventLoop *running) -> Coro<> {
        for (int i = 0; i < 5; ++i)
            co_await yieldNow();
        co_await sleep(std::chrono::milliseconds(3));
        running->quit();
    }(&loop));
    loop.exec();
}
void processEvents()
{
    startNow([]() -> Coro<> { co_await yieldNow(); }());
    spin(5);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    spin(5);
}

Coro<> askAround(Log &log, Dialog *dialog, Nested nested, const char *who = "")
{
    const int result = co_await QEager::signal(dialog, &Dialog::finished);
    log(who, "in", result);
    nested();
    log(who, "out:", dialog->text());
}
QCoro::Task<> askAroundInQCoro(Log &log, Dialog *dialog, Nested nested)
{
    const int result = co_await QEager::signal(dialog, &Dialog::finished);
    log("in", result);
    nested();
    log("out:", dialog->text());
}

//! Calls \a function in an event of an event of an event: a deleteLater() there is due in a nested loop that is not as
//! deep.
class Deep : public QObject
{
public:
    explicit Deep(std::function<void()> function, int depth = 10) : m_function(std::move(function)), m_depth(depth) {}
    bool event(QEvent *event) override
    {
        if (event->type() != QEvent::User)
            return QObject::event(event);
        if (m_depth-- == 0)
            m_function();
        else
            QCoreApplication::sendEvent(this, event);
        return true;
    }

private:
    std::function<void()> m_function;
    int m_depth;
};

void deepInside(std::function<void()> function)
{
    Deep deep(std::move(function));
    QEvent event(QEvent::User);
    QCoreApplication::sendEvent(&deep, &event);
}

} // namespace

class TestSignalSenderNested : public QObject
{
    Q_OBJECT

    static void addLoops()
    {
        QTest::addColumn<Nested>("nested");
        QTest::addRow("QEventLoop") << Nested(nestedLoop);
        QTest::addRow("processEvents()") << Nested(processEvents);
        QTest::addRow("a loop in a loop") << Nested([] { QTimer::singleShot(0, qApp, nestedLoop), nestedLoop(); });
    }

private Q_SLOTS:
    void cleanup()
    {
        QCOMPARE(Dialog::alive, 0);
        QVERIFY(allTasks().isEmpty());
    }

    void inTheTurn_data() { addLoops(); }
    void inTheTurn()
    {
        QFETCH(const Nested, nested);
        Log log;
        QVERIFY(inLoop([&] {
            auto *const dialog = new Dialog(log);
            deleteOnClose(dialog);
            startNow(askAround(log, dialog, nested));
            dialog->accept();
        }));
        COMPARE_LOG(log, "accept accepted in1 out:ada ~ada");
    }

    void itsDeletionComesInTheNestedLoop_data() { addLoops(); }
    void itsDeletionComesInTheNestedLoop()
    {
        QFETCH(const Nested, nested);
        Log log;
        QVERIFY(inLoop([&] {
            auto *const dialog = new Dialog(log);
            startNow(askAround(log, dialog, nested));
            deleteOnClose(dialog);
            deepInside([dialog] { dialog->accept(); });
        }));
        COMPARE_LOG(log, "accept accepted in1 out:ada ~ada");
    }

    void inTheTurnOfAForeignCoroutine_data() { addLoops(); }
    void inTheTurnOfAForeignCoroutine()
    {
        QFETCH(const Nested, nested);
        Log log;
        QVERIFY(inLoop([&] {
            auto *const dialog = new Dialog(log);
            deleteOnClose(dialog);
            const auto task = askAroundInQCoro(log, dialog, nested);
            dialog->accept();
        }));
        COMPARE_LOG(log, "accept accepted in1 out:ada ~ada");
    }

    void othersHaveTheirTurnInTheNestedLoop_data() { addLoops(); }
    void othersHaveTheirTurnInTheNestedLoop()
    {
        QFETCH(const Nested, nested);
        Log log;
        QVERIFY(inLoop([&] {
            auto *const dialog = new Dialog(log);
            deleteOnClose(dialog);
            startNow(askAround(log, dialog, nested, "a-"));
            startNow(askAround(log, dialog, nested, "b-"));
            startNow(ask(log, dialog, "c-"));
            dialog->accept();
        }));
        COMPARE_LOG(log, "accept accepted a-in1 b-in1 c-1:ada b-out:ada a-out:ada ~ada");
    }

    // Whoever keeps the sender has its turn in the loop of the first coroutine, then in that of another one.
    void twoWithALoopInTheirTurn()
    {
        Log log;
        const QObject context;
        QVERIFY(inLoop([&] {
            auto *const dialog = new Dialog(log);
            deleteOnClose(dialog);
            QObject::connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, &context,
                             [&log, dialog, isFirst = true]() mutable {
                                 if (log.words().endsWith(QLatin1String("a-out:ada")) && std::exchange(isFirst, false))
                                     post([](Log &to, Dialog *asked) -> Coro<> {
                                         nestedLoop();
                                         to("b-out:", asked->text());
                                         co_return;
                                     }(log, dialog));
                             });
            startNow(askAround(log, dialog, nestedLoop, "a-"));
            dialog->accept();
        }));
        COMPARE_LOG(log, "accept accepted a-in1 a-out:ada b-out:ada ~ada");
    }

    void inTheCleanUp_data() { addLoops(); }
    void inTheCleanUp()
    {
        QFETCH(const Nested, nested);
        Log log;
        std::optional<TaskScope> scope(std::in_place);
        QVERIFY(inLoop([&] {
            auto *const dialog = new Dialog(log);
            deleteOnClose(dialog, [&] {
                scope.reset();
                log("closed");
            });
            scope->add(startNow([](Log &to, Dialog *asked, Nested loop) -> Coro<> {
                try {
                    co_await QEager::signal(asked, &Dialog::finished);
                } catch (const Cancelled &) {
                    to("in");
                    loop();
                    to("out:", asked->text());
                }
            }(log, dialog, nested)));
            dialog->accept();
        }));
        COMPARE_LOG(log, "accept accepted in out:ada closed ~ada");
    }

    void emittedInANestedLoop()
    {
        Log log;
        QVERIFY(inLoop([&] {
            auto *const dialog = new Dialog(log);
            deleteOnClose(dialog);
            startNow(ask(log, dialog));
            QTimer::singleShot(0, dialog, [dialog] { dialog->accept(); });
            nestedLoop();
            log("outer:", Dialog::alive);
        }));
        COMPARE_LOG(log, "accept accepted 1:ada ~ada outer:0"); // as a slot that deletes it in that loop
    }

    void inALoopThatIsNeverIdle()
    {
        Log log;
        QVERIFY(inLoop([&] {
            auto *const dialog = new Dialog(log);
            deleteOnClose(dialog);
            startNow(askAround(log, dialog, nestedLoop));
            startNow([](Log &words) -> Coro<> {
                const QDeadlineTimer tooLong(10'000);
                while (Dialog::alive > 0 && !tooLong.hasExpired())
                    co_await yieldNow();
                words("gone:", Dialog::alive == 0);
            }(log));
            dialog->accept();
        }));
        COMPARE_LOG(log, "accept accepted in1 out:ada ~ada gone:true");
    }

    void theSenderItselfRunsTheLoop()
    {
        Log log;
        QVERIFY(inLoop([&] {
            auto *const dialog = new Dialog(log);
            startNow(ask(log, dialog));
            QObject::connect(dialog, &Dialog::finished, dialog, [&log, dialog] {
                dialog->deleteLater();
                nestedLoop();
                log("slot:", dialog->text());
            });
            dialog->accept();
        }));
        COMPARE_LOG(log, "accept 1:ada slot:ada accepted ~ada");
    }

    void theSenderRunsALoopWhenItIsKept()
    {
        Log log;
        QVERIFY(inLoop([&] {
            auto *const dialog = new Dialog(log);
            deleteOnClose(dialog);
            QObject::connect(
                dialog, &Dialog::finished, dialog,
                [&log, dialog] {
                    log("slot");
                    nestedLoop();
                    log("slot:", dialog->text());
                },
                Qt::QueuedConnection); // between its deletion and the turn of the coroutine
            startNow(ask(log, dialog));
            dialog->accept();
        }));
        COMPARE_LOG(log, "accept accepted slot 1:ada slot:ada ~ada");
    }

    void aNestedLoopIsNotKeptBusy()
    {
        Log log;
        quint64 turns = 0;
        QVERIFY(inLoop([&] {
            auto *const dialog = new Dialog(log);
            deleteOnClose(dialog);
            startNow(askAround(log, dialog, [&turns] {
                const Cost cost;
                QEventLoop loop;
                QTimer::singleShot(20, &loop, &QEventLoop::quit);
                loop.exec();
                turns = cost().loopTurns;
            }));
            dialog->accept();
        }));
        QVERIFY2(turns <= 2, QByteArray::number(turns).constData());
    }
};

QTEST_GUILESS_MAIN(TestSignalSenderNested)
#include "shared/moc_dialog.cpp"
#include "tst_signal_sender_nested.moc"
