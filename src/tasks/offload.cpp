// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/runtime.h>
#include <qeager/offload.h>

#include <QtCore/qthreadpool.h>

namespace QEager::detail {

namespace {

class OffloadParcel final : public Parcel
{
public:
    explicit OffloadParcel(std::shared_ptr<OffloadJob> job) : m_job(std::move(job)) {}
    void deliver() override
    {
        if (Waiter *const waiter = std::exchange(m_job->waiter, nullptr))
            waiter->wake();
    }
    void discard() noexcept override {} // its thread has ended, and with it whoever waited

private:
    std::shared_ptr<OffloadJob> m_job;
};

} // namespace

class OffloadRunnable final : public QRunnable
{
public:
    explicit OffloadRunnable(std::shared_ptr<OffloadJob> job)
        : m_job(std::move(job)), m_answer(std::make_unique<OffloadParcel>(m_job))
    {
    }
    ~OffloadRunnable() override
    {
        if (!m_called)
            m_job->drop();
        Port *const home = m_job->m_home;
        home->ref();
        m_job.reset(); // what is at home may be the last to have it
        home->send(m_answer.release());
        home->deref();
    }
    void run() override
    {
        m_called = true;
        if (m_job->stop.stop_requested())
            m_job->drop(); // nobody waits any more
        else
            m_job->call();
    }

private:
    std::shared_ptr<OffloadJob> m_job;
    std::unique_ptr<OffloadParcel> m_answer;
    bool m_called = false;
};

OffloadJob::OffloadJob() : m_home(Runtime::current().port()) { m_home->ref(); }

OffloadJob::~OffloadJob() { m_home->deref(); }

void OffloadJob::start(const std::shared_ptr<OffloadJob> &job, QThreadPool *pool)
{
    if (!pool)
        pool = QThreadPool::globalInstance();
    pool->start(new OffloadRunnable(job));
}

} // namespace QEager::detail
