// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What holds after every function of a test.
*/

#include "loop.h"
#include "tracked.h"

#include <qeager/task.h>

//! The test fails if there still is a task or a Tracked, after so many turns of the loop.
inline void checkNothingIsLeft(int turns = 0)
{
    spin(turns);
    QCOMPARE(QEager::allTasks(), QList<QEager::TaskHandle>());
    QCOMPARE(Tracked::alive, 0);
    QVERIFY(QEager::currentTask().isNull());
}
