// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What configure() has set for threads that are opened from then on.
*/

#include <qeager/startpolicy.h>

#include <QtCore/qmutex.h>

namespace QEager::detail {

class Runtime;

class Settings
{
public:
    static Settings &instance()
    {
        static Settings *const settings = new Settings; // outlives every thread
        return *settings;
    }

    template <typename F>
    void change(F function)
    {
        const QMutexLocker lock(&m_mutex);
        function(*this);
    }
    //! To a thread that is being opened.
    void applyTo(Runtime &runtime);

    // within change()
    StartPolicy policy;
    bool eagerFactory = false;

private:
    QMutex m_mutex;
};

//! When there is a QCoreApplication: reads QEAGER, and begins what was asked for before.
void configureApplication();

} // namespace QEager::detail
