// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What the plugin does for the application. It speaks of QEager's types alone.
*/

#include <qeager/qeager.h>

#include <QtCore/qobject.h>
#include <QtCore/qstringlist.h>

class Loader
{
public:
    Q_DISABLE_COPY_MOVE(Loader)
    virtual ~Loader() = default;

    virtual bool knowsLazyTask() const = 0; //!< whether its QCoro had QCoro::LazyTask
    virtual QEager::ValueTask<QString> load(int page) = 0; //!< page 0 is cached
    virtual QEager::Task<QString> loadLater(int page) = 0;
    virtual QEager::Coro<int> add(QEager::Coro<int> first, QEager::Task<int> second) = 0;
    virtual QEager::ValueTask<void> fail() = 0;
    virtual QStringList log() const = 0;

protected:
    Loader() = default;
};

Q_DECLARE_INTERFACE(Loader, "qeager.tests.Loader")

inline bool knowsLazyTaskHere()
{
#if __has_include(<QCoroLazyTask>)
    return true;
#else
    return false;
#endif
}
