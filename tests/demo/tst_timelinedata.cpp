// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The timeline without a window: its range, its rows, and what it says of them.

#include <recipe/timelinedetails.h>
#include <recipe/timelinerange.h>

#include <QtCore/qregularexpression.h>
#include <QtTest/qtest.h>

using namespace Demo;
using QEager::TraceEvent;
using Kind = TraceEvent::Kind;

namespace {

TraceEvent at(qint64 time, Kind kind, quint64 task, quint64 start = 0)
{
    TraceEvent event;
    event.kind = kind;
    event.thread = 1;
    event.time = time;
    event.task = task;
    event.start = start;
    return event;
}
TraceEvent named(TraceEvent event, const QString &name)
{
    event.name = name;
    return event;
}
TraceEvent by(TraceEvent event, quint64 parent)
{
    event.parentTask = parent;
    return event;
}
TraceEvent posted(TraceEvent event)
{
    event.reason = QEager::PostReason::Asked;
    return event;
}
TraceEvent waiting(TraceEvent event, quint64 task)
{
    event.awaited = QLatin1StringView(task ? "task" : "sleep");
    event.awaitedTask = task;
    event.where = std::source_location::current();
    return event;
}
TraceEvent valued(TraceEvent event)
{
    event.outcome = TraceEvent::Outcome::Value;
    return event;
}
TraceEvent busy(qint64 from, qint64 duration)
{
    TraceEvent event = at(from, Kind::Busy, 0);
    event.duration = duration;
    return event;
}

// Task 1, "outer", starts one that ends inline, and task 2, "inner", posted; then it waits for that.
QList<TraceEvent> recording()
{
    return {
        busy(0, 1500),
        at(1000, Kind::Start, 1, 1),
        named(by(at(1100, Kind::Start, 0, 2), 1), "known"),
        valued(at(1200, Kind::Finish, 0, 2)),
        named(posted(by(at(1300, Kind::Post, 2), 1)), "inner"),
        named(waiting(at(1400, Kind::Suspend, 1, 1), 2), "outer"),
        posted(at(2000, Kind::Start, 2)),
        valued(at(3000, Kind::Finish, 2)),
        at(3000, Kind::Queue, 1),
        at(3500, Kind::Resume, 1),
        valued(at(4000, Kind::Finish, 1)),
        busy(5000, 9000), // painting
    };
}

QStringList texts(const TimelineData &data)
{
    QStringList rows;
    for (const TimelineRow &row : data.rows) {
        QStringList words{row.label + u':'};
        for (const TimelineBar &bar : row.bars)
            words.append(QStringLiteral("%1-%2/%3").arg(bar.begin).arg(bar.end).arg(int(bar.look)));
        rows.append(words.join(u' '));
    }
    return rows;
}

} // namespace

