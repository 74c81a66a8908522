// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/dbus.h>
#include <qeager/gather.h>
#include <qeager/qcoro.h>
#include <qeager/timeout.h>

#include "shared/ending.h"
#include "shared/frame.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/nothingleft.h"
#include "shared/startnow.h"

#include <QCoroDBus>

#include <QtCore/qprocess.h>
#include <QtCore/qstandardpaths.h>
#include <QtCore/qthread.h>
#include <QtDBus/qdbusabstractadaptor.h>
#include <QtDBus/qdbusconnection.h>
#include <QtDBus/qdbuscontext.h>
#include <QtDBus/qdbuserror.h>

#include <memory>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

const QString Name = QStringLiteral("org.qeager.Test");

//! What answers: at once, or when the test says so.
class Service : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.qeager.Test")

public:
    void answer(const QString &text)
    {
        for (const QDBusMessage &each : std::exchange(waiting, {}))
            QDBusConnection(connection).send(each.createReply(text));
    }

    QList<QDBusMessage> waiting;
    QString connection;

public Q_SLOTS:
    Q_SCRIPTABLE int twice(int value) { return 2 * value; }
    Q_SCRIPTABLE QString later()
    {
        setDelayedReply(true);
        waiting.append(message());
        return {};
    }
};

template <typename Call>
Coro<> tell(Log &log, Call call, const char *name = "")
{
    try {
        const auto reply = co_await call;
        if constexpr (std::is_same_v<Call, QDBusPendingReply<QString>>)
            log(name, reply.isError() ? reply.error().name().section(u'.', -1) : reply.value());
        else
            log(name, reply.type() == QDBusMessage::ErrorMessage ? reply.errorName().section(u'.', -1)
                                                                 : reply.arguments().value(0).toString());
    } catch (...) {
        log(name, ending(std::current_exception()));
    }
}

Frame frameOf(Log &log, QDBusPendingCall call)
{
    co_await QEager::finished(call);
    log("frame");
}

} // namespace

static_assert(std::is_same_v<detail::AwaitResult<QDBusPendingCall>, QDBusMessage>);
static_assert(std::is_same_v<detail::AwaitResult<QDBusPendingReply<int> &>, QDBusPendingReply<int>>);
static_assert(std::is_same_v<decltype(detail::AwaitAdapter<QDBusPendingReply<int>>::adapt(QDBusPendingReply<int>())),
                             detail::AwaitableCall<QDBusPendingReply<int>>>); // not the bridge
static_assert(QCoro::Awaitable<decltype(QEager::finished(std::declval<QDBusPendingCall>()))>);
static_assert(std::is_copy_constructible_v<decltype(QEager::finished(std::declval<QDBusPendingReply<int>>()))>);

class TestDBus : public QObject
{
    Q_OBJECT
    Log log;
    QProcess m_bus;
    QByteArray m_address;
    Service m_service;

