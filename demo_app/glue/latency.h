// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The latency page: how long starts and events take while the event loop is busy.
*/

#include "../recipe/histogram.h"
#include "../recipe/starts.h"
#include "../recipe/waits.h"

#include <qeager/loopmonitor.h>
#include <qeager/startpolicy.h>
#include <qeager/task.h>

#include <QtCore/qobject.h>
#include <QtCore/qpointer.h>
#include <QtCore/qtimer.h>
#include <QtCore/qvariant.h>
#include <QtQml/qqmlregistration.h>
#include <QtQuick/qquickwindow.h>

#include <optional>

namespace Demo {

class Latency : public QObject
{
    Q_OBJECT
    QML_ELEMENT

    //! The one whose frames are counted.
    Q_PROPERTY(QQuickWindow *window MEMBER m_window FINAL)
    //! Starts are made, and measured.
    Q_PROPERTY(bool running READ isRunning WRITE setRunning NOTIFY runningChanged FINAL)
    //! Milliseconds of work that are started at once, four times a second, in coroutines of a tenth of a millisecond.
    Q_PROPERTY(int work READ work WRITE setWork NOTIFY workChanged FINAL)
    //! Eager starts may take 4 ms of a turn of the event loop; the others are posted.
    Q_PROPERTY(bool budget READ hasBudget WRITE setBudget NOTIFY budgetChanged FINAL)

    //! For each way `name`, `count`, `median` as text, and `classes`: numbers from 0 to 1, relative to the largest.
    Q_PROPERTY(QVariantList ways READ ways NOTIFY updated FINAL)
    //! What the LoopMonitor says of the last second: each with `name`, `p50`, `p99` and `max` as text.
    Q_PROPERTY(QVariantList loop READ loop NOTIFY updated FINAL)
    //! Each with `name`, and of each library the median as text: `QEager`, `QCoro`, `QFuture`. One of them is measured
    //! each second.
    Q_PROPERTY(QVariantList waits READ waits NOTIFY updated FINAL)
    //! Frames in the last second.
    Q_PROPERTY(int frameRate READ frameRate NOTIFY updated FINAL)

public:
    static constexpr std::chrono::milliseconds Budget{4};

    explicit Latency(QObject *parent = nullptr);
    ~Latency() override;

    bool isRunning() const { return m_running; }
    void setRunning(bool running);
    int work() const { return m_work; }
    void setWork(int milliseconds);
    bool hasBudget() const { return m_budget; }
    void setBudget(bool budget);
    QVariantList ways() const;
    QVariantList loop() const { return m_loop; }
    QVariantList waits() const;
    int frameRate() const { return m_frameRate; }

    //! Forgets what was measured.
    Q_INVOKABLE void clear();

Q_SIGNALS:
    void runningChanged();
    void workChanged();
    void budgetChanged();
    void updated();

private:
    void measure();
    void update();

    QPointer<QQuickWindow> m_window;
    std::array<Histogram, 4> m_histograms;
    QList<std::array<Histogram, allLibraries.size()>> m_waits;
    qsizetype m_nextWait = 0;
    QEager::TaskHandle m_measuring; // how long one of them takes
    std::optional<QEager::LoopMonitor> m_monitor;
    std::optional<QEager::StartPolicyScope> m_policy;
    QMetaObject::Connection m_frames;
    QTimer m_sampling;
    QTimer m_working;
    QTimer m_updating;
    QVariantList m_loop;
    int m_frameCount = 0;
    int m_frameRate = 0;
    int m_work = 0;
    bool m_budget = false;
    bool m_running = false;
    QEager::TaskScope m_tasks;
};

} // namespace Demo
