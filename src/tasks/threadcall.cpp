// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/runtime.h>
#include <qeager/detail/threadcall.h>
#include <qeager/errors.h>

#include <QtCore/qthread.h>

#include <new>
#include <utility>

namespace QEager::detail {

// Both are made by post(), and have their call from when they are sent.

// The outcome has been put into the call.
class AnswerParcel final : public Parcel
{
public:
    void deliver() override
    {
        if (Waiter *const waiter = std::exchange(call->waiter, nullptr))
            waiter->wake();
    }
    void discard() noexcept override {} // its thread has ended, and with it whoever waited

    std::shared_ptr<ThreadCall> call;
};

class RequestParcel final : public Parcel
{
public:
    void deliver() override
    {
        if (const Ref<TaskStateBase> task(call->m_task); task)
            task->cancel(message);
    }
    void discard() noexcept override {} // its thread has ended, and with it the task

    std::shared_ptr<ThreadCall> call;
    QString message;
};

ThreadCall::ThreadCall() = default;

ThreadCall::~ThreadCall()
{
    for (Port *const port : {m_home, m_there}) {
        if (port)
            port->deref();
    }
}

QString ThreadCall::open(QThread *thread)
{
    if (!thread)
        return QStringLiteral("onThread() was given no thread.");
    // Its port closes with it only if that was there before; so it is asked once more.
    if (!thread->isFinished()) {
        m_there = Port::forThread(thread);
        m_home = Runtime::current().port();
        m_home->ref();
        m_taskId = TaskStateBase::newId();
        if (!thread->isFinished())
            return {};
    }
    return QStringLiteral("The thread that was given to onThread() has finished.");
}

void ThreadCall::post(const TaskType &type, PromiseBase &promise, std::coroutine_handle<> root)
{
    const QString name = runningName();
    const StartOptions named{.name = &name};
    RootOptions told(promise, &named);
    told.requireHere(root, true);
    promise.becomeRoot();
    RootFrame frame(root);
    m_answer = std::make_unique<AnswerParcel>();
    m_request = std::make_unique<RequestParcel>();
    TaskStateBase *const task = TaskStateBase::make(type, root);
    frame.release();
    try {
        m_task = task;
        m_phase = Phase::Posted;
        task->postTo(m_there, told.options(), told.isOwnerLost(), m_taskId);
    } catch (...) { // who would wait for it is told
        m_task = nullptr;
        m_phase = Phase::New;
        task->markObserved();
        task->failToStart();
        throw;
    }
}

bool ThreadCall::cancel(const std::shared_ptr<ThreadCall> &call, const QString &message)
{
    if (call->m_phase == Phase::New)
        return true;
    auto phase = Phase::Posted;
    const bool isEarly = call->m_phase.compare_exchange_strong(phase, Phase::Left);
    request(call, message);
    return isEarly;
}

void ThreadCall::leave(const std::shared_ptr<ThreadCall> &call, bool isAsked) noexcept
{
    call->waiter = nullptr;
    if (call->m_phase == Phase::New)
        return;
    if (call->m_phase.exchange(Phase::Left) != Phase::Left && !isAsked)
        request(call, nobodyWaits());
}

void ThreadCall::request(const std::shared_ptr<ThreadCall> &call, const QString &message)
{
    std::unique_ptr<RequestParcel> parcel = std::move(call->m_request);
    if (!parcel)
        parcel.reset(new (std::nothrow) RequestParcel);
    if (!parcel) // it has been asked before
        return;
    parcel->call = call;
    parcel->message = message;
    call->m_there->send(parcel.release());
}

void ThreadReply::begin() const
{
    auto phase = ThreadCall::Phase::Posted;
    if (!m_call->m_phase.compare_exchange_strong(phase, ThreadCall::Phase::Begun))
        throw Cancelled(nobodyWaits());
    m_call->m_hasBegun = true;
}

void ThreadReply::send() noexcept
{
    const std::shared_ptr<ThreadCall> call = std::move(m_call);
    TaskStateBase *const task = std::exchange(call->m_task, nullptr);
    if (!task)
        return; // never posted
    if (!call->m_hasBegun)
        task->markObserved(); // there is nothing to report but that, and who waits is told
    if (call->m_phase == ThreadCall::Phase::Left)
        return;
    call->takeOutcome(*task);
    std::unique_ptr<AnswerParcel> answer = std::move(call->m_answer);
    answer->call = call;
    call->m_home->send(answer.release());
}

QString nobodyWaits() { return QStringLiteral("The coroutine that waited for this has gone."); }

QString runningName()
{
    const Activation *const running = threadState().current;
    if (!running)
        return {};
    if (running->task)
        return running->task->givenName();
    return running->options && running->options->name ? *running->options->name : QString();
}

} // namespace QEager::detail
