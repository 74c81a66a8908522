// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    A start that is eager, whatever chaos there is.
*/

#include <qeager/chaos.h>
#include <qeager/eager.h>
#include <qeager/task.h>

#include <optional>
#include <utility>

//! Starts \a coro, which runs to its first suspension.
template <typename T>
QEager::Task<T> startNow(QEager::Coro<T> coro)
{
    const QEager::ChaosScope off(std::nullopt);
    return QEager::createTask(std::move(coro), {.eagerStart = true});
}
