// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Base of the tests in which user code runs where the library calls it.
*/

#include "usercode.h"

#include <qeager/eager.h>
#include <qeager/errors.h>

#include <optional>

class UserCodeTest : public QObject
{
protected:
    std::optional<UserCode> m_user;

    void begin() { m_user.emplace(); }
    //! Lets everything end that the user code started.
    void finish(const QString &log)
    {
        VERIFY_UNTIL(m_user->isDone());
        spin(2);
        QCOMPARE(m_user->words(), log);
        QCOMPARE(m_user->wrongParents(), 0);
    }
    void checkNothingIsLeft()
    {
        QEager::setUnhandledExceptionHandler(nullptr);
        m_user.reset();
        spin(2);
        QCOMPARE(QEager::allTasks(), QList<QEager::TaskHandle>());
    }
};
