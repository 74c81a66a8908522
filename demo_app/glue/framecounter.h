// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    How many frames of a table are painted with placeholders.
*/

#include <QtCore/qobject.h>
#include <QtQml/qqmlregistration.h>
#include <QtQuick/qquickwindow.h>

namespace Demo {

//! Of one way of starting.
struct FrameCounts
{
    Q_GADGET
    QML_VALUE_TYPE(frameCounts)

    Q_PROPERTY(int resets MEMBER resets FINAL)
    //! Resets after which at least one frame showed a placeholder.
    Q_PROPERTY(int resetsWithPlaceholders MEMBER resetsWithPlaceholders FINAL)
    //! Frames in which at least one picture was painted anew, or a placeholder was to be seen.
    Q_PROPERTY(int frames MEMBER frames FINAL)
    Q_PROPERTY(int framesWithPlaceholders MEMBER framesWithPlaceholders FINAL)

public:
    int resets = 0;
    int resetsWithPlaceholders = 0;
    int frames = 0;
    int framesWithPlaceholders = 0;
};

/*! Counts what the Pictures that know it hand over to be painted. It looks when the window has taken over what is to be
    painted, while the thread of the window waits; so the counts are those of real frames, and need no lock. */
class FrameCounter : public QObject
{
    Q_OBJECT
    QML_ELEMENT

    //! The one to look at. Nothing is counted without.
    Q_PROPERTY(QQuickWindow *window READ window WRITE setWindow NOTIFY windowChanged FINAL)
    //! Which of the two is counted.
    Q_PROPERTY(bool countsPosted READ countsPosted WRITE setCountsPosted NOTIFY countsPostedChanged FINAL)
    Q_PROPERTY(Demo::FrameCounts eager READ eager NOTIFY countsChanged FINAL)
    Q_PROPERTY(Demo::FrameCounts posted READ posted NOTIFY countsChanged FINAL)

public:
    explicit FrameCounter(QObject *parent = nullptr);
    ~FrameCounter() override;

    QQuickWindow *window() const { return m_window; }
    void setWindow(QQuickWindow *window);
    bool countsPosted() const { return m_countsPosted; }
    void setCountsPosted(bool posted);
    FrameCounts eager() const { return m_eager; }
    FrameCounts posted() const { return m_posted; }

    //! The table is about to be reset. Before the first reset no frame counts.
    Q_INVOKABLE void beginReset();
    //! Forgets all counts.
    Q_INVOKABLE void clear();
    //! Since the last reset a frame was painted that has pictures and no placeholder.
    bool isComplete() const { return m_complete; }

    // For Picture, while the window takes over what is to be painted, or on its thread.
    void add(bool placeholder);
    void remove(bool placeholder);

Q_SIGNALS:
    void windowChanged();
    void countsPostedChanged();
    void countsChanged();
    //! After each frame that counts, on the thread of the window.
    void framePainted();

private:
    void look();

    QPointer<QQuickWindow> m_window;
    QMetaObject::Connection m_connection;
    FrameCounts m_eager;
    FrameCounts m_posted;
    bool m_countsPosted = false;
    int m_pictures = 0;
    int m_placeholders = 0;
    bool m_touched = false;
    bool m_hadPlaceholders = false; // since the last reset
    bool m_complete = false;
};

} // namespace Demo
