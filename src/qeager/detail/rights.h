// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Whether this process may do more than the user who started it.
*/

#include <QtCore/qglobal.h>

#if defined(Q_OS_LINUX)
#    include <sys/auxv.h>
#elif defined(Q_OS_DARWIN) || defined(Q_OS_BSD4)
#    include <unistd.h>
#endif

namespace QEager::detail {

//! True for setuid and setgid programs, and for those whose file has capabilities. Then that user's environment and
//! arguments must not decide which files are written.
inline bool hasMoreRightsThanItsUser() noexcept
{
#if defined(Q_OS_LINUX)
    return getauxval(AT_SECURE) != 0;
#elif defined(Q_OS_DARWIN) || defined(Q_OS_BSD4)
    return issetugid() != 0;
#else
    return false;
#endif
}

} // namespace QEager::detail
