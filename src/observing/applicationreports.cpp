// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/runtime.h>
#include <qeager/loopmonitor.h>
#include <qeager/tracerecorder.h>

#include "applicationreports_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qmutex.h>

#include <memory>
#include <type_traits>

namespace QEager::detail {

namespace {

// A path is set from any thread; the rest is the application's.
template <typename Recorder>
struct Report
{
    QString path;
    QString failedPath; // was said already
    std::unique_ptr<Recorder> recorder;
};

bool save(const LoopMonitor &monitor, const QString &path) { return monitor.report().save(path); }
bool save(const TraceRecorder &recorder, const QString &path) { return recorder.write(path); }

struct Reports
{
    QMutex mutex;
    Report<LoopMonitor> latency;
    Report<TraceRecorder> trace;

    static Reports &instance()
    {
        static Reports *const reports = new Reports; // outlives the application
        return *reports;
    }

    template <typename Recorder>
    void setPath(Report<Recorder> &report, const QString &path)
    {
        {
            const QMutexLocker lock(&mutex);
            report.path = path;
        }
        if (QCoreApplication *const app = QCoreApplication::instance())
            QMetaObject::invokeMethod(app, beginReports); // at once if this is its thread
    }
    template <typename Recorder>
    QString pathOf(const Report<Recorder> &report)
    {
        const QMutexLocker lock(&mutex);
        return report.path;
    }
    template <typename Recorder>
    void begin(Report<Recorder> &report)
    {
        if (report.recorder || pathOf(report).isEmpty())
            return;
        report.recorder = std::make_unique<Recorder>();
        report.failedPath.clear();
        if constexpr (std::is_same_v<Recorder, TraceRecorder>) {
            Runtime::current(); // this thread is observed, whether it uses QEager or not
            report.recorder->start();
        }
        // Many an application never destroys its QCoreApplication.
        QObject::connect(QCoreApplication::instance(), &QCoreApplication::aboutToQuit,
                         [this, &report] { write(report); });
    }
    template <typename Recorder>
    void write(Report<Recorder> &report)
    {
        const QString path = pathOf(report);
        if (report.recorder && path != report.failedPath && !save(*report.recorder, path))
            report.failedPath = path;
    }
    template <typename Recorder>
    void end(Report<Recorder> &report)
    {
        write(report);
        report.recorder.reset();
        const QMutexLocker lock(&mutex);
        report.path.clear();
    }
};

} // namespace

void recordLatency(const QString &path)
{
    Reports &reports = Reports::instance();
    reports.setPath(reports.latency, path);
}

void recordTrace(const QString &path)
{
    Reports &reports = Reports::instance();
    reports.setPath(reports.trace, path);
}

void beginReports()
{
    Reports &reports = Reports::instance();
    reports.begin(reports.trace); // the first to observe
    reports.begin(reports.latency);
}

void endReports()
{
    Reports &reports = Reports::instance();
    reports.end(reports.trace);
    reports.end(reports.latency);
}

} // namespace QEager::detail
