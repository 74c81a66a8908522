// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// What the runtime tells its Tracers, and that being observed changes nothing. The TraceRecorder's tests have the order
// of events.

#include <qeager/detail/runtime.h>
#include <qeager/eager.h>
#include <qeager/sleep.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"

#include <memory>

using namespace QEager;
using detail::TaskStateBase;

namespace {

Log s_log;

QString dashed(const QString &name) { return name.isEmpty() ? QString() : u'-' + name; }

class LoggingTracer final : public detail::Tracer
{
public:
    LoggingTracer(const char *name, bool seesStarts) : m_name(name), m_seesStarts(seesStarts) {}
    bool seesStarts() const noexcept override { return m_seesStarts; }
    void startsInline(quint64, const QString *name, const detail::Activation *starter) noexcept override
    {
        s_log(m_name, "start", dashed(name ? *name : QString()), starter ? "<" : "");
    }
    void becomesTask(quint64 start, TaskStateBase &task) noexcept override
    {
        s_log(m_name, "task", dashed(task.givenName()), start ? "" : "?");
    }
    void endsInline(quint64, const std::exception_ptr &error) noexcept override { s_log(m_name, error ? "!" : "="); }
    void suspends(TaskStateBase &, const detail::Awaited &awaited, const std::source_location &) noexcept override
    {
        s_log(m_name, "wait:", awaited.what);
    }
    void resumes(TaskStateBase &) noexcept override { s_log(m_name, "resume"); }
    void ends(TaskStateBase &, const std::exception_ptr &) noexcept override { s_log(m_name, "end"); }

private:
    const char *m_name;
    bool m_seesStarts;
};

// Observes for its lifetime.
class Source
{
public:
    explicit Source(const char *name, bool seesStarts = true) : m_source(std::make_shared<Maker>(name, seesStarts))
    {
        detail::addTraceSource(m_source);
    }
    ~Source() { detail::removeTraceSource(m_source); }
    Q_DISABLE_COPY_MOVE(Source)

private:
    struct Maker final : detail::TraceSource
    {
        Maker(const char *n, bool sees) : name(n), seesStarts(sees) {}
        std::shared_ptr<detail::Tracer> makeTracer() override
        {
            return std::make_shared<LoggingTracer>(name, seesStarts);
        }
        const char *name;
        bool seesStarts;
    };
    std::shared_ptr<Maker> m_source;
};

Coro<int> done() { co_return 1; }
Coro<int> failing()
{
    throw std::runtime_error("no");
    co_return 1;
}
Coro<int> yielding()
{
    co_await yieldNow();
    co_return 2;
}
Coro<quint64> asking() { co_return currentTask().id(); }
Coro<int> nested()
{
    auto inner = eager(done(), {.name = QStringLiteral("inner")});
    co_return inner.takeResult();
}

} // namespace

class TestTracer : public QObject
{
    Q_OBJECT

    static Statistics costOfEverything()
    {
        const Cost cost;
        {
            const StartPolicyScope scope({.maxDepth = 1});
            auto deep = eager(nested()).exception(); // its inner start is posted: InvalidState
        }
        static_cast<void>(eager(done()).result());
        static_cast<void>(eager(failing()).exception());
        static_cast<void>(eager(asking()).result());
        static_cast<void>(eager(nested()).result());
        auto posted = post(done());
        auto task = createTask(yielding(), {.eagerStart = true});
        auto value = eager(yielding());
        while (!value.isReady() || !posted.isDone() || !task.isDone())
            spin();
        return cost();
    }

private Q_SLOTS:
    void init() { s_log.clear(); }
    void cleanup()
    {
        checkNothingIsLeft();
        QVERIFY(!detail::threadState().tracers);
        QCOMPARE(detail::threadState().freeDepth, startPolicy().maxDepth);
    }

    void beingObservedChangesNoCounter()
    {
        const Statistics alone = costOfEverything();
        const Source source("a:");
        const Statistics observed = costOfEverything();
        QCOMPARE(observed, alone);
        QVERIFY(alone.depthFallbacks == 1);
        QVERIFY(alone.eagerFinished > 4);
        QVERIFY(alone.tasksCreated > 4);
    }
    void aSynchronousStartStaysNoTask()
    {
        const Source source("a:");
        const Cost cost;
        QCOMPARE(eager(done()).result(), 1);
        QCOMPARE(cost(), (Statistics{.eagerFinished = 1}));
        COMPARE_LOG(s_log, "a:start a:=");
    }
    void aFailureIsSeen()
    {
        const Source source("a:");
        QVERIFY(eager(failing()).exception());
        COMPARE_LOG(s_log, "a:start a:!");
    }
    void whoAsksForIdentityMakesATask()
    {
        const Source source("a:");
        QVERIFY(eager(asking(), {.name = QStringLiteral("me")}).result() > 0);
        COMPARE_LOG(s_log, "a:start-me a:task-me a:end");
    }
    void starterIsTold()
    {
        const Source source("a:");
        QCOMPARE(eager(nested()).result(), 1);
        COMPARE_LOG(s_log, "a:start a:start-inner< a:= a:=");
    }
    void severalObserveInTheOrderTheyCame()
    {
        const Source a("a:");
        {
            const Source b("b:");
            QCOMPARE(eager(done()).result(), 1);
        }
        QCOMPARE(eager(done()).result(), 1);
        COMPARE_LOG(s_log, "a:start b:start a:= b:= a:start a:=");
    }
    void whoDoesNotWantStartsLeavesThemAlone()
    {
        const Source source("a:", false);
        QCOMPARE(detail::threadState().freeDepth, startPolicy().maxDepth);
        auto value = eager(yielding());
        QCOMPARE(eager(done()).result(), 1);
        VERIFY_UNTIL(value.isReady());
        COMPARE_LOG(s_log, "a:task? a:wait:yield a:resume a:end");
    }
    void aPolicySetMeanwhileKeepsStartsObserved()
    {
        const Source source("a:");
        const StartPolicyScope scope({.maxDepth = 7});
        QCOMPARE(detail::threadState().freeDepth, 0);
        QCOMPARE(eager(done()).result(), 1);
        COMPARE_LOG(s_log, "a:start a:=");
    }
    void endingAndBeginningInsideAStart()
    {
        auto source = std::make_unique<Source>("a:");
        auto inside = eager(
            [](std::unique_ptr<Source> &s) -> Coro<int> {
                s.reset();
                s = std::make_unique<Source>("b:");
                co_return co_await yielding();
            },
            std::ref(source));
        VERIFY_UNTIL(inside.isReady());
        QCOMPARE(inside.result(), 2);
        COMPARE_LOG(s_log, "a:start b:task b:wait:yield b:resume b:end");
    }
    void aWaitThatCanNotBeginIsResumedAtOnce()
    {
        const Source source("a:");
        Task<int> self;
        const auto narcissist = [&self]() -> Coro<int> {
            co_await yieldNow();
            try {
                co_await self;
            } catch (const InvalidState &) {
                co_return 1;
            }
            co_return 0;
        };
        self = createTask(narcissist, {.eagerStart = true});
        VERIFY_UNTIL(self.isDone());
        QCOMPARE(self.result(), 1);
        COMPARE_LOG(s_log, "a:start a:task a:wait:yield a:resume a:wait:task a:resume a:end");
    }
};

QTEST_GUILESS_MAIN(TestTracer)
#include "tst_tracer.moc"
