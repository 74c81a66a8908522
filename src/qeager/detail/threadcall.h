// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Between the two threads of an onThread().

    The awaiter, the root frame on the other thread, and the parcels between the two share a ThreadCall. What belongs to
    one of the threads is touched there only; whether the body may begin, and whether anybody still waits, is one atomic
    word. The answer is sent by the destructor of a parameter of the root frame (ThreadReply), so it is sent however
    that task ends, also without having begun.
*/

#include <qeager/coro.h>
#include <qeager/detail/port.h>
#include <qeager/detail/start.h>
#include <qeager/detail/unhandled.h>

#include <QtCore/qstring.h>

#include <atomic>
#include <exception>
#include <memory>
#include <type_traits>
#include <utility>

QT_BEGIN_NAMESPACE
class QThread;
QT_END_NAMESPACE

namespace QEager::detail {

//! What is asked to end with whoever awaited it, is told.
QEAGER_EXPORT QString nobodyWaits();

class AnswerParcel;
class RequestParcel;

//! What does not depend on the result.
class QEAGER_EXPORT ThreadCall
{
public:
    ThreadCall();
    Q_DISABLE_COPY_MOVE(ThreadCall)
    virtual ~ThreadCall();

    // -- on the awaiter's thread
    //! Why there is nothing to wait for: empty if there is.
    QString open(QThread *thread);
    //! Of the task that is to be posted: who watches is told of it before.
    quint64 taskId() const noexcept { return m_taskId; }
    //! Sends a task of \a root, which has a ThreadReply of this.
    void post(const TaskType &type, PromiseBase &promise, std::coroutine_handle<> root);
    //! Asks it to end. True: it has not begun, and will not.
    static bool cancel(const std::shared_ptr<ThreadCall> &call, const QString &message);
    //! Nobody waits any more. \a isAsked: it was asked to end just now.
    static void leave(const std::shared_ptr<ThreadCall> &call, bool isAsked) noexcept;

    Waiter *waiter = nullptr; // null: nobody waits (any more, or yet)

protected:
    virtual void takeOutcome(TaskStateBase &task) noexcept = 0; //!< \a task has ended

private:
    friend class ThreadReply;
    friend class RequestParcel;
    friend class AnswerParcel;
    enum class Phase : quint8 {
        New, // not posted
        Posted,
        Begun,
        Left // nobody waits any more
    };
    Q_DECL_HIDDEN static void request(const std::shared_ptr<ThreadCall> &call, const QString &message);

    // Sequentially consistent: both threads decide by it who is first, and neither reads anything else of the other's
    // because of it. The outcome comes home under the lock of a Port.
    std::atomic<Phase> m_phase = Phase::New;
    std::unique_ptr<AnswerParcel> m_answer; // made by post()
    std::unique_ptr<RequestParcel> m_request; // the first, made by post()
    Port *m_home = nullptr;
    Port *m_there = nullptr;
    quint64 m_taskId = 0;
    // -- on the thread of the task
    TaskStateBase *m_task = nullptr; // from post() on until it has ended
    bool m_hasBegun = false;
};

template <typename T>
class TypedThreadCall final : public ThreadCall
{
public:
    ~TypedThreadCall() override
    {
        if (!m_taken && m_result.hasError())
            reportUnhandled(m_name, m_result.error());
    }
    T take()
    {
        m_taken = true;
        if constexpr (!std::is_void_v<T>) {
            if (m_result.hasValue())
                Delivery<T>::given(m_result.value());
        }
        return m_result.take();
    }
    void setError(std::exception_ptr error) noexcept { m_result.setError(std::move(error)); }

protected:
    void takeOutcome(TaskStateBase &task) noexcept override
    {
        static_cast<TaskState<T> &>(task).sendAway(m_result);
        if (m_result.hasError())
            m_name = task.name();
    }

private:
    Result<T> m_result;
    QString m_name;
    bool m_taken = false;
};

//! A parameter of the root frame, which goes when the task has ended, after all else that is in it.
class QEAGER_EXPORT ThreadReply
{
public:
    explicit ThreadReply(std::shared_ptr<ThreadCall> call) noexcept : m_call(std::move(call)) {}
    ThreadReply(ThreadReply &&other) noexcept = default;
    ThreadReply &operator=(ThreadReply &&other) = delete;
    ~ThreadReply()
    {
        if (m_call)
            send();
    }
    //! The body is to begin. \throws Cancelled when nobody waits any more.
    void begin() const;

private:
    void send() noexcept;
    std::shared_ptr<ThreadCall> m_call;
};

template <typename T>
Coro<T> runElsewhere(ThreadReply reply, Coro<T> body)
{
    reply.begin();
    co_return co_await std::move(body);
}

//! What the running coroutine was named, empty if it was not.
QEAGER_EXPORT QString runningName();

template <typename T>
void postThere(const std::shared_ptr<TypedThreadCall<T>> &call, Coro<T> &body)
{
    const auto frame = CoroAccess::release(body);
    PromiseOwner owner = frame.promise().takeOwner();
    Coro<T> whole = runElsewhere<T>(ThreadReply(call), CoroAccess::make(frame));
    const auto root = CoroAccess::release(whole);
    root.promise().setOwner(std::move(owner));
    call->post(TaskTypeOf<T>::type, root.promise(), root);
}

} // namespace QEager::detail
