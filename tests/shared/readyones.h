// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What is ready before it is awaited, whatever chaos there is.
*/

#include <qeager/chaos.h>
#include <qeager/eager.h>

#include "tracked.h"

#include <QtCore/qfuture.h>
#include <QtCore/qpromise.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>

template <typename T>
QEager::Task<T> ended(QEager::Coro<T> coro)
{
    const QEager::ChaosScope off(std::nullopt);
    return QEager::createTask(std::move(coro), {.eagerStart = true});
}
template <typename T>
QEager::ValueTask<T> finished(QEager::Coro<T> coro)
{
    const QEager::ChaosScope off(std::nullopt);
    return QEager::eager(std::move(coro));
}
inline QEager::Coro<int> seven() { co_return 7; }
inline QEager::Coro<int> failing()
{
    throw std::runtime_error("no");
    co_return 0;
}
inline QFuture<MoveOnly> moveOnlyFuture()
{
    QPromise<MoveOnly> promise;
    promise.start();
    promise.addResult(std::make_unique<int>(7));
    promise.finish();
    return promise.future();
}
