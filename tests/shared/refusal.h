// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Where awaitSync() refused to wait.
*/

#include <qeager/awaitsync.h>

#include <QtCore/qstring.h>

#include <optional>
#include <utility>

struct Place
{
    QString file;
    int line = 0;
};

//! The place of the WouldBlock that awaitSync() throws; none: it throws none.
template <typename S>
std::optional<Place> refusal(S &&startable)
{
    try {
        QEager::awaitSync(std::forward<S>(startable));
    } catch (const QEager::WouldBlock &e) {
        return Place{QString::fromUtf8(e.place().file_name()), int(e.place().line())};
    }
    return {};
}
