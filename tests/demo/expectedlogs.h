// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What each program of the ordering page must log in each order.
*/

#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

struct ExpectedLogs
{
    const char *program; //!< Program::name
    const char *lazy;
    const char *posted;
    const char *eager;
};

//! In the order of Demo::programs().
inline const QList<ExpectedLogs> &expectedLogs()
{
    static const QList<ExpectedLogs> logs{
        {"example", "a b c 1 2", "a b 1 c 2", "a 1 b c 2"},
        {"recursion",
         "0a 0b 0:0a 0:0b 0:0:0a 0:0:0B 0:0:0c 0:0:1a 0:0:1B 0:0:1c 0:0c "
         "0:1a 0:1b 0:1:0a 0:1:0B 0:1:0c 0:1:1a 0:1:1B 0:1:1c 0:1c 0c",
         "0a 0b 0:0a 0:0b 0:1a 0:1b 0:0:0a 0:0:0B 0:0:1a 0:0:1B 0:1:0a 0:1:0B 0:1:1a 0:1:1B "
         "0:0:0c 0:0:1c 0:1:0c 0:1:1c 0:0c 0:1c 0c",
         // conformance with asynkit and CPython, line 54
         "0a 0:0a 0:0:0a 0:0:0B 0:0:1a 0:0:1B 0:0b 0:1a 0:1:0a 0:1:0B 0:1:1a 0:1:1B 0:1b 0b "
         "0:0:0c 0:0:1c 0:1:0c 0:1:1c 0:0c 0:1c 0c"},
        {"cache", "a b 1 c 2 3 d", "a b 1 2 c 3 d", "a 1 2 b! c 3 d"},
        {"gather", "a b c 1 2 2x 1x d", "a b 1 2 c 2x 1x d", "a 1 2 b c 2x 1x d"},
        {"timeout", "a b c 1 2 d", "a b 1 2 c d", "a 1 b 2 c d"},
        {"cancellation", "a b c d", "a 1 b c 1x d", "a 1 b 2 c 1x 2x d"},
    };
    return logs;
}
