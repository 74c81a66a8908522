// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The object whose member function onThread() calls: looked at there, when it is called, and its death ends the task.

#include <qeager/eager.h>
#include <qeager/onthread.h>
#include <qeager/sleep.h>
#include <qeager/taskscope.h>

#include "shared/cancelling.h"
#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"
#include "shared/worker.h"

#include <QCoroFuture>
#include <QCoroTask>

#include <QtCore/qfuture.h>
#include <QtCore/qpointer.h>
#include <QtCore/qpromise.h>
#include <QtCore/qthread.h>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

using namespace QEager;
using namespace std::chrono_literals;

namespace {

class Page : public QObject
{
public:
    explicit Page(Log &log, QThread *thread) : m_log(log) { moveToThread(thread); }
    ~Page() override { m_log("~Page"); }

    Coro<int> load(int n)
    {
        Log &log = m_log; // which outlives this
        log("load:", thread() == QThread::currentThread());
        hasBegun = true;
        try {
            co_await sleep(1h);
        } catch (const Cancelled &) {
            log("closed");
            throw;
        }
        co_return n;
    }
    QCoro::Task<int> loadWithQCoro(QFuture<int> future)
    {
        hasBegun = true;
        co_return co_await future;
    }
    int count(int n)
    {
        m_log("count");
        return n;
    }
    std::atomic<bool> hasBegun = false;

private:
    Log &m_log;
};

//! With a scope, which is looked at on its own thread only.
class Scoped : public QObject
{
public:
    explicit Scoped(QThread *thread) { moveToThread(thread); }
    TaskScope &taskScope()
    {
        if (thread() != QThread::currentThread())
            ++strangers;
        if (!m_tasks)
            m_tasks.emplace();
        return *m_tasks;
    }
    Coro<int> load(Log &log)
    {
        hasBegun = true;
        try {
            co_await sleep(1h);
        } catch (const Cancelled &) {
            log("closed", *m_value);
            throw;
        }
        co_return 1;
    }
    std::atomic<bool> hasBegun = false;
    std::atomic<int> strangers = 0;

private:
    std::unique_ptr<int> m_value = std::make_unique<int>(42);
    std::optional<TaskScope> m_tasks;
};

} // namespace

class TestOnThreadOwner : public QObject
{
    Q_OBJECT

    Log m_log;
    std::unique_ptr<Messages> m_messages;

private Q_SLOTS:
    void init()
    {
        m_log.clear();
        m_messages = std::make_unique<Messages>();
    }
    void cleanup()
    {
        checkNothingIsLeft(3);
        QCOMPARE(m_messages->take(), QString());
        m_messages.reset();
    }

    void memberFunctions()
    {
        Worker worker;
        auto *const page = new Page(m_log, &worker);
        auto counting = eager([&]() -> Coro<int> { co_return co_await onThread(&worker, &Page::count, page, 1); });
        VERIFY_UNTIL(counting.isReady());
        QCOMPARE(counting.result(), 1);
        auto loading = eager([&]() -> Coro<int> { co_return co_await onThread(&worker, &Page::load, page, 1); });
        VERIFY_UNTIL(page->hasBegun);
        worker.call([&] { delete page; });
        VERIFY_UNTIL(loading.isReady());
        QVERIFY(loading.isCancelled());
        COMPARE_LOG(m_log, "count load:true ~Page closed");
    }
    void ofQCoro()
    {
        Worker worker;
        auto *const page = new Page(m_log, &worker);
        QPromise<int> promise;
        promise.start();
        auto loading = eager(
            [&]() -> Coro<int> { co_return co_await onThread(&worker, &Page::loadWithQCoro, page, promise.future()); });
        VERIFY_UNTIL(page->hasBegun);
        worker.call([&] { delete page; });
        VERIFY_UNTIL(loading.isReady());
        QVERIFY(loading.isCancelled());
        promise.addResult(1); // nothing else ends a QCoro::Task
        promise.finish();
        worker.call([] {});
        COMPARE_LOG(m_log, "~Page");
    }
    void anObjectThatDiesBeforeTheCall()
    {
        Worker worker;
        auto *const page = new Page(m_log, &worker);
        worker.keepBusy();
        QMetaObject::invokeMethod(page, [page] { delete page; }); // comes first
        auto pointer = eager([&]() -> Coro<int> { co_return co_await onThread(&worker, &Page::load, page, 1); });
        auto weak = eager([&]() -> Coro<int> {
            auto work = onThread(&worker, &Page::count, QPointer<Page>(page), 1);
            co_return co_await work;
        });
        auto reference =
            eager([&]() -> Coro<int> { co_return co_await onThread(&worker, &Page::count, std::ref(*page), 1); });
        worker.goOn();
        VERIFY_UNTIL(pointer.isReady() && weak.isReady() && reference.isReady());
        QVERIFY(pointer.isCancelled());
        QVERIFY(weak.isCancelled());
        QVERIFY(reference.isCancelled());
        COMPARE_LOG(m_log, "~Page");
        QCOMPARE(messageOf(pointer),
                 QStringLiteral("The object that this is a member function of was destroyed before it began."));
    }
    void anObjectWithAScope()
    {
        Worker worker;
        auto *const object = new Scoped(&worker);
        auto task =
            eager([&]() -> Coro<int> { co_return co_await onThread(&worker, &Scoped::load, object, std::ref(m_log)); });
        VERIFY_UNTIL(object->hasBegun);
        QCOMPARE(object->strangers.load(), 0);
        worker.call([&] { delete object; });
        VERIFY_UNTIL(task.isReady());
        QVERIFY(task.isCancelled());
        COMPARE_LOG(m_log, "closed42"); // while its members lived
    }
    void aCoroOfAnObjectHere()
    {
        Worker worker;
        auto page = std::make_unique<Page>(m_log, QThread::currentThread());
        auto task = eager([&]() -> Coro<int> { co_return co_await onThread(&worker, page->load(1)); });
        VERIFY_UNTIL(page->hasBegun);
        page.reset(); // a request, because it is another thread's
        VERIFY_UNTIL(task.isReady());
        QVERIFY(task.isCancelled());
        COMPARE_LOG(m_log, "load:false ~Page closed");
        Scoped scoped(QThread::currentThread());
        auto refused = eager([&]() -> Coro<int> { co_return co_await onThread(&worker, scoped.load(m_log)); });
        QVERIFY(refused.isReady());
        QVERIFY_THROWS_EXCEPTION(InvalidState, refused.result());
        worker.call([] {});
    }
};

QTEST_GUILESS_MAIN(TestOnThreadOwner)
#include "tst_onthread_owner.moc"
