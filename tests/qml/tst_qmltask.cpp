// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/qml/qmltask.h>
#include <qeager/sleep.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"

#include <QtGui/qguiapplication.h>
#include <QtCore/qpointer.h>

#include <memory>
#include <optional>
#include <stdexcept>

using namespace QEager;

namespace {

Coro<int> number(int n, int yields)
{
    for (int i = 0; i < yields; ++i)
        co_await yieldNow();
    co_return n;
}
Coro<int> failing(int yields)
{
    for (int i = 0; i < yields; ++i)
        co_await yieldNow();
    throw std::runtime_error("disk full");
}

} // namespace

class TestQmlTask : public QObject
{
    Q_OBJECT
    Log log;
    std::optional<Messages> messages; // from init() on: Qt Test has its own handler

    void listen(QmlTask &task)
    {
        connect(&task, &QmlTask::statusChanged, this, [this, &task] { log("status", int(task.status())); });
        connect(&task, &QmlTask::valueChanged, this, [this, &task] { log("value", task.value().toInt()); });
        connect(&task, &QmlTask::errorChanged, this, [this, &task] { log("error:", task.error()); });
    }

private Q_SLOTS:
    void init()
    {
        log.clear();
        messages.emplace();
    }
    void cleanup()
    {
        checkNothingIsLeft();
        QCOMPARE(messages->take(), QString());
        messages.reset();
    }

    void aDefaultOneIsNull()
    {
        QmlTask task;
        QCOMPARE(task.status(), QmlTask::Null);
        QCOMPARE(task.value(), QVariant());
        QCOMPARE(task.error(), QString());
        task.cancel();
        QVERIFY_THROWS_EXCEPTION(InvalidState, task.task());
    }
    void finishedSynchronouslyItIsReadyAtOnceAndFree()
    {
        const Cost cost;
        QmlTask task(number(7, 0));
        QCOMPARE(task.status(), QmlTask::Ready);
        QCOMPARE(task.value(), QVariant(7));
        QCOMPARE(task.error(), QString());
        QCOMPARE(cost().tasksCreated, 0u);
        QCOMPARE(cost().eventsPosted, 0u);
        listen(task);
        spin(3);
        COMPARE_LOG(log, "");
    }
    void pendingItBecomesReadyAndSaysSoOnce()
    {
        QmlTask task(number(7, 2));
        listen(task);
        QCOMPARE(task.status(), QmlTask::Loading);
        QCOMPARE(task.value(), QVariant());
        VERIFY_UNTIL(task.status() == QmlTask::Ready);
        spin(3);
        COMPARE_LOG(log, "status1 value7");
    }
    void aFailureIsAnError()
    {
        QmlTask task(failing(1));
        listen(task);
        VERIFY_UNTIL(task.status() == QmlTask::Error);
        spin(3);
        COMPARE_LOG(log, "status3 error:disk full");
    }
    void cancelled()
    {
        QmlTask task(number(7, 1000));
        listen(task);
        task.cancel(QStringLiteral("enough"));
        QCOMPARE(task.status(), QmlTask::Loading); // a request
        VERIFY_UNTIL(task.status() == QmlTask::Cancelled);
        spin(3);
        COMPARE_LOG(log, "status4 error:enough");
    }
    void aSlotMayDestroyIt_data()
    {
        QTest::addColumn<QByteArray>("signal");
        for (const char *name : {"statusChanged", "valueChanged", "progressChanged"})
            QTest::newRow(name) << QByteArray(name);
    }
    void aSlotMayDestroyIt()
    {
        QFETCH(QByteArray, signal);
        QPointer<QmlTask> task = new QmlTask([]() -> Coro<int> {
            for (int i = 1; i <= 3; ++i) {
                setProgress(i, 4);
                co_await yieldNow();
            }
            co_return 1;
        });
        const auto destroy = [this, &task] {
            log("gone");
            delete task;
        };
        if (signal == "statusChanged")
            connect(task, &QmlTask::statusChanged, this, destroy);
        else if (signal == "valueChanged")
            connect(task, &QmlTask::valueChanged, this, destroy);
        else
            connect(task, &QmlTask::progressChanged, this, destroy);
        VERIFY_UNTIL(!task);
        VERIFY_UNTIL(allTasks().isEmpty());
        COMPARE_LOG(log, "gone");
    }
    void destroyedWhilePendingItsTaskRunsOn()
    {
        auto outcome = eager(number(7, 2));
        const Task<int> task = outcome.task();
        {
            QmlTask window(task);
            listen(window);
        }
        VERIFY_UNTIL(task.isDone());
        QCOMPARE(task.result(), 7);
        spin(3);
        COMPARE_LOG(log, "");
    }
    void itsTaskCanBeAwaitedAndSharedAndOutlivesIt()
    {
        auto window = std::make_unique<QmlTask>(number(7, 2));
        QmlTask other(window->task());
        listen(other);
        auto awaiting =
            eager([](Task<QVariant> task) -> Coro<int> { co_return (co_await task).toInt(); }, window->task());
        window.reset();
        VERIFY_UNTIL(awaiting.isReady());
        QCOMPARE(awaiting.result(), 7);
        spin(2);
        COMPARE_LOG(log, "status1 value7");
    }
    void anUnseenErrorIsLoggedOnceWithTheTasksName()
    {
        {
            QmlTask task(eager(failing(1), {.name = QStringLiteral("save")}));
            QmlTask copy(task.task());
            QCOMPARE(task.name(), QStringLiteral("save"));
            VERIFY_UNTIL(task.status() == QmlTask::Error);
            spin(2);
            QCOMPARE(copy.status(), QmlTask::Error);
            QCOMPARE(messages->take(), QString());
        }
        QCOMPARE(messages->take(), QStringLiteral("The exception of save was never retrieved: disk full"));
    }
    void anErrorSeenInOneWindowIsSeen()
    {
        QmlTask task(failing(1)), copy(task.task());
        VERIFY_UNTIL(task.status() == QmlTask::Error);
        QCOMPARE(task.error(), QStringLiteral("disk full"));
        spin(2);
        QmlTask late(task.task());
        QCOMPARE(late.status(), QmlTask::Error); // cleanup() finds no message
    }
};

int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    TestQmlTask test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_qmltask.moc"
