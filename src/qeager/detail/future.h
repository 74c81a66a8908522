// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Machinery of <qeager/future.h>.
*/

#include <qeager/detail/copyable.h>
#include <qeager/detail/promise.h>
#include <qeager/errors.h>

#include <memory>
#include <type_traits>

QT_BEGIN_NAMESPACE
template <typename T>
class QFuture; // whoever has one has its header
QT_END_NAMESPACE

namespace QEager::detail {

[[noreturn]] QEAGER_EXPORT void throwFutureCancelled();
[[noreturn]] QEAGER_EXPORT void throwFutureWithoutResult();

//! What does not depend on the type of the result.
class QEAGER_EXPORT FutureWaiter : public Awaiter<FutureWaiter>
{
public:
    Awaited waitsFor() const noexcept override { return {"future"}; }
    void begin();
    bool cancelWait(const QString &message, CancelWalk &walk) override;

protected:
    FutureWaiter();
    ~FutureWaiter();
    void giveUp() noexcept override;
    virtual QFuture<void> untyped() const = 0;
    virtual void cancelFuture() = 0;

private:
    class Watcher;
    std::unique_ptr<Watcher> m_watcher;
};

template <typename T>
class FutureAwaiter final : public FutureWaiter
{
public:
    explicit FutureAwaiter(QFuture<T> future) : m_future(std::move(future)) {}

    bool await_ready() { return m_future.isFinished() && staysReady(); }
    T await_resume()
    {
        throwIfInterrupted();
        if (m_future.isFinished()) // one whose result has been taken no longer says so (Qt 6.4)
            m_future.waitForFinished(); // this only rethrows what it holds
        if (m_future.isCanceled())
            throwFutureCancelled();
        if constexpr (!std::is_void_v<T>) {
            if (m_future.resultCount() == 0)
                throwFutureWithoutResult();
            if constexpr (Copyable<T>)
                return m_future.result();
            else if (m_future.isValid())
                return m_future.takeResult();
            else // its producer never reported that it had begun, and Qt asserts that before it lets go of a result
                return std::move(const_cast<T &>(*m_future.constBegin()));
        }
    }

protected:
    using Untyped = std::conditional_t<std::is_void_v<T>, QFuture<T>, QFuture<void>>; // which need not be known here
    Untyped untyped() const override { return Untyped(m_future); }
    void cancelFuture() override { m_future.cancel(); }

private:
    QFuture<T> m_future;
};

template <typename T>
struct AwaitAdapter<QFuture<T>>
{
    static FutureAwaiter<T> adapt(QFuture<T> future) { return FutureAwaiter<T>(std::move(future)); }
};

} // namespace QEager::detail
