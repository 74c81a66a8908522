// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/eager.h>
#include <qeager/sleep.h>
#include <qeager/tracerecorder.h>
#include <qeager/traceslices.h>

#include "shared/loop.h"
#include "shared/nothingleft.h"

#include <type_traits>

using namespace QEager;
using Kind = TraceEvent::Kind;

static_assert(std::is_aggregate_v<TraceSlice>);
static_assert(std::is_nothrow_move_constructible_v<TraceSlice>);

namespace {

// Their times are their places, in hundreds.
class Events
{
public:
    Events &operator()(Kind kind, quint64 task, const QString &name = {}) { return add(kind, task, 0, name); }
    Events &inlineStart(Kind kind, quint64 start, const QString &name = {}) { return add(kind, 0, start, name); }
    Events &on(int thread)
    {
        m_thread = thread;
        return *this;
    }
    operator QList<TraceEvent>() const { return m_events; }

private:
    Events &add(Kind kind, quint64 task, quint64 start, const QString &name)
    {
        TraceEvent event;
        event.kind = kind;
        event.thread = m_thread;
        event.time = m_events.size() * 100;
        event.task = task;
        event.start = start;
        event.name = name;
        m_events.append(event);
        return *this;
    }

    QList<TraceEvent> m_events;
    int m_thread = 1;
};

// "depth:name begin-end", with what is not usual behind it.
QString text(const QList<TraceEvent> &events)
{
    QStringList words;
    for (const TraceSlice &slice : traceSlices(events)) {
        QString word = QStringLiteral("%1:%2 %3-%4").arg(slice.depth).arg(slice.name).arg(slice.begin).arg(slice.end);
        if (slice.thread != 1)
            word += QStringLiteral(" on %1").arg(slice.thread);
        if (slice.isRunning())
            word += QStringLiteral(" running");
        words.append(word);
    }
    return words.join(QStringLiteral(", "));
}

Coro<int> finished() { co_return 1; }
Coro<int> outer()
{
    auto inner = eager(finished(), {.name = QStringLiteral("inner")});
    co_await sleep(std::chrono::milliseconds(1));
    co_return inner.result();
}

} // namespace

class TestTraceSlices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { checkNothingIsLeft(3); }

    void nothing()
    {
        QVERIFY(traceSlices({}).isEmpty());
        QCOMPARE(text(Events()(Kind::Queue, 1)(Kind::Cancel, 1)(Kind::Task, 1)(Kind::Busy, 0)), QString());
    }
    void nestsAsTheStartsDid()
    {
        Events events;
        events.inlineStart(Kind::Start, 1, "a").inlineStart(Kind::Start, 2, "b").inlineStart(Kind::Finish, 2);
        events.inlineStart(Kind::Start, 3).inlineStart(Kind::Finish, 3).inlineStart(Kind::Finish, 1);
        QCOMPARE(text(events), QStringLiteral("0:a 0-500, 1:b 100-200, 1:start 3 300-400"));
        const TraceSlice slice = traceSlices(events).at(1);
        QCOMPARE(slice.thread, 1);
        QCOMPARE(slice.start, quint64(2));
        QCOMPARE(slice.task, quint64(0));
        QCOMPARE(slice.first, qsizetype(1));
        QCOMPARE(slice.last, qsizetype(2));
        QCOMPARE(slice.duration(), qint64(100));
        QVERIFY(!slice.isRunning());
    }
    void aStretchEndsWhereItWaits()
    {
        Events events;
        events(Kind::Start, 7)(Kind::Task, 7)(Kind::Suspend, 7)(Kind::Queue, 7)(Kind::Resume, 7)(Kind::Finish, 7,
                                                                                                 "load");
        QCOMPARE(text(events), QStringLiteral("0:load 0-200, 0:load 400-500"));
        QCOMPARE(text(Events()(Kind::Start, 7)(Kind::Suspend, 7)), QStringLiteral("0:Task-7 0-100"));
    }
    void aPostIsAMoment()
    {
        Events events;
        events(Kind::Start, 1, "a")(Kind::Post, 2, "b")(Kind::Suspend, 1)(Kind::Start, 2)(Kind::Finish, 2);
        QCOMPARE(text(events), QStringLiteral("0:a 0-200, 1:b 100-100, 0:b 300-400"));
        const TraceSlice post = traceSlices(events).at(1);
        QCOMPARE(post.first, qsizetype(1));
        QCOMPARE(post.last, qsizetype(1));
    }
    void whatStillRuns()
    {
        Events events;
        events(Kind::Start, 1, "a")(Kind::Start, 2, "b")(Kind::Queue, 3);
        QCOMPARE(text(events), QStringLiteral("0:a 0-200 running, 1:b 100-200 running"));
        QCOMPARE(traceSlices(events).at(0).last, qsizetype(-1));
    }
    void anEndThatWasNotRecorded()
    {
        Events events;
        events(Kind::Start, 1, "a")(Kind::Start, 2, "b")(Kind::Start, 3, "c")(Kind::Suspend, 1);
        QCOMPARE(text(events), QStringLiteral("0:a 0-300, 1:b 100-300, 2:c 200-300"));
        QCOMPARE(traceSlices(events).at(2).last, qsizetype(3));
    }
    void aBeginThatWasNotRecorded()
    {
        Events events;
        events(Kind::Suspend, 1)(Kind::Finish, 2)(Kind::Start, 3, "c")(Kind::Finish, 1)(Kind::Finish, 3);
        QCOMPARE(text(events), QStringLiteral("0:c 200-400"));
    }
    void eachThreadHasItsOwn()
    {
        Events events;
        events(Kind::Start, 1, "a").on(2)(Kind::Start, 2, "b").inlineStart(Kind::Start, 1, "c");
        events.on(1)(Kind::Suspend, 1).on(2).inlineStart(Kind::Finish, 1)(Kind::Finish, 2);
        QCOMPARE(text(events), QStringLiteral("0:a 0-300, 0:b 100-500 on 2, 1:c 200-400 on 2"));
    }
    void ofARecorder()
    {
        TraceRecorder recorder;
        recorder.start();
        auto value = eager(outer(), {.name = QStringLiteral("outer")});
        VERIFY_UNTIL(value.isReady());
        QCOMPARE(value.result(), 1);
        const QList<TraceEvent> events = recorder.events();
        const QList<TraceSlice> slices = traceSlices(events);
        QCOMPARE(slices.size(), qsizetype(3));
        QCOMPARE(slices[0].name, QStringLiteral("outer"));
        QVERIFY(events[slices[0].last].kind == Kind::Suspend);
        QCOMPARE(events[slices[0].last].awaited, QLatin1StringView("sleep"));
        QCOMPARE(slices[1].name, QStringLiteral("inner"));
        QCOMPARE(slices[1].depth, 1);
        QCOMPARE(slices[2].task, value.task().id());
        QVERIFY(events[slices[2].last].outcome == TraceEvent::Outcome::Value);
        QVERIFY(slices[2].begin > slices[0].end);
    }
};

QTEST_GUILESS_MAIN(TestTraceSlices)
#include "tst_traceslices.moc"
