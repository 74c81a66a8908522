// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/unhandled.h>
#include <qeager/loopmonitor.h>

#include "reportfile_p.h"

#include "runtime/printable_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>

namespace QEager {

namespace {

using std::chrono::nanoseconds;

QString inMilliseconds(nanoseconds duration) { return QString::number(double(duration.count()) / 1e6, 'f', 3); }

QString line(const char *title, const LoopReport::Durations &durations)
{
    return QStringLiteral("%1: %2, p50 %3 ms, p95 %4 ms, p99 %5 ms, longest %6 ms\n")
        .arg(QLatin1StringView(title))
        .arg(durations.count)
        .arg(inMilliseconds(durations.p50), inMilliseconds(durations.p95), inMilliseconds(durations.p99),
             inMilliseconds(durations.max));
}

QJsonObject object(const LoopReport::Durations &durations)
{
    return {{QStringLiteral("count"), qint64(durations.count)},
            {QStringLiteral("p50Ns"), qint64(durations.p50.count())},
            {QStringLiteral("p95Ns"), qint64(durations.p95.count())},
            {QStringLiteral("p99Ns"), qint64(durations.p99.count())},
            {QStringLiteral("maxNs"), qint64(durations.max.count())}};
}

QString stamp(const QDateTime &moment) { return moment.toString(Qt::ISODateWithMs); }

} // namespace

QString LoopReport::text() const
{
    QString text = QStringLiteral("Event loop of thread \"%1\": watched %2 ms, busy %3 ms\n")
                       .arg(detail::printable(thread), inMilliseconds(watched), inMilliseconds(busy));
    text += line("Busy spans", busySpans) + line("Latency of posted events", latency);
    for (const Stall &stall : stalls) {
        text += QStringLiteral("Busy for %1 ms from %2").arg(inMilliseconds(stall.duration), stamp(stall.began));
        if (!stall.task.isEmpty())
            text += QStringLiteral(", %1 ms of it in task %2")
                        .arg(inMilliseconds(stall.taskDuration), detail::printable(stall.task));
        text += u'\n';
    }
    return text;
}

QByteArray LoopReport::json() const
{
    QJsonArray longest;
    for (const Stall &stall : stalls)
        longest.append(QJsonObject{{QStringLiteral("began"), stamp(stall.began)},
                                   {QStringLiteral("durationNs"), qint64(stall.duration.count())},
                                   {QStringLiteral("task"), detail::wellFormed(stall.task)},
                                   {QStringLiteral("taskNs"), qint64(stall.taskDuration.count())}});
    const QJsonObject report{{QStringLiteral("format"), QStringLiteral("qeager-latency-1")},
                             {QStringLiteral("application"), detail::wellFormed(QCoreApplication::applicationName())},
                             {QStringLiteral("processId"), QCoreApplication::applicationPid()},
                             {QStringLiteral("thread"), detail::wellFormed(thread)},
                             {QStringLiteral("began"), stamp(began)},
                             {QStringLiteral("watchedNs"), qint64(watched.count())},
                             {QStringLiteral("busyNs"), qint64(busy.count())},
                             {QStringLiteral("busySpans"), object(busySpans)},
                             {QStringLiteral("latency"), object(latency)},
                             {QStringLiteral("stalls"), longest}};
    return QJsonDocument(report).toJson();
}

bool LoopReport::save(const QString &path) const
{
    const QString error = detail::writeReport(path, json());
    if (!error.isEmpty())
        detail::warn(QStringLiteral("The latency of the event loop could not be written to %1: %2")
                         .arg(detail::printable(path), error));
    return error.isEmpty();
}

} // namespace QEager
