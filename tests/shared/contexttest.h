// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Base of the tests of contexts: a variable, and coroutines that set it and log what they saw.
*/

#include "end.h"
#include "log.h"

#include <qeager/context.h>
#include <qeager/eager.h>
#include <qeager/sleep.h>

#include <utility>

inline QEager::ContextVar<QString> var("var", QStringLiteral("unset"));

class ContextTest : public QObject
{
protected:
    Log log;

    static QString s(const char *text) { return QString::fromLatin1(text); }
    //! Sets the variable in both phases, and logs what it saw first.
    QEager::Coro<void> body(bool block)
    {
        log(var.value());
        var.set(s("a"));
        if (block)
            co_await QEager::yieldNow();
        log(var.value());
        var.set(s("b"));
    }
    QEager::Coro<void> observing()
    {
        log(var.value());
        var.set(s("after_start"));
        co_await QEager::yieldNow();
        log(var.value());
        var.set(s("after_end"));
    }
    //! "finally" that sees and sets the variable; ends with what it was given, or handles it.
    QEager::Coro<int> cleaning(bool handles)
    {
        try {
            co_await QEager::yieldNow();
        } catch (...) {
            log(var.value());
            var.set(s("clean_exit"));
            if (!handles)
                throw;
        }
        co_return 5;
    }
    template <typename C>
    static void run(C coro)
    {
        end(QEager::eager(std::move(coro)));
    }
    static QEager::Context contextWith(const char *value)
    {
        QEager::Context context;
        context.run([&] { var.set(s(value)); });
        return context;
    }
};
