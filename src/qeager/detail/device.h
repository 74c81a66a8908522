// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    `co_await device`: what QCoro gives for that, by the means of <qeager/io.h>.
*/

#include <qeager/coro.h>
#include <qeager/detail/reply.h>

#include <QtCore/qbytearray.h>

#include <type_traits>

QT_BEGIN_NAMESPACE
class QIODevice;
QT_END_NAMESPACE

namespace QEager::detail {

template <typename D>
concept Device = std::is_convertible_v<D *, QIODevice *>;

//! All that is there; or, if there is nothing, after the next signal.
QEAGER_EXPORT Coro<QByteArray> awaitDevice(QIODevice *device);

template <typename D>
    requires(Device<D> && !Reply<D>)
struct AwaitAdapter<D *>
{
    static CoroAwaiter<QByteArray> adapt(D *device)
    {
        return AwaitAdapter<Coro<QByteArray>>::adapt(awaitDevice(device));
    }
};

template <typename D>
    requires Device<D>
struct AwaitAdapter<D>
{
    static CoroAwaiter<QByteArray> adapt(D &device)
    {
        return AwaitAdapter<Coro<QByteArray>>::adapt(awaitDevice(&device));
    }
};

} // namespace QEager::detail
