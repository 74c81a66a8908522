// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "timelinedetails.h"

#include "histogram.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qfileinfo.h>

namespace Demo {

using QEager::PostReason;
using QEager::TraceEvent;
using Kind = TraceEvent::Kind;
using Look = TimelineBar::Look;

namespace {

QString tr(const char *text) { return QCoreApplication::translate("Timeline", text); }

QString duration(qint64 nanoseconds) { return durationText(std::chrono::nanoseconds(nanoseconds)); }

QString reasonText(PostReason reason)
{
    switch (reason) {
    case PostReason::None:
        break;
    case PostReason::Asked:
        return tr("as requested");
    case PostReason::Factory:
        return tr("as the task factory decided");
    case PostReason::Thread:
        return tr("to another thread");
    case PostReason::Depth:
        return tr("because starts were nested too deep");
    case PostReason::Budget:
        return tr("because the turn had spent its budget");
    case PostReason::Chaos:
        return tr("at random, by chaos");
    }
    return {};
}

QString nameOf(const TimelineData &data, int subject)
{
    const TimelineSubject &named = data.subjects[std::size_t(subject)];
    return named.task ? tr("%1 (task %2)").arg(named.name).arg(named.task) : named.name;
}

QString startOf(const TimelineData &data, const TimelineSubject &subject)
{
    if (subject.began < 0)
        return tr("Its start was not recorded.");
    const TraceEvent &event = data.events.at(subject.began);
    const QString by = subject.parent < 0 ? QString() : tr(" by %1").arg(nameOf(data, subject.parent));
    if (event.reason == PostReason::None)
        return tr("Started inline%1.").arg(by);
    return tr("Posted%1, %2.").arg(by, reasonText(event.reason));
}

QString awaitedBy(const TimelineData &data, const TraceEvent &event)
{
    if (const int awaited = data.tasks.value(event.awaitedTask, -1); awaited >= 0)
        return nameOf(data, awaited);
    if (event.awaitedTask)
        return tr("task %1").arg(event.awaitedTask);
    return event.awaited.isEmpty() ? tr("something") : QString(event.awaited);
}

void addPlace(QStringList &lines, const TraceEvent &event)
{
    if (!event.where.line())
        return;
    const QFileInfo file(QString::fromUtf8(event.where.file_name()));
    lines.append(tr("At %1:%2").arg(file.fileName()).arg(event.where.line()));
}

void addEnd(QStringList &lines, const TimelineData &data, const TimelineBar &bar)
{
    const QEager::TraceSlice &slice = data.slices.at(bar.slice);
    if (slice.isRunning()) {
        lines.append(tr("It is still running."));
        return;
    }
    const TraceEvent &event = data.events.at(slice.last);
    const bool own = slice.task ? event.task == slice.task : event.start == slice.start && !event.task;
    if (!own) {
        lines.append(tr("How it ended was not recorded."));
        return;
    }
    if (event.kind == Kind::Suspend) {
        lines.append(tr("Then it waits for %1.").arg(awaitedBy(data, event)));
        addPlace(lines, event);
        return;
    }
    switch (event.outcome) {
    case TraceEvent::Outcome::Value:
        lines.append(bar.look == Look::Ended ? tr("It ended inline with a value.") : tr("It ended with a value."));
        break;
    case TraceEvent::Outcome::Cancelled:
        lines.append(tr("It was cancelled."));
        break;
    case TraceEvent::Outcome::Exception:
        lines.append(tr("It ended with an exception: %1").arg(event.text));
        break;
    case TraceEvent::Outcome::None:
        break;
    }
}

QString ranText(const TimelineBar &bar)
{
    const QString time = duration(bar.end - bar.begin);
    switch (bar.look) {
    case Look::Ended:
        return tr("Ran inline for %1.").arg(time);
    case Look::Task:
        return tr("Ran inline for %1, and became a task.").arg(time);
    case Look::Begun:
        return tr("Began in its turn, and ran for %1.").arg(time);
    case Look::Resumed:
        return tr("Went on for %1.").arg(time);
    case Look::Post:
        return tr("It was posted here.");
    case Look::Waiting:
    case Look::Queued:
    case Look::Busy:
        break;
    }
    return {};
}

} // namespace

QStringList detailsOf(const TimelineData &data, const TimelineBar &bar)
{
    if (bar.subject < 0)
        return {tr("Event loop"), tr("Busy for %1.").arg(duration(bar.end - bar.begin))};
    const TimelineSubject &subject = data.subjects[std::size_t(bar.subject)];
    QStringList lines{subject.name};
    lines.append(subject.task ? tr("Task %1").arg(subject.task) : tr("Start %1, never a task").arg(subject.start));
    lines.append(startOf(data, subject));
    const TraceEvent &event = data.events.at(bar.event);
    if (bar.look == Look::Waiting) {
        lines.append(tr("Waits for %1, for %2.").arg(awaitedBy(data, event), duration(bar.end - bar.begin)));
        addPlace(lines, event);
    } else if (bar.look == Look::Queued) {
        lines.append(tr("Waits for its turn of the event loop, for %1.").arg(duration(bar.end - bar.begin)));
    } else {
        lines.append(ranText(bar));
        if (bar.look != Look::Post)
            addEnd(lines, data, bar);
    }
    return lines;
}

} // namespace Demo
