// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/chaos.h>
#include <qeager/eager.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>

#include "shared/frame.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/tracked.h"

#include <QCoroTask>

#include <QtCore/qfuturewatcher.h>
#include <QtCore/qmetaobject.h>
#include <QtCore/qstringlistmodel.h>
#include <QtCore/qthread.h>

#include <memory>
#include <tuple>
#include <type_traits>

using namespace QEager;
using namespace std::chrono_literals;

class Sender : public QObject
{
    Q_OBJECT

public:
    int listeners() const
    {
        return receivers(SIGNAL(plain())) + receivers(SIGNAL(number(int))) + receivers(SIGNAL(text(QString))) +
               receivers(SIGNAL(destroyed(QObject *)));
    }

Q_SIGNALS:
    void plain();
    void number(int value);
    void text(const QString &value);
    void several(int value, const QString &text, QObject *object);
    void overloaded(int value);
    void overloaded(const QString &value);
};

template <typename Class, typename Member>
using ValueOf = typename Signal<Class, Member>::value_type;
using Plain = Signal<Sender, decltype(&Sender::plain)>;

static_assert(std::is_copy_constructible_v<Plain> && std::is_default_constructible_v<Plain>);
static_assert(!std::is_copy_constructible_v<detail::SignalAwaiter<Sender, decltype(&Sender::plain)>>);
static_assert(QCoro::Awaitable<Plain>);
static_assert(std::is_void_v<Plain::value_type>);
static_assert(std::is_same_v<ValueOf<Sender, decltype(&Sender::number)>, int>);
static_assert(std::is_same_v<ValueOf<Sender, decltype(&Sender::text)>, QString>); // a copy, never a reference
static_assert(std::is_same_v<ValueOf<Sender, decltype(&Sender::several)>, std::tuple<int, QString, QObject *>>);
static_assert(std::is_void_v<ValueOf<QTimer, decltype(&QTimer::timeout)>>);
static_assert(std::is_same_v<ValueOf<QAbstractItemModel, decltype(&QAbstractItemModel::rowsInserted)>,
                             std::tuple<QModelIndex, int, int>>);

namespace {

Frame frameOf(Log &log, Sender *sender)
{
    const Tracked tracked;
    log(co_await QEager::signal(sender, &Sender::number));
}

//! Waits for a number, and says how that ended.
Coro<> listen(Log &log, Sender *sender, const char *name = "")
{
    try {
        const int number = co_await QEager::signal(sender, &Sender::number);
        log(name, number);
    } catch (const Cancelled &e) {
        log(name, e.message().isEmpty() ? "cancelled" : e.what());
    }
}

} // namespace

