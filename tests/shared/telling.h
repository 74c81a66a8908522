// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    A word for what came of an await, and a test that has a log of such words.
*/

#include "ending.h"
#include "log.h"
#include "loop.h"

#include <qeager/coro.h>
#include <qeager/detail/awaitable.h>

#include <QtCore/qbytearray.h>
#include <QtCore/qobject.h>

#include <exception>
#include <type_traits>
#include <utility>

//! Says what \a awaitable gave: bytes in brackets, with | for the end of a line, "done" for anything else; or how else
//! it ended.
template <typename A>
QEager::Coro<> tell(Log &log, A awaitable, const char *name = "")
{
    try {
        if constexpr (std::is_same_v<QEager::detail::AwaitResult<A>, QByteArray>) {
            const QByteArray data = co_await std::move(awaitable);
            log(name, "[", QString::fromLatin1(data).replace(u'\n', u'|'), "]");
        } else {
            co_await std::move(awaitable);
            log(name, "done");
        }
    } catch (...) {
        log(name, ending(std::current_exception()).replace(u' ', u'_'));
    }
}

class TestWithLog : public QObject
{
protected:
    Log log;

    //! After all that is ready has had its turn.
    QString words()
    {
        spin(5);
        return log.words();
    }
};
