// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/traceevent.h>

namespace QEager {

namespace {

QString subject(quint64 start, quint64 task) { return task ? QString::number(task) : u'#' + QString::number(start); }

} // namespace

QString toString(PostReason reason)
{
    switch (reason) {
    case PostReason::None:
        break;
    case PostReason::Asked:
        return QStringLiteral("asked");
    case PostReason::Factory:
        return QStringLiteral("factory");
    case PostReason::Thread:
        return QStringLiteral("thread");
    case PostReason::Depth:
        return QStringLiteral("depth");
    case PostReason::Budget:
        return QStringLiteral("budget");
    case PostReason::Chaos:
        return QStringLiteral("chaos");
    }
    return {};
}

QString toString(TraceEvent::Kind kind)
{
    using Kind = TraceEvent::Kind;
    switch (kind) {
    case Kind::Start:
        return QStringLiteral("start");
    case Kind::Post:
        return QStringLiteral("post");
    case Kind::Task:
        return QStringLiteral("task");
    case Kind::Suspend:
        return QStringLiteral("suspend");
    case Kind::Queue:
        return QStringLiteral("queue");
    case Kind::Resume:
        return QStringLiteral("resume");
    case Kind::Cancel:
        return QStringLiteral("cancel");
    case Kind::Finish:
        return QStringLiteral("finish");
    case Kind::Busy:
        return QStringLiteral("busy");
    }
    return {};
}

QString toString(TraceEvent::Outcome outcome)
{
    using Outcome = TraceEvent::Outcome;
    switch (outcome) {
    case Outcome::None:
        break;
    case Outcome::Value:
        return QStringLiteral("value");
    case Outcome::Exception:
        return QStringLiteral("exception");
    case Outcome::Cancelled:
        return QStringLiteral("cancelled");
    }
    return {};
}

QString TraceEvent::toString() const
{
    QString line = QEager::toString(kind);
    if (start || task)
        line += u' ' + subject(start, task);
    const bool isNews = kind != Kind::Suspend && kind != Kind::Queue && kind != Kind::Resume && kind != Kind::Cancel;
    if (!name.isEmpty() && isNews) // or every line of a task would have it
        line += QStringLiteral(" '%1'").arg(name);
    if (parentStart || parentTask)
        line += QStringLiteral(" by ") + subject(parentStart, parentTask);
    if (reason != PostReason::None)
        line += QStringLiteral(" for ") + QEager::toString(reason);
    if (outcome != Outcome::None)
        line += u' ' + QEager::toString(outcome);
    if (!awaited.isEmpty())
        line += QStringLiteral(" on ") + awaited;
    if (awaitedTask)
        line += u' ' + QString::number(awaitedTask);
    if (!text.isEmpty())
        line += QStringLiteral(": ") + text;
    return line;
}

} // namespace QEager
