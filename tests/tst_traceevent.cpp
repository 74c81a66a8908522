// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/traceevent.h>

#include <QtTest/qtest.h>

#include <type_traits>

using namespace QEager;
using Kind = TraceEvent::Kind;
using Outcome = TraceEvent::Outcome;

static_assert(std::is_nothrow_move_assignable_v<TraceEvent>);
static_assert(!std::is_convertible_v<PostReason, int>);

class TestTraceEvent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void line_data()
    {
        QTest::addColumn<TraceEvent>("event");
        QTest::addColumn<QString>("line");
        const auto row = [](const char *line, const TraceEvent &event) {
            QTest::newRow(line) << event << QString::fromLatin1(line);
        };
        row("start #3 'load' by #1", {.kind = Kind::Start, .start = 3, .parentStart = 1, .name = "load"});
        row("start 7", {.kind = Kind::Start, .start = 3, .task = 7});
        row("post 7 by 2 for depth",
            {.kind = Kind::Post, .reason = PostReason::Depth, .task = 7, .parentStart = 1, .parentTask = 2});
        row("task 7", {.kind = Kind::Task, .start = 3, .task = 7});
        row("suspend 7 on sleep", {.kind = Kind::Suspend, .task = 7, .awaited = QLatin1StringView("sleep")});
        row("suspend 7 on task 8",
            {.kind = Kind::Suspend, .task = 7, .awaitedTask = 8, .awaited = QLatin1StringView("task")});
        row("queue 7", {.kind = Kind::Queue, .task = 7});
        row("resume 7", {.kind = Kind::Resume, .task = 7});
        row("cancel 7: enough", {.kind = Kind::Cancel, .task = 7, .text = "enough"});
        row("finish 7 value", {.kind = Kind::Finish, .outcome = Outcome::Value, .task = 7});
        row("finish #3 exception: no file",
            {.kind = Kind::Finish, .outcome = Outcome::Exception, .start = 3, .text = "no file"});
        row("busy", {.kind = Kind::Busy, .duration = 7});
    }
    void line()
    {
        QFETCH(TraceEvent, event);
        QTEST(event.toString(), "line");
    }

    void words()
    {
        QStringList reasons;
        for (int i = 0; i <= int(PostReason::Chaos); ++i)
            reasons.append(toString(PostReason(i)));
        QCOMPARE(reasons.join(u' '), QStringLiteral(" asked factory thread depth budget chaos"));
        QStringList outcomes;
        for (int i = 0; i <= int(Outcome::Cancelled); ++i)
            outcomes.append(toString(Outcome(i)));
        QCOMPARE(outcomes.join(u' '), QStringLiteral(" value exception cancelled"));
    }
};

QTEST_GUILESS_MAIN(TestTraceEvent)
#include "tst_traceevent.moc"
