// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// What if something else happens between a signal, whose sender is to be deleted, and the turn of the coroutine that
// waited for it?

#include <qeager/corostart.h>
#include <qeager/eager.h>
#include <qeager/signal.h>
#include <qeager/taskscope.h>

#include "shared/dialog.h"
#include "shared/frame.h"
#include "shared/log.h"
#include "shared/loop.h"

#include <QtCore/qpointer.h>
#include <QtCore/qthread.h>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

using namespace QEager;

namespace {

Frame askInFrame(Log &log, Dialog *dialog) { log(co_await QEager::signal(dialog, &Dialog::finished)); }

Coro<> look(Log &log, QPointer<Dialog> dialog)
{
    log(co_await QEager::signal(dialog.get(), &Dialog::finished), dialog ? ":there" : ":gone");
}

//! An object that says where it goes.
class Traveller : public QObject
{
public:
    explicit Traveller(std::atomic<QThread *> &where) : m_where(where) {}
    ~Traveller() override { m_where = QThread::currentThread(); }

private:
    std::atomic<QThread *> &m_where;
};

} // namespace

class TestSignalSenderGone : public QObject
{
    Q_OBJECT

    //! \a start on a dialog that is to be deleted when it is accepted; between that and the turn of what waits for it,
    //! \a between. False if that does not end.
    template <typename Start>
    static bool accept(Log &log, Start start, std::function<void(Dialog *)> between)
    {
        return inLoop([&] {
            auto *const dialog = new Dialog(log);
            deleteOnClose(dialog, [&log, dialog, between] {
                log("between");
                between(dialog);
            });
            start(dialog);
            dialog->accept();
        });
    }

    //! The same, when a coroutine has asked the dialog, and goes on with \a then.
    template <typename Then>
    static bool acceptAndThen(Log &log, Then then, std::function<void(Dialog *)> between)
    {
        const auto start = [&](Dialog *dialog) {
            startNow([](Log &to, Dialog *asked, Then goOn) -> Coro<> {
                co_await ask(to, asked);
                goOn(asked);
            }(log, dialog, then));
        };
        return accept(log, start, between);
    }

    //! \a first in the loop of a thread, which ends when that quits.
    template <typename First>
    static bool inThread(First first)
    {
        const std::unique_ptr<QThread> thread(QThread::create([&] {
            QEventLoop loop;
            QMetaObject::invokeMethod(&loop, [&] { first(&loop); }, Qt::QueuedConnection);
            loop.exec();
        }));
        thread->start();
        return thread->wait();
    }

private Q_SLOTS:
    void cleanup()
    {
        QCOMPARE(Dialog::alive, 0);
        QVERIFY(allTasks().isEmpty());
    }

    void nothing()
    {
        Log log;
        QVERIFY(accept(log, [&](Dialog *dialog) { startNow(ask(log, dialog)); }, [](Dialog *) {}));
        COMPARE_LOG(log, "accept accepted between 1:ada ~ada");
    }

    void theTaskIsCancelled()
    {
        Log log;
        std::optional<Task<>> task;
        QVERIFY(accept(
            log, [&](Dialog *dialog) { task = startNow(ask(log, dialog)); },
            [&](Dialog *) { log(task->cancel() ? "cancels" : "too-late"); }));
        COMPARE_LOG(log, "accept accepted between cancels cancelled:ada ~ada");
    }

    void theTaskIsClosed()
    {
        Log log;
        std::optional<TaskScope> scope(std::in_place);
        QVERIFY(accept(
            log, [&](Dialog *dialog) { scope->add(startNow(ask(log, dialog))); },
            [&](Dialog *) {
                scope.reset();
                log("closed");
            }));
        COMPARE_LOG(log, "accept accepted between cancelled:ada closed ~ada"); // by the event loop, not by who closes
    }

    void theFrameIsDestroyed()
    {
        Log log;
        Frame frame;
        QVERIFY(accept(
            log, [&](Dialog *dialog) { frame = askInFrame(log, dialog); },
            [&](Dialog *) {
                frame.destroy();
                log("destroyed");
            }));
        COMPARE_LOG(log, "accept accepted between destroyed ~ada");
    }

    void theSenderIsDeleted()
    {
        Log log;
        QVERIFY(
            accept(log, [&](Dialog *dialog) { startNow(look(log, dialog)); }, [](Dialog *dialog) { delete dialog; }));
        COMPARE_LOG(log, "accept accepted between ~ada 1:gone"); // the value is there all the same
    }

