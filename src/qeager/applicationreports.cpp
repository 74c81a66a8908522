// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/loopmonitor.h>

#include "applicationreports_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qmutex.h>

#include <memory>

namespace QEager::detail {

namespace {

// A path is set from any thread; the rest is the application's.
struct Reports
{
    QMutex mutex;
    QString latencyPath;
    QString failedPath; // was said already
    std::unique_ptr<LoopMonitor> monitor;

    static Reports &instance()
    {
        static Reports *const reports = new Reports; // outlives the application
        return *reports;
    }
    QString path()
    {
        const QMutexLocker lock(&mutex);
        return latencyPath;
    }
    void write()
    {
        const QString file = path();
        if (monitor && file != failedPath && !monitor->report().save(file))
            failedPath = file;
    }
};

} // namespace

void recordLatency(const QString &path)
{
    {
        Reports &reports = Reports::instance();
        const QMutexLocker lock(&reports.mutex);
        reports.latencyPath = path;
    }
    if (QCoreApplication *const app = QCoreApplication::instance())
        QMetaObject::invokeMethod(app, beginReports); // at once if this is its thread
}

void beginReports()
{
    Reports &reports = Reports::instance();
    if (reports.monitor || reports.path().isEmpty())
        return;
    reports.monitor = std::make_unique<LoopMonitor>();
    reports.failedPath.clear();
    // Many an application never destroys its QCoreApplication.
    QObject::connect(QCoreApplication::instance(), &QCoreApplication::aboutToQuit, [] { Reports::instance().write(); });
}

void endReports()
{
    Reports &reports = Reports::instance();
    reports.write();
    reports.monitor.reset();
    const QMutexLocker lock(&reports.mutex);
    reports.latencyPath.clear();
}

} // namespace QEager::detail
