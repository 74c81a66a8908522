// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Machinery of <qeager/offload.h>.

    Three parties share an OffloadJob: the runnable in the pool, the parcel on its way home, and the awaiter. The
    awaiter's pointer is touched on the home thread only, so giving up needs no lock.
*/

#include <qeager/detail/port.h>
#include <qeager/detail/promise.h>
#include <qeager/detail/result.h>
#include <qeager/errors.h>

#include <QtCore/qrunnable.h>

#include <concepts>
#include <memory>
#include <optional>
#include <stop_token>
#include <utility>

QT_BEGIN_NAMESPACE
class QThreadPool;
QT_END_NAMESPACE

namespace QEager::detail {

template <typename Function>
decltype(auto) callOffloaded(Function &function, const std::stop_token &stop)
{
    if constexpr (std::invocable<Function &, std::stop_token>) {
        return function(stop);
    } else {
        static_assert(std::invocable<Function &>,
                      "offload() calls its function without arguments, or with a std::stop_token.");
        return function();
    }
}

template <typename Function>
using OffloadResult =
    std::remove_cvref_t<decltype(callOffloaded(std::declval<Function &>(), std::declval<const std::stop_token &>()))>;

//! What does not depend on the function.
class QEAGER_EXPORT OffloadJob
{
public:
    OffloadJob();
    Q_DISABLE_COPY_MOVE(OffloadJob)
    virtual ~OffloadJob();
    virtual void call() noexcept = 0; //!< pool thread
    virtual void drop() noexcept = 0; //!< any thread: it will not be called

    //! Hands \a job to the pool; when it has been called, or dropped, its waiter is woken at home.
    static void start(const std::shared_ptr<OffloadJob> &job, QThreadPool *pool);

    Waiter *waiter = nullptr; // home thread only; null: nobody waits any more
    std::stop_source stop;

private:
    friend class OffloadRunnable;
    Port *m_home;
};

template <typename Function>
class TypedOffloadJob final : public OffloadJob
{
public:
    explicit TypedOffloadJob(Function &&function) : m_function(std::move(function)) {}

    void call() noexcept override
    {
        try {
            if constexpr (std::is_void_v<OffloadResult<Function>>) {
                callOffloaded(*m_function, stop.get_token());
                result.emplace();
            } else {
                result.emplace(callOffloaded(*m_function, stop.get_token()));
            }
        } catch (...) {
            result.setError(std::current_exception());
        }
        m_function.reset();
    }
    void drop() noexcept override
    {
        m_function.reset();
        result.setError(
            std::make_exception_ptr(Cancelled(QStringLiteral("The thread pool dropped the offloaded function."))));
    }

    Result<OffloadResult<Function>> result;

private:
    std::optional<Function> m_function;
};

template <typename Function>
class OffloadAwaiter final : public Awaiter<OffloadAwaiter<Function>>
{
public:
    OffloadAwaiter(Function &&function, QThreadPool *pool)
        : m_job(std::make_shared<TypedOffloadJob<Function>>(std::move(function))), m_pool(pool)
    {
    }
    ~OffloadAwaiter() { this->giveUpIfWaiting(); }

    Awaited waitsFor() const noexcept override { return {"offload"}; }
    bool await_ready() const noexcept { return false; }
    void begin()
    {
        m_job->waiter = this;
        OffloadJob::start(m_job, m_pool);
    }
    OffloadResult<Function> await_resume()
    {
        this->throwIfInterrupted();
        return m_job->result.take();
    }

protected:
    void giveUp() noexcept override
    {
        m_job->waiter = nullptr;
        m_job->stop.request_stop();
    }

private:
    std::shared_ptr<TypedOffloadJob<Function>> m_job;
    QThreadPool *m_pool;
};

} // namespace QEager::detail
