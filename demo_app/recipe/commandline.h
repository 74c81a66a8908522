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
    enum class Action { Window, Orders, Images, Help, Version, Error };

    Action action = Action::Window;
    std::optional<QString> directory; //!< Images: where from
    QString trace;                    //!< Orders: the file to write a trace to; empty: none
    QString screenshot;               //!< Window: the file to save a picture of it in; empty: none
    bool showsTrace = false;          //!< Window: with its trace
    bool dark = false;                //!< Window: colours of its own, for pictures of it
    bool platformGiven = false;       //!< there is a -platform, for QGuiApplication
    QString error;                    //!< Error: a sentence that says what to do

    static CommandLine parse(const QStringList &arguments);
    //! For --help. Needs the application object.
    static QString helpText();
};

} // namespace Demo