    //! A message to the service, by a connection of its own.
    static QDBusMessage message(const char *method)
    {
        return QDBusMessage::createMethodCall(Name, QStringLiteral("/"), Name, QLatin1StringView(method));
    }
    QDBusConnection client() const { return QDBusConnection(QStringLiteral("client")); }
    QDBusPendingReply<QString> later() const { return client().asyncCall(message("later")); }
    QString words()
    {
        spin(5);
        return log.words();
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString daemon = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
        if (daemon.isEmpty())
            return; // the functions that need one say so
        m_bus.start(daemon,
                    {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address")});
        VERIFY_UNTIL(m_bus.canReadLine());
        m_address = m_bus.readLine().trimmed();
        const QString address = QString::fromUtf8(m_address);
        auto server = QDBusConnection::connectToBus(address, QStringLiteral("server"));
        QVERIFY(server.isConnected());
        QVERIFY(server.registerObject(QStringLiteral("/"), &m_service, QDBusConnection::ExportScriptableSlots));
        QVERIFY(server.registerService(Name));
        m_service.connection = server.name();
        QVERIFY(QDBusConnection::connectToBus(address, QStringLiteral("client")).isConnected());
    }
    void cleanupTestCase()
    {
        QDBusConnection::disconnectFromBus(QStringLiteral("client"));
        QDBusConnection::disconnectFromBus(QStringLiteral("server"));
        if (m_bus.state() == QProcess::NotRunning)
            return;
        m_bus.kill();
        VERIFY_UNTIL(m_bus.state() == QProcess::NotRunning);
    }
    void init() { log.clear(); }
    void cleanup() { checkNothingIsLeft(2); }

    // -- without a bus

    void whatHasFinishedDoesNotSuspend()
    {
        const QDBusError error(QDBusError::Failed, QStringLiteral("no"));
        const QDBusMessage answer = QDBusMessage::createMethodCall(Name, QStringLiteral("/"), Name, QStringLiteral("x"))
                                        .createReply(QStringLiteral("yes"));
        const ChaosScope off(std::nullopt);
        expectInline([&] {
            static_cast<void>(eager(tell(log, QDBusPendingCall::fromError(error), "a:")));
            static_cast<void>(eager(tell(log, QDBusPendingCall::fromCompletedCall(answer), "b:")));
            static_cast<void>(eager(tell(log, QDBusPendingReply<QString>(QDBusPendingCall::fromError(error)), "c:")));
            static_cast<void>(eager(tell(log, QDBusPendingReply<QString>(), "none:")));
        });
        COMPARE_LOG(log, "a:Failed b:yes c:Failed none:Disconnected");
    }

    void withoutAConnection()
    {
        const QDBusConnection none(QStringLiteral("none"));
        QVERIFY(!none.isConnected());
        const auto task = startNow(tell(log, none.asyncCall(message("later")), "call:"));
        VERIFY_UNTIL(task.isDone());
        COMPARE_LOG(log, "call:Disconnected");
    }

    // -- with one

    void calls()
    {
        if (m_address.isEmpty())
            QSKIP("There is no dbus-daemon.");
        auto task = eager([](QDBusConnection bus) -> Coro<int> {
            QDBusMessage twice = message("twice");
            twice << 4;
            const QDBusPendingReply<int> reply = co_await bus.asyncCall(twice);
            QDBusPendingReply<int> again = bus.asyncCall(twice);
            const QDBusPendingReply<int> typed = co_await again;
            co_return reply.value() + typed.value();
        }(client()));
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.result(), 16);
        const auto unknown = startNow(tell(log, client().asyncCall(message("nothing")), "unknown:"));
        VERIFY_UNTIL(unknown.isDone());
        COMPARE_LOG(log, "unknown:UnknownMethod");
    }

    void severalWaitForOne()
    {
        if (m_address.isEmpty())
            QSKIP("There is no dbus-daemon.");
        const QDBusPendingReply<QString> reply = later();
        const auto a = startNow(tell(log, reply, "a:")), b = startNow(tell(log, reply, "b:")),
                   c = startNow(tell(log, reply, "c:"));
        Frame frame = frameOf(log, reply);
        VERIFY_UNTIL(m_service.waiting.size() == 1);
        QVERIFY(b.cancel());
        frame.destroy();
        m_service.answer(QStringLiteral("x"));
        VERIFY_UNTIL(a.isDone() && c.isDone());
        COMPARE_LOG(log, "b:Cancelled a:x c:x");
    }

    void cancelledInTheTurnOfTheAnswer()
    {
        if (m_address.isEmpty())
            QSKIP("There is no dbus-daemon.");
        const QDBusPendingReply<QString> reply = later();
        QDBusPendingCallWatcher watcher(reply); // hears of it first
        const auto task = startNow(tell(log, reply));
        QObject::connect(&watcher, &QDBusPendingCallWatcher::finished, this, [&] { task.cancel(); });
        VERIFY_UNTIL(m_service.waiting.size() == 1);
        m_service.answer(QStringLiteral("x"));
        VERIFY_UNTIL(task.isDone());
        COMPARE_LOG(log, "Cancelled");
    }

    void inATimeoutARaceAndAGather()
    {
        if (m_address.isEmpty())
            QSKIP("There is no dbus-daemon.");
        auto late = eager(withTimeout(1ms, later()));
        VERIFY_UNTIL(late.isReady());
        QVERIFY_THROWS_EXCEPTION(TimedOut, late.result());
        auto raced = race(later(), sleep(1h));
        auto both = gather(QEager::finished(later()), QEager::finished(QDBusPendingCall(later())));
        VERIFY_UNTIL(m_service.waiting.size() == 4);
        m_service.answer(QStringLiteral("x"));
        VERIFY_UNTIL(raced.isReady() && both.isReady());
        QCOMPARE(std::get<0>(raced.result()).value(), QStringLiteral("x"));
        QCOMPARE(std::get<0>(both.result()).value(), QStringLiteral("x"));
        QCOMPARE(std::get<1>(both.result()).arguments().value(0).toString(), QStringLiteral("x"));
    }

    void nothingIsLeftOfCancelledCalls()
    {
        if (m_address.isEmpty())
            QSKIP("There is no dbus-daemon.");
        for (int i = 0; i < 500; ++i) {
            const auto task = startNow(tell(log, later()));
            QVERIFY(task.cancel());
            spin();
            QVERIFY(task.isDone());
        }
        VERIFY_UNTIL(m_service.waiting.size() == 500);
        m_service.answer({}); // LeakSanitizer looks for the rest
    }

    void theThreadEnds()
    {
        if (m_address.isEmpty())
            QSKIP("There is no dbus-daemon.");
        const std::unique_ptr<QThread> thread(QThread::create([this] {
            QEventLoop loop;
            startNow(tell(log, later()));
            QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
            loop.exec();
        }));
        thread->start();
        QVERIFY(thread->wait());
        COMPARE_LOG(log, "Cancelled");
        VERIFY_UNTIL(m_service.waiting.size() == 1);
        m_service.answer({});
    }

    void inAQCoroTask()
    {
        if (m_address.isEmpty())
            QSKIP("There is no dbus-daemon.");
        const auto coroutine = [&]() -> QCoro::Task<> {
            const auto call = QEager::finished(later());
            log((co_await call).value());
            log((co_await call).value()); // any number of times
        };
        const auto task = coroutine();
        VERIFY_UNTIL(m_service.waiting.size() == 1);
        m_service.answer(QStringLiteral("x"));
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "x x");
    }

    // The last: it ends the bus.
    void theBusGoes()
    {
        if (m_address.isEmpty())
            QSKIP("There is no dbus-daemon.");
        const auto task = startNow(tell(log, later()));
        VERIFY_UNTIL(m_service.waiting.size() == 1);
        m_bus.kill();
        VERIFY_UNTIL(task.isDone());
        COMPARE_LOG(log, "Disconnected");
    }
};

QTEST_GUILESS_MAIN(TestDBus)
#include "tst_dbus.moc"
