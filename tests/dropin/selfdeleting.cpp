// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Jobs and replies that delete themselves after their signal: they are alive when the coroutine goes on. Compiled
// twice, see task.h.

#include "task.h"

#include "shared/httpserver.h"

#include <QCoroNetworkReply>
#include <QCoroSignal>

#include <QtCore/qpointer.h>
#include <QtNetwork/qnetworkaccessmanager.h>
#include <QtNetwork/qnetworkreply.h>

//! As KJob does, and QKeychain::Job: it is gone when the events that are on their way have been handled.
class Job : public QObject
{
    Q_OBJECT

public:
    explicit Job(Log &log) : m_log(log) {}
    ~Job() override { m_log("gone"); }
    void start()
    {
        QTimer::singleShot(1, this, [this] {
            m_result = 7;
            Q_EMIT finished(this);
            deleteLater();
        });
    }
    int result() const { return m_result; }

Q_SIGNALS:
    void finished(Job *job);

private:
    Log &m_log;
    int m_result = 0;
};

namespace {

Task<int> run(Log &log)
{
    auto *const job = new Job(log);
    const QPointer<Job> guard(job);
    job->start();
    co_await qCoro(job, &Job::finished);
    log(guard ? "alive" : "deleted");
    co_return guard ? job->result() : -1;
}

//! Takes the job from the signal, as a function of a job's own does that gives it back.
Task<Job *> finished(Job *job)
{
    Job *const same = co_await qCoro(job, &Job::finished);
    co_return same;
}

} // namespace

class TestSelfDeleting : public QObject
{
    Q_OBJECT

    //! Logs when the reply goes.
    static QNetworkReply *get(Log &log, QNetworkAccessManager &manager, const HttpServer &server,
                              const QString &path = QStringLiteral("/page"))
    {
        QNetworkReply *const reply = manager.get(QNetworkRequest(server.url(path)));
        connect(reply, &QObject::destroyed, &manager, [&log] { log("gone"); });
        return reply;
    }

private Q_SLOTS:
    void aJob()
    {
        Log log;
        QCOMPARE(QCoro::waitFor(run(log)), 7);
        VERIFY_UNTIL(log.words().endsWith(QLatin1String("gone")));
        COMPARE_LOG(log, "alive gone");
    }

    void severalJobsOneAfterTheOther()
    {
        Log log;
        const auto coroutine = [&]() -> Task<int> {
            int sum = 0;
            for (int i = 0; i < 3; ++i)
                sum += co_await run(log);
            co_return sum;
        };
        const Task<int> task = coroutine();
        VERIFY_UNTIL(task.isReady() && log.words().count(QLatin1String("gone")) == 3);
        QCOMPARE(QCoro::waitFor(task), 21);
        COMPARE_LOG(log, "alive gone alive gone alive gone");
    }

    void aJobThatIsAwaitedThroughAnLvalue()
    {
        // Its awaiter's awaiter finds it alive, too.
        Log log;
        QPointer<Job> guard;
        const auto inner = [&]() -> Task<int> {
            guard = new Job(log);
            guard->start();
            co_await qCoro(guard.data(), &Job::finished);
            co_return 1;
        };
        const auto outer = [&]() -> Task<> {
            Task<int> task = inner();
            const int value = co_await task;
            log(guard ? "alive:" : "deleted:", value);
        };
        const Task<> task = outer();
        VERIFY_UNTIL(task.isReady() && log.words().contains(QLatin1String("gone")));
        COMPARE_LOG(log, "alive:1 gone");
    }

    void aJobAndThen()
    {
        Log log;
        auto *const job = new Job(log);
        const QPointer<Job> guard(job);
        const auto await = [&]() -> Task<> { co_await qCoro(job, &Job::finished); };
        const Task<int> task = await().then([&] { return guard ? guard->result() : -1; });
        job->start();
        VERIFY_UNTIL(task.isReady() && !guard);
        QCOMPARE(QCoro::waitFor(task), 7);
    }

