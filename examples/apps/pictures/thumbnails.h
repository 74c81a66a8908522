// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <qeager/taskscope.h>
#include <qeager/valuetask.h>

#include <QtCore/qcache.h>
#include <QtCore/qfileinfo.h>
#include <QtCore/qthreadpool.h>
#include <QtGui/qimage.h>

//! Small pictures of files. Each file is decoded once, on a thread pool, and remembered until it changes.
class Thumbnails
{
public:
    static constexpr QSize Size{128, 96}; //!< no picture is larger

    //! Returns the picture of \a file, at once if it is remembered. \throws QEager::IoError if the file is no picture.
    QEager::ValueTask<QImage> load(QFileInfo file);
    //! Returns how many files have been decoded, pictures or not.
    int decoded() const { return m_decoded; }

    QEager::TaskScope &taskScope() { return m_tasks; } // load() touches members behind its co_await

private:
    QCache<QString, QImage> m_cache{64 * 1024 * 1024}; // bytes; a null image stands for a file that is no picture
    int m_decoded = 0;
    QThreadPool m_pool; // waits for what is being decoded: that uses Qt Gui, which goes with the application
    QEager::TaskScope m_tasks; // last, so that it ends the loading while the cache lives
};
