// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What configure() has set for threads that are opened from then on.
*/

#include <qeager/startpolicy.h>

#include <QtCore/qmutex.h>

#include <optional>

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
    std::optional<quint64> chaos;

private:
    QMutex m_mutex;
};

//! Sets the chaos of the calling thread, whose Runtime is \a runtime, as configure() has it.
void disturbFromSettings(Runtime &runtime);
//! From here on: the calling thread at once, others from their next event on, and those to come.
void disturbAllThreads(std::optional<quint64> seed);

//! When there is a QCoreApplication: reads QEAGER, and begins what was asked for before.
void configureApplication();

} // namespace QEager::detail
