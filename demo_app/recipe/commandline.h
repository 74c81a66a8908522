// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What the user asked for. Needs no application object, because that decides which one is made.
*/

#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>

#include <optional>

namespace Demo {

struct CommandLine
{
    enum class Action { Window, Orders, Images, TableReport, Help, Version, Error };

    Action action = Action::Window;
    std::optional<QString> directory; //!< Images, TableReport, Window: where the pictures come from
    QString trace;                    //!< the file to write a trace to; empty: none
    QString page;                     //!< Window: the one to open; empty: the first
    QString screenshots;              //!< Window: the directory to save a picture of each page in; empty: none
    bool dark = false;                //!< Window: dark colours, whatever the system's are
    double fontSize = 0;              //!< Window: in points; 0: the system's
    bool platformGiven = false;       //!< there is a -platform, for QGuiApplication
    QString error;                    //!< Error: a sentence that says what to do

    //! The names of the pages, for --page.
    static QStringList pages();
    static CommandLine parse(const QStringList &arguments);
    //! For --help. Needs the application object.
    static QString helpText();
};

} // namespace Demo