class TestTimelineData : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rangeZoomsAboutAPoint()
    {
        TimelineRange range;
        range.setWhole(1e6, 11e6);
        QVERIFY(range.isWhole());
        range.zoom(0.1, 0.25);
        QCOMPARE(range.length(), 1e6);
        QCOMPARE(range.timeAt(25, 100), 3.5e6);
        QCOMPARE(range.at(3.5e6, 100), 25.0);
        QVERIFY(!range.isWhole());
        for (int i = 0; i < 100; ++i)
            range.zoom(0.1, 0.5);
        QCOMPARE(range.length(), TimelineRange::Shortest);
        for (int i = 0; i < 100; ++i)
            range.zoom(10, 0.5);
        QVERIFY(range.isWhole());
        QCOMPARE(range.begin(), 1e6);
        QCOMPARE(range.end(), 11e6);
    }
    void rangeStopsAtItsEnds()
    {
        TimelineRange range;
        range.setWhole(0, 1e6);
        range.show(4e5, 6e5);
        range.pan(0.5);
        QCOMPARE(range.begin(), 5e5);
        range.pan(100);
        QCOMPARE(range.end(), 1e6);
        range.pan(-100);
        QCOMPARE(range.begin(), 0.0);
        range.reveal(5e5, 5.1e5);
        QVERIFY(range.begin() > 3e5);
        QVERIFY(range.end() > 5.1e5);
        QVERIFY(range.length() == 2e5);
        const double before = range.begin();
        range.reveal(5e5, 5.1e5);
        QCOMPARE(range.begin(), before);
        range.reveal(1e5, 9e5); // does not fit: its begin
        QVERIFY(range.begin() < 1e5);
        QVERIFY(range.end() > 1e5);
    }
    void whatGrowsStaysWholeOrWhereItIs()
    {
        TimelineRange range;
        range.setWhole(0, 1e6);
        range.setWhole(0, 2e6);
        QCOMPARE(range.end(), 2e6);
        range.show(1e5, 2e5);
        range.setWhole(0, 4e6);
        QCOMPARE(range.begin(), 1e5);
        QCOMPARE(range.end(), 2e5);
        range.setWhole(3e6, 4e6); // older ones have made room
        QCOMPARE(range.begin(), 3e6);
        range.setWhole(0, 0);
        QCOMPARE(range.length(), TimelineRange::Shortest);
    }
    void ticksAreRound()
    {
        const auto labels = [](double begin, double end, double whole) {
            TimelineRange range;
            range.setWhole(0, whole);
            range.show(begin, end);
            QStringList all;
            for (const TimelineRange::Tick &tick : range.ticks(4))
                all.append(tick.label);
            return all.join(u'|');
        };
        QCOMPARE(labels(0, 9e6, 9e6), QStringLiteral("0 ms|5 ms"));
        QCOMPARE(labels(0, 8e3, 9e6), QStringLiteral("0 µs|2 µs|4 µs|6 µs|8 µs"));
        QCOMPARE(labels(1.2341e6, 1.2361e6, 9e6), QStringLiteral("1.2345 ms|1.2350 ms|1.2355 ms|1.2360 ms"));
        QCOMPARE(labels(0, 2e9, 2e9), QStringLiteral("0.0 s|0.5 s|1.0 s|1.5 s|2.0 s"));
    }

    void rowsOfThreadsAndTasks()
    {
        const TimelineData data = TimelineData::of(recording(), {{1, "main"}});
        QCOMPARE(data.begin, 0);
        QCOMPARE(data.end, 4000);
        QCOMPARE(texts(data), QStringList({
                                  "main: loop: 0-1500/5",
                                  "main: 1000-1400/1 2000-3000/2 3500-4000/3",
                                  ": 1100-1200/0 1300-1300/4",
                                  "outer: 1000-1400/1 1400-3000/6 3000-3500/7 3500-4000/3",
                                  "inner: 1300-2000/7 2000-3000/2",
                              }));
        QCOMPARE(data.subjects[std::size_t(data.tasks.value(2))].level, 1);
        QVERIFY(TimelineData::of({}, {}).rows.empty());
    }
    void whatGoesOnEndsWithTheRecording()
    {
        const TimelineData data = TimelineData::of(recording().first(8), {});
        QCOMPARE(texts(data)[0], QStringLiteral("thread 1: loop: 0-1500/5"));
        QCOMPARE(texts(data)[3], QStringLiteral("outer: 1000-1400/1 1400-3000/6"));
    }
    void filtersByNameAndNumber()
    {
        const TimelineData data = TimelineData::of(recording(), {});
        using Found = std::vector<bool>; // outer, known, inner
        QCOMPARE(data.matching(QString()), Found({true, true, true}));
        QCOMPARE(data.matching("N"), Found({false, true, true}));
        QCOMPARE(data.matching(" 1 "), Found({true, false, false}));
        QCOMPARE(data.matching("nobody"), Found({false, false, false}));
    }
    void findsWhatIsUnderThePointer()
    {
        const TimelineData data = TimelineData::of(recording(), {});
        const TimelineRow &inner = data.rows[2];
        QVERIFY(!inner.barAt(1000, 50));
        QCOMPARE(inner.barAt(1150, 0)->begin, 1100);
        QCOMPARE(inner.barAt(1320, 30)->begin, 1300);
        QCOMPARE(inner.barAt(1250, 80)->begin, 1100); // the longest
        QCOMPARE(data.rows[3].barAt(2999, 100)->look, TimelineBar::Look::Waiting);
    }
    void saysWhatItIs()
    {
        const TimelineData data = TimelineData::of(recording(), {});
        const auto details = [&](int row, int bar) {
            return detailsOf(data, data.rows[std::size_t(row)].bars[std::size_t(bar)]).join(u'|');
        };
        QCOMPARE(details(0, 0), QStringLiteral("Event loop|Busy for 1.5 µs."));
        QVERIFY(
            QRegularExpression("^outer\\|Task 1\\|Started inline\\.\\|Ran inline for 400 ns, and became a task\\.\\|"
                               "Then it waits for inner \\(task 2\\)\\.\\|At tst_timelinedata\\.cpp:\\d+$")
                .match(details(1, 0))
                .hasMatch());
        QCOMPARE(details(2, 0), QStringLiteral("known|Start 2, never a task|Started inline by outer (task 1).|"
                                               "Ran inline for 100 ns.|It ended inline with a value."));
        QCOMPARE(details(2, 1), QStringLiteral("inner|Task 2|Posted by outer (task 1), as requested.|"
                                               "It was posted here."));
        QVERIFY(details(3, 1).contains("|Waits for inner (task 2), for 1.6 µs.|At "));
        QVERIFY(details(3, 2).endsWith("|Waits for its turn of the event loop, for 500 ns."));
        QVERIFY(details(4, 1).endsWith("|Began in its turn, and ran for 1.0 µs.|It ended with a value."));
    }
};

QTEST_GUILESS_MAIN(TestTimelineData)
#include "tst_timelinedata.moc"
