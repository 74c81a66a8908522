// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What a program of the ordering page tells while it runs.
*/

#include <QtCore/qstring.h>

#include <functional>
#include <source_location>
#include <utility>

namespace Demo {

//! Called by a program with the label of what has just happened: `log("a")`. Knows the line it is called in.
class Log
{
public:
    using Listener = std::function<void(const QString &label, int line)>;

    explicit Log(Listener listener) : m_listener(std::move(listener)) {}
    void operator()(const QString &label, std::source_location where = std::source_location::current()) const
    {
        m_listener(label, int(where.line()));
    }

private:
    Listener m_listener;
};

} // namespace Demo