    void aJobThatCallbacksOfAnLvalueFind()
    {
        Log log;
        QObject context;
        auto *const job = new Job(log);
        const QPointer<Job> guard(job);
        const auto await = [&]() -> Task<> { co_await qCoro(job, &Job::finished); };
        Task<> task = await();
        const Task<> then = task.then([&] { log("then:", guard ? "alive" : "deleted"); });
        QCoro::connect(task, &context, [&] { log("connect:", guard ? "alive" : "deleted"); });
        job->start();
        VERIFY_UNTIL(then.isReady() && !guard && log.words().contains(QLatin1String("connect")));
        COMPARE_LOG(log, "then:alive connect:alive gone");
    }

    void aJobThatAFunctionGives()
    {
        Log log;
        const auto coroutine = [&]() -> Task<> {
            auto *const job = new Job(log);
            const QPointer<Job> guard(job);
            job->start();
            const Job *const same = co_await finished(job);
            log(guard && same == job ? "alive" : "deleted");
            if (guard)
                log(same->result());
        };
        const Task<> task = coroutine();
        VERIFY_UNTIL(task.isReady() && log.words().endsWith(QLatin1String("gone")));
        COMPARE_LOG(log, "alive 7 gone");
    }

    void aReplyThatIsToBeDeletedWhenItHasFinished()
    {
#if DROPIN_QCORO && __has_include(<QCoroLazyTask>)
        QSKIP("since QCoro 0.12, a QCoro::Task that awaits such a reply is never resumed");
#endif
        Log log;
        const HttpServer server;
        QNetworkAccessManager manager;
        const auto coroutine = [&]() -> Task<> {
            QNetworkReply *const reply = get(log, manager, server);
            const QPointer<QNetworkReply> guard(reply);
            connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
            co_await reply;
            log(guard ? "alive" : "deleted");
            if (guard)
                log(reply->readAll());
        };
        const Task<> task = coroutine();
        VERIFY_UNTIL(task.isReady() && log.words().endsWith(QLatin1String("gone")));
        COMPARE_LOG(log, "alive /page gone");
    }

    void aReplyThatTheCoroutineDeletes()
    {
        // With deleteLater() connected before, as above, qCoro(reply).waitForFinished() never returns, with either
        // type.
        Log log;
        const HttpServer server;
        QNetworkAccessManager manager;
        const auto coroutine = [&]() -> Task<> {
            QNetworkReply *const reply = get(log, manager, server);
            const bool finished = co_await qCoro(reply).waitForFinished();
            log(finished, ":", reply->readAll());
            reply->deleteLater();
            co_await laterNothing();
            log("left");
        };
        const Task<> task = coroutine();
        VERIFY_UNTIL(task.isReady());
        COMPARE_LOG(log, "true:/page gone left");
    }

    void aReplyOfAManagerThatDeletesThem()
    {
        Log log;
        const HttpServer server;
        QNetworkAccessManager manager;
        manager.setAutoDeleteReplies(true);
        const auto coroutine = [&](const QString &path) -> Task<> {
            QNetworkReply *const reply = get(log, manager, server, path);
            const QPointer<QNetworkReply> guard(reply);
            const QNetworkReply *const same = co_await reply;
            log(guard && same == reply ? "alive" : "deleted");
            if (guard)
                log(reply->error() == QNetworkReply::NoError ? "found:" : "error:", reply->readAll());
        };
        const Task<> task = coroutine(QStringLiteral("/first"));
        VERIFY_UNTIL(task.isReady() && log.words().endsWith(QLatin1String("gone")));
        const Task<> missing = coroutine(QStringLiteral("/missing"));
        VERIFY_UNTIL(missing.isReady() && log.words().endsWith(QLatin1String("gone")) &&
                     log.words().count(QLatin1String("gone")) == 2);
        COMPARE_LOG(log, "alive found:/first gone alive error:/missing gone");
    }

    void aReplyThatHasFinished()
    {
        // Nothing suspends.
        Log log;
        const HttpServer server;
        QNetworkAccessManager manager;
        const auto reply = server.get(manager, QStringLiteral("/page"));
        VERIFY_UNTIL(reply->isFinished());
        const auto coroutine = [&]() -> Task<> {
            co_await reply.get();
            log("awaited");
            const bool finished = co_await qCoro(reply.get()).waitForFinished();
            log(finished, ":", reply->readAll());
        };
        QVERIFY(coroutine().isReady());
        COMPARE_LOG(log, "awaited true:/page");
    }
};

QTEST_GUILESS_MAIN(TestSelfDeleting)
#include "selfdeleting.moc"
