// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The ordering page: runs a program in three orders, and replays what was recorded.
*/

#include "../recipe/score.h"
#include "lane.h"

#include <qeager/taskscope.h>

#include <QtCore/qobject.h>
#include <QtCore/qvariant.h>
#include <QtQml/qqmlregistration.h>

namespace Demo {

class Ordering : public QObject
{
    Q_OBJECT
    QML_ELEMENT

    //! The titles of all programs.
    Q_PROPERTY(QStringList programs READ programTitles CONSTANT FINAL)
    //! The index of the chosen one.
    Q_PROPERTY(int program READ program WRITE setProgram NOTIFY programChanged FINAL)
    Q_PROPERTY(QString summary READ summary NOTIFY programChanged FINAL)
    //! The lines of its source, each with `number`, `code` and `comment`.
    Q_PROPERTY(QVariantList code READ code NOTIFY programChanged FINAL)

    Q_PROPERTY(Demo::Lane *lazy READ lazy CONSTANT FINAL)
    Q_PROPERTY(Demo::Lane *posted READ posted CONSTANT FINAL)
    Q_PROPERTY(Demo::Lane *eager READ eager CONSTANT FINAL)
    //! The rows of the time axis, each with `time` in milliseconds, and `wait`: how much later than the row before it
    //! is.
    Q_PROPERTY(QVariantList axis READ axis NOTIFY axisChanged FINAL)
    //! The row that was shown last; -1 before the first.
    Q_PROPERTY(int row READ row NOTIFY rowChanged FINAL)
    //! All rows are shown.
    Q_PROPERTY(bool ended READ hasEnded NOTIFY rowChanged FINAL)
    //! Milliseconds from this row to the next one, at this speed.
    Q_PROPERTY(int timeToNext READ timeToNext NOTIFY rowChanged FINAL)

    //! The program runs, or its recording is replayed.
    Q_PROPERTY(bool playing READ isPlaying NOTIFY playingChanged FINAL)
    //! 1 is as fast as it happened, 0.05 the slowest.
    Q_PROPERTY(double speed READ speed WRITE setSpeed NOTIFY speedChanged FINAL)
    //! When the replay has ended, run the program again.
    Q_PROPERTY(bool repeat READ repeats WRITE setRepeat NOTIFY repeatChanged FINAL)

public:
    explicit Ordering(QObject *parent = nullptr);
    ~Ordering() override;

    QStringList programTitles() const;
    int program() const { return m_program; }
    void setProgram(int program);
    QString summary() const;
    QVariantList code() const;
    Lane *lazy() { return &m_lazy; }
    Lane *posted() { return &m_posted; }
    Lane *eager() { return &m_eager; }
    QVariantList axis() const;
    int row() const { return m_row; }
    bool hasEnded() const { return m_row + 1 == int(m_score.rows.size()) && m_row >= 0; }
    int timeToNext() const;
    bool isPlaying() const { return m_playing; }
    double speed() const { return m_speed; }
    void setSpeed(double speed);
    bool repeats() const { return m_repeat; }
    void setRepeat(bool repeat);

    //! Goes on from where it stands; from the end, or before the first run, runs the program anew.
    Q_INVOKABLE void play();
    Q_INVOKABLE void pause();
    //! One row further, of a new run if this one has ended.
    Q_INVOKABLE void step();
    //! One row back.
    Q_INVOKABLE void stepBack();
    //! Runs the program anew, from the beginning.
    Q_INVOKABLE void restart();

Q_SIGNALS:
    void programChanged();
    void axisChanged();
    void rowChanged();
    void playingChanged();
    void speedChanged();
    void repeatChanged();

private:
    QEager::Coro<> renew();
    QEager::Coro<> replay();
    QEager::Coro<> stepOnce();
    void clear();
    void showRow(int row);
    void setPlaying(bool playing);
    std::array<Lane *, 3> lanes() { return {&m_lazy, &m_posted, &m_eager}; }

    Lane m_lazy{Order::Lazy, this};
    Lane m_posted{Order::Posted, this};
    Lane m_eager{Order::Eager, this};
    Score m_score;
    int m_program = 0;
    int m_row = -1;
    bool m_playing = false;
    bool m_repeat = false;
    double m_speed = 0.1;
    QEager::TaskScope m_tasks;
};

} // namespace Demo
