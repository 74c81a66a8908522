// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What the fuzz targets share. Each of them defines LLVMFuzzerTestOneInput(), which aborts when something is wrong.
*/

#include <qeager/errors.h>

#include <QtCore/qloggingcategory.h>
#include <QtCore/qstringlist.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerInitialize(int *argc, char ***argv);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace fuzz {

//! Ends the program, which is how a finding is reported, unless \a holds.
inline void require(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "Not so: %s\n", what);
    std::abort();
}

//! Two bytes become one QChar: halves of surrogate pairs are among them.
inline QString text(const std::uint8_t *data, std::size_t size)
{
    QString result;
    for (std::size_t i = 0; i + 1 < size; i += 2)
        result += QChar(char16_t(data[i] | data[i + 1] << 8));
    return result;
}

//! What a terminal would obey, or a log take for a line of its own.
inline bool hasCommands(const QString &line)
{
    for (const QChar c : line) {
        if ((c.category() == QChar::Other_Control && c != u'\t' && c != u'\n') || c == QChar(0x202e))
            return true;
    }
    return false;
}

//! Checks and counts what category `qeager` says.
class Listener
{
public:
    Listener() { s_previous = qInstallMessageHandler(handle); }
    ~Listener() { qInstallMessageHandler(s_previous); }
    Q_DISABLE_COPY_MOVE(Listener)

    static inline int warnings = 0;

private:
    static void handle(QtMsgType type, const QMessageLogContext &context, const QString &line)
    {
        if (qstrcmp(context.category, "qeager") != 0)
            return;
        if (type == QtWarningMsg)
            ++warnings;
        require(!hasCommands(line), "a log line has no commands for a terminal");
    }
    static inline QtMessageHandler s_previous = nullptr;
};

} // namespace fuzz
