// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/runtime.h>
#include <qeager/future.h>

namespace QEager::detail {

void FutureWaiter::begin()
{
    m_watcher = watch();
    QObject::connect(m_watcher.get(), &QFutureWatcherBase::finished, [this] { finished(); });
}

FutureWaiter::~FutureWaiter() { giveUpIfWaiting(); }

// An event handler of ours: the watcher emits from its own event, on this thread, never inside setFuture().
void FutureWaiter::finished()
{
    if (!isWaiting())
        return;
    m_watcher.release()->deleteLater(); // it is emitting, and this awaiter may be gone before it has done so
    Runtime::current().handle([this] { wake(); });
}

void FutureWaiter::giveUp() noexcept { m_watcher.reset(); }

bool FutureWaiter::cancelWait(const QString &message)
{
    cancelFuture();
    return Awaiter::cancelWait(message);
}

} // namespace QEager::detail
