// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The trace page: records what runs in this process.
*/

#include "../recipe/timelinedata.h"

#include <qeager/coro.h>
#include <qeager/loopmonitor.h>
#include <qeager/taskscope.h>

#include <QtCore/qfuturewatcher.h>
#include <QtCore/qobject.h>
#include <QtCore/qstringlist.h>
#include <QtCore/qtimer.h>
#include <QtQml/qqmlregistration.h>

#include <chrono>
#include <memory>
#include <optional>

namespace Demo {

class Timeline : public QObject
{
    Q_OBJECT
    QML_ELEMENT

    //! The page is shown.
    Q_PROPERTY(bool shown READ isShown WRITE setShown NOTIFY shownChanged FINAL)
    //! The user wants a recording: while the page is shown, or with \c everywhere always.
    Q_PROPERTY(bool recording READ isRecording WRITE setRecording NOTIFY recordingChanged FINAL)
    Q_PROPERTY(bool everywhere READ isEverywhere WRITE setEverywhere NOTIFY everywhereChanged FINAL)
    //! It records now, and starts cost more than they do otherwise.
    Q_PROPERTY(bool active READ isActive NOTIFY activeChanged FINAL)

    //! The titles of what run() runs.
    Q_PROPERTY(QStringList programs READ programs CONSTANT FINAL)
    //! One of these is running.
    Q_PROPERTY(bool playing READ isPlaying NOTIFY playingChanged FINAL)
    //! A program has run, and what was recorded of it is shown.
    Q_PROPERTY(bool settled READ isSettled NOTIFY settledChanged FINAL)

    //! How much was recorded, in words.
    Q_PROPERTY(QString summary READ summary NOTIFY dataChanged FINAL)
    //! What came of the last exportTo(), or how far it is.
    Q_PROPERTY(QString message READ message NOTIFY messageChanged FINAL)

public:
    static constexpr qsizetype Capacity = 20'000; //!< events of a thread

    explicit Timeline(QObject *parent = nullptr);
    ~Timeline() override;

    bool isShown() const { return m_shown; }
    void setShown(bool shown);
    bool isRecording() const { return m_recording; }
    void setRecording(bool recording);
    bool isEverywhere() const { return m_everywhere; }
    void setEverywhere(bool everywhere);
    bool isActive() const { return m_monitor.has_value(); }
    QStringList programs() const;
    bool isPlaying() const { return m_playing; }
    bool isSettled() const { return m_hasRun && !m_playing && !m_ranFrom && !m_data->slices.isEmpty(); }
    QString summary() const;
    QString message() const { return m_message; }
    //! Never null. Does not change; what comes later is another one.
    std::shared_ptr<const TimelineData> data() const { return m_data; }

    //! Runs one of \c programs, and records it.
    Q_INVOKABLE void run(int program);
    //! Forgets what was recorded.
    Q_INVOKABLE void clear();
    //! Writes what was recorded as Chrome trace JSON. The window stays responsive meanwhile.
    Q_INVOKABLE void exportTo(const QString &file);

Q_SIGNALS:
    void shownChanged();
    void recordingChanged();
    void everywhereChanged();
    void activeChanged();
    void playingChanged();
    void dataChanged();
    void settledChanged();
    void messageChanged();
    //! What run() runs has ended, and its events, from \a begin to \a end in nanoseconds, are in data().
    void ran(double begin, double end);

private:
    QEager::Coro<> play(int program, qint64 from);
    QEager::Coro<> save(QString file);
    void apply();
    void read();
    void take();
    void setMessage(const QString &message);
    void setPlaying(bool playing);

    // Shared with the threads that read it and write it to a file.
    const std::shared_ptr<QEager::TraceRecorder> m_recorder;
    const std::chrono::steady_clock::time_point m_zero = std::chrono::steady_clock::now(); // of its times
    std::optional<QEager::LoopMonitor> m_monitor;
    std::shared_ptr<const TimelineData> m_data = std::make_shared<TimelineData>();
    QFutureWatcher<std::shared_ptr<const TimelineData>> m_reading;
    QTimer m_updating;
    std::optional<qint64> m_ranFrom; // a program that has ended, of which not all is in m_data
    bool m_readsAll = false; // of that program
    bool m_readAgain = false;
    bool m_shown = false;
    bool m_recording = true;
    bool m_everywhere = false;
    bool m_playing = false;
    bool m_hasRun = false; // a program
    QString m_message;
    QEager::TaskScope m_tasks;
};

} // namespace Demo
