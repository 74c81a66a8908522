// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/runtime.h>
#include <qeager/future.h>

#include <QtCore/qfuturewatcher.h>

#include <utility>

namespace QEager::detail {

void throwFutureCancelled() { throw Cancelled(QStringLiteral("The awaited QFuture was cancelled.")); }

void throwFutureWithoutResult()
{
    throw InvalidState(QStringLiteral("The awaited QFuture has no result: it finished without one, or it was taken."));
}

// Deletes itself at the end of its own event, as deleteLater() would in a further one: when nothing is emitting any
// more.
class FutureWaiter::Watcher final : public QFutureWatcher<void>
{
public:
    explicit Watcher(FutureWaiter *waiter) : m_waiter(waiter)
    {
        // isFinished() would ask the future, which no longer says so once its result has been taken (Qt 6.4).
        QObject::connect(this, &QFutureWatcherBase::finished, this, [this] { m_finished = true; });
        setFuture(waiter->untyped());
    }

    bool event(QEvent *event) override
    {
        const bool handled = QFutureWatcher::event(event);
        if (m_finished) {
            const auto self = std::move(m_waiter->m_watcher); // what the wake resumes may end the waiter
            Runtime::current().handle([this] { m_waiter->wake(); });
        }
        return handled;
    }

private:
    FutureWaiter *m_waiter;
    bool m_finished = false;
};

FutureWaiter::FutureWaiter() = default;

FutureWaiter::~FutureWaiter() { giveUpIfWaiting(); }

void FutureWaiter::begin() { m_watcher = std::make_unique<Watcher>(this); }

void FutureWaiter::giveUp() noexcept { m_watcher.reset(); }

bool FutureWaiter::cancelWait(const QString &message, CancelWalk &walk)
{
    cancelFuture();
    return Awaiter::cancelWait(message, walk);
}

} // namespace QEager::detail