    void theCoroutineDeletesTheSender()
    {
        Log log;
        const auto deletes = [&](Dialog *asked) {
            delete asked;
            log("deleted");
        };
        QVERIFY(acceptAndThen(log, deletes, [](Dialog *) {}));
        COMPARE_LOG(log, "accept accepted between 1:ada ~ada deleted");
    }

    void theSenderIsToBeDeletedAgain()
    {
        Log log;
        const auto deletesLater = [&](Dialog *asked) {
            asked->deleteLater();
            log(asked->text());
        };
        QVERIFY(acceptAndThen(log, deletesLater, [](Dialog *dialog) { dialog->deleteLater(); }));
        COMPARE_LOG(log, "accept accepted between 1:ada ada ~ada");
    }

    void allDeletionsAreSent()
    {
        Log log;
        QVERIFY(accept(
            log, [&](Dialog *dialog) { startNow(ask(log, dialog)); },
            [&](Dialog *) {
                QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
                log("sent");
            }));
        COMPARE_LOG(log, "accept accepted between sent 1:ada ~ada");
    }

    void theSenderGoesToAnotherThread()
    {
        QThread thread;
        thread.start();
        std::atomic<QThread *> deletedIn = nullptr;
        auto *const sender = new Traveller(deletedIn);
        QVERIFY(inLoop(
            [&] {
                QObject::connect(sender, &QObject::objectNameChanged, qApp, [sender, &thread] {
                    sender->deleteLater();
                    QMetaObject::invokeMethod(
                        qApp, [sender, &thread] { sender->moveToThread(&thread); }, Qt::QueuedConnection);
                });
                startNow([](QObject *named) -> Coro<> {
                    static_cast<void>(co_await QEager::signal(named, &QObject::objectNameChanged));
                }(sender));
                sender->setObjectName(QStringLiteral("x"));
            },
            [&] { return deletedIn && allTasks().isEmpty(); }));
        QCOMPARE(deletedIn.load(), &thread);
        thread.quit();
        QVERIFY(thread.wait());
    }

    void theThreadEndsWhenTheSenderWouldHaveGone()
    {
        Log log;
        std::optional<CoroStart<>> start; // which nobody lets go on
        QVERIFY(inThread([&](QEventLoop *loop) {
            auto *const dialog = new Dialog(log);
            deleteOnClose(dialog, [loop] { loop->quit(); }, loop);
            start.emplace(ask(log, dialog));
            dialog->accept();
        }));
        COMPARE_LOG(log, "accept accepted cancelled:ada ~ada");
    }

    void theThreadEndsBeforeTheSenderWouldHaveGone()
    {
        Log log;
        Frame frame;
        QVERIFY(inThread([&](QEventLoop *loop) {
            auto *const dialog = new Dialog(log), *const other = new Dialog(log, QStringLiteral("bob"));
            for (Dialog *const each : {dialog, other}) {
                deleteOnClose(each);
                QObject::connect(each, &Dialog::finished, loop, &QEventLoop::quit);
            }
            startNow(ask(log, dialog));
            frame = askInFrame(log, other); // which is not ours, and stays where it is
            dialog->accept();
            other->accept();
        }));
        COMPARE_LOG(log, "accept accepted accept accepted cancelled:ada ~ada ~bob");
        frame.destroy();
    }

    // -- nothing is kept, and nothing breaks

    void aSenderOnAnotherThread()
    {
        QThread thread;
        thread.start();
        std::atomic<QThread *> deletedIn = nullptr;
        auto *const sender = new Traveller(deletedIn);
        sender->moveToThread(&thread);
        QString name;
        QVERIFY(inLoop(
            [&] {
                startNow([](QObject *named, QString &to) -> Coro<> {
                    to = co_await QEager::signal(named, &QObject::objectNameChanged);
                }(sender, name));
                QMetaObject::invokeMethod(sender, [sender] {
                    sender->setObjectName(QStringLiteral("x"));
                    delete sender;
                });
            },
            [&] { return deletedIn && allTasks().isEmpty(); }));
        QCOMPARE(name, QStringLiteral("x"));
        QCOMPARE(deletedIn.load(), &thread);
        thread.quit();
        QVERIFY(thread.wait());
    }
};

QTEST_GUILESS_MAIN(TestSignalSenderGone)
#include "shared/moc_dialog.cpp"
#include "tst_signal_sender_gone.moc"
