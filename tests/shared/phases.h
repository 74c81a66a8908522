// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The two phases of a coroutine, for a test of what happens in both.
*/

#include <QtTest/qtest.h>

//! A row for each; column "suspend" says whether the coroutine is to suspend first.
inline void addPhases()
{
    QTest::addColumn<bool>("suspend");
    QTest::newRow("in its eager phase") << false;
    QTest::newRow("resumed") << true;
}