class TestSignal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesTheArguments()
    {
        Sender sender;
        auto task = eager([&]() -> Coro<QString> {
            co_await QEager::signal(&sender, &Sender::plain);
            const int number = co_await QEager::signal(&sender, &Sender::number);
            const QString text = co_await QEager::signal(&sender, &Sender::text);
            const auto [value, word, object] = co_await QEager::signal(&sender, &Sender::several);
            co_return QStringLiteral("%1 %2 %3 %4 %5")
                .arg(number)
                .arg(text)
                .arg(value)
                .arg(word)
                .arg(object == &sender);
        });
        Q_EMIT sender.plain();
        spin();
        Q_EMIT sender.number(1);
        spin();
        Q_EMIT sender.text(QStringLiteral("two"));
        spin();
        QVERIFY(!task.isReady());
        Q_EMIT sender.several(3, QStringLiteral("four"), &sender);
        spin();
        QCOMPARE(task.result(), QStringLiteral("1 two 3 four 1"));
        QCOMPARE(sender.listeners(), 0);
    }

    void givesTheChosenOverload()
    {
        Sender sender;
        auto number = eager(
            [&]() -> Coro<int> { co_return co_await QEager::signal(&sender, qOverload<int>(&Sender::overloaded)); });
        auto text = eager([&]() -> Coro<QString> {
            co_return co_await QEager::signal(&sender, qOverload<const QString &>(&Sender::overloaded));
        });
        Q_EMIT sender.overloaded(QStringLiteral("x"));
        spin();
        QVERIFY(!number.isReady());
        QCOMPARE(text.result(), QStringLiteral("x"));
        Q_EMIT sender.overloaded(5);
        spin();
        QCOMPARE(number.result(), 5);
    }

    void awaitsPrivateSignals()
    {
        QTimer timer;
        auto ticked = eager([&]() -> Coro<> { co_await QEager::signal(&timer, &QTimer::timeout); });
        timer.start(1ms);
        VERIFY_UNTIL(ticked.isReady());

        QStringListModel model;
        auto inserted = eager([&]() -> Coro<int> {
            const auto [parent, first, last] = co_await QEager::signal(&model, &QAbstractItemModel::rowsInserted);
            co_return parent.isValid() ? -1 : first * 10 + last;
        });
        QVERIFY(model.insertRows(0, 3));
        spin();
        QCOMPARE(inserted.result(), 2);

        QFutureWatcher<int> watcher;
        auto finished = eager([&]() -> Coro<> { co_await QEager::signal(&watcher, &QFutureWatcherBase::finished); });
        watcher.setFuture(QtFuture::makeReadyFuture(1));
        VERIFY_UNTIL(finished.isReady());
    }

    void rule5_neverResumesInsideTheEmission()
    {
        Log log;
        Sender sender;
        const auto task = eager(listen(log, &sender));
        QObject::connect(&sender, &Sender::number, this, [&] { log("slot"); });
        const Cost cost;
        log("emit");
        Q_EMIT sender.number(7);
        log("emitted");
        spin();
        COMPARE_LOG(log, "emit slot emitted 7");
        QCOMPARE(cost().eventsPosted, quint64(1));
        QCOMPARE(cost().loopTurns, quint64(1));
        QCOMPARE(cost().tasksCreated, quint64(0));
        QVERIFY(task.isReady());
    }

    void aModelIsResetInsideItsSignal() // and by the coroutine that it wakes
    {
        const ChaosScope off(std::nullopt); // both have begun when the model changes
        Log log;
        QStringListModel model({QStringLiteral("a")});
        QObject::connect(&model, &QAbstractItemModel::rowsInserted, this, [&] {
            log("inserted");
            model.setStringList({QStringLiteral("x"), QStringLiteral("y"), QStringLiteral("z")});
        });
        const auto inserted = eager([&]() -> Coro<> {
            co_await QEager::signal(&model, &QAbstractItemModel::rowsInserted);
            log("rows", model.rowCount());
            model.setStringList({});
            log("reset again");
        });
        const auto reset = eager([&]() -> Coro<> {
            for (int i = 0; i < 2; ++i) {
                co_await QEager::signal(&model, &QAbstractItemModel::modelReset);
                log("reset", model.rowCount());
            }
        });
        model.insertRow(0);
        log("end");
        VERIFY_UNTIL(reset.isReady());
        COMPARE_LOG(log, "inserted end reset3 rows3 reset again reset0");
        QVERIFY(inserted.isReady());
    }

    void rule5_wakesInTheOrderOfWaiting()
    {
        Log log;
        Sender sender;
        const auto a = eager(listen(log, &sender, "a"));
        const auto b = eager(listen(log, &sender, "b"));
        const auto c = eager(listen(log, &sender, "c"));
        QVERIFY(b.cancel());
        const Cost cost;
        Q_EMIT sender.number(1);
        spin();
        COMPARE_LOG(log, "bcancelled a1 c1"); // b was queued when it was cancelled
        QCOMPARE(cost().loopTurns, quint64(1));
    }

    void theFirstEmissionCounts()
    {
        Log log;
        Sender sender;
        const auto task = eager([&]() -> Coro<> {
            for (int i = 0; i < 2; ++i)
                log(co_await QEager::signal(&sender, &Sender::number));
        });
        Q_EMIT sender.number(1);
        Q_EMIT sender.number(2); // nobody listens between resume and the next co_await
        spin();
        COMPARE_LOG(log, "1");
        Q_EMIT sender.number(3);
        spin();
        COMPARE_LOG(log, "1 3");
        QVERIFY(task.isReady());
    }

    void aDestroyedSenderCancels()
    {
        Log log;
        auto sender = std::make_unique<Sender>();
        auto task = eager([&]() -> Coro<> { co_await QEager::signal(sender.get(), &Sender::plain); });
        const auto survivor = eager(listen(log, sender.get()));
        log("delete");
        sender.reset();
        log("deleted");
        QVERIFY(!task.isReady());
        spin();
        COMPARE_LOG(log, "delete deleted The object whose signal was awaited is gone.");
        QVERIFY(task.isCancelled());
        QVERIFY(survivor.isReady());
    }

    void anEmissionBeforeTheEndOfTheSenderCounts()
    {
        Log log;
        auto sender = std::make_unique<Sender>();
        const auto task = eager(listen(log, sender.get()));
        Q_EMIT sender->number(1);
        sender.reset();
        spin();
        COMPARE_LOG(log, "1");
    }

    void withoutASenderItDoesNotSuspend()
    {
        Log log;
        expectInline([&] { static_cast<void>(eager(listen(log, nullptr, "null:"))); });
        auto sender = std::make_unique<Sender>();
        const auto wait = QEager::signal(sender.get(), &Sender::plain);
        sender.reset();
        auto gone = expectInline([&] { return eager([&]() -> Coro<> { co_await wait; }); });
        QVERIFY(gone.isReady());
        QVERIFY(!gone.isTask());
        QVERIFY(gone.isCancelled());
        COMPARE_LOG(log, "null:The object whose signal was awaited is gone.");
    }

    void rule11_aSenderOnAnotherThread()
    {
        QThread thread;
        thread.start();
        auto *const sender = new Sender;
        sender->moveToThread(&thread);
        auto task = eager([&]() -> Coro<bool> {
            const QString text = co_await QEager::signal(sender, &Sender::text);
            co_return text == QLatin1String("over") && QThread::currentThread() == qApp->thread();
        });
        auto orphan = eager([&]() -> Coro<> { co_await QEager::signal(sender, &Sender::plain); });
        QMetaObject::invokeMethod(sender, [sender] {
            Q_EMIT sender->text(QStringLiteral("over"));
            Q_EMIT sender->text(QStringLiteral("again"));
        });
        VERIFY_UNTIL(task.isReady());
        QVERIFY(task.result());
        QVERIFY(!orphan.isReady());
        QMetaObject::invokeMethod(sender, [sender] { delete sender; });
        VERIFY_UNTIL(orphan.isReady());
        QVERIFY(orphan.isCancelled());
        thread.quit();
        QVERIFY(thread.wait());
    }

    void rule14_whoeverGivesUpDisconnects()
    {
        Log log;
        Sender sender;
        Frame frame = frameOf(log, &sender);
        QVERIFY(sender.listeners() > 0);
        frame.destroy();
        QCOMPARE(sender.listeners(), 0);
        QCOMPARE(Tracked::alive, 0);

        const auto task = eager(listen(log, &sender));
        QVERIFY(sender.listeners() > 0);
        QVERIFY(task.cancel());
        QCOMPARE(sender.listeners(), 0); // at once, not at its turn
        Q_EMIT sender.number(1);
        spin();
        COMPARE_LOG(log, "cancelled");
        static_cast<void>(eager(listen(log, &sender, "dropped"))); // runs on, detached
        QVERIFY(sender.listeners() > 0);
        Q_EMIT sender.number(2);
        spin();
        COMPARE_LOG(log, "cancelled dropped2");
        QCOMPARE(sender.listeners(), 0);
    }

    void givingUpInsideTheEmission()
    {
        Log log;
        Sender sender;
        Frame first = frameOf(log, &sender), second = frameOf(log, &sender), third = frameOf(log, &sender);
        const auto before = eager(listen(log, &sender, "before:")), after = eager(listen(log, &sender, "after:"));
        // Runs behind the five: those it destroys and cancels are queued by then.
        QObject::connect(&sender, &Sender::number, this, [&] {
            first.destroy();
            third.destroy();
            log(before.cancel() ? "cancels" : "too late");
        });
        Q_EMIT sender.number(1);
        spin();
        COMPARE_LOG(log, "cancels 1 before:cancelled after:1");
        QVERIFY(second.isDone());

        Sender other;
        Frame *last = nullptr;
        QObject::connect(&other, &Sender::number, this, [&] { last->destroy(); }); // ahead of the frame's
        Frame unreached = frameOf(log, &other);
        last = &unreached;
        Q_EMIT other.number(2);
        spin();
        COMPARE_LOG(log, "cancels 1 before:cancelled after:1");
        QCOMPARE(other.listeners(), 1);
        second.destroy();
        QCOMPARE(Tracked::alive, 0);
    }

    void worksInQCoro()
    {
        Log log;
        Sender sender;
        const auto coroutine = [](Log &to, Sender *from) -> QCoro::Task<> {
            to(co_await QEager::signal(from, &Sender::number));
            to(co_await QEager::signal(from, &Sender::text));
        };
        const auto task = coroutine(log, &sender);
        Q_EMIT sender.number(1);
        COMPARE_LOG(log, "");
        spin();
        Q_EMIT sender.text(QStringLiteral("two"));
        spin();
        COMPARE_LOG(log, "1 two");
        QVERIFY(task.isReady());

        QTimer::singleShot(1, &sender, [&] { Q_EMIT sender.number(3); });
        QCOMPARE(QCoro::waitFor(QEager::signal(&sender, &Sender::number)), 3);
        QCOMPARE(sender.listeners(), 0);
    }
};

QTEST_GUILESS_MAIN(TestSignal)
#include "tst_signal.moc"
