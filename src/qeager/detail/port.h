// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The letter box of a thread: how other threads reach its tasks.

    A Parcel sent to a Port is delivered by the thread's event loop, one posted event for any number of
    parcels, or discarded when the thread ends first. Everything that crosses threads goes this way:
    offloaded results, foreign completions, cancel requests, starts for another thread.
*/

#include <qeager/detail/list.h>
#include <qeager/detail/threadstate.h>

#include <QtCore/qmutex.h>

#include <atomic>

QT_BEGIN_NAMESPACE
class QObject;
class QThread;
QT_END_NAMESPACE

namespace QEager::detail {

struct MailTag;

//! Goes in either case. What is to be sent when something has ended is made before: there may be no memory then.
class QEAGER_EXPORT Parcel : public ListNode<MailTag>
{
public:
    Parcel() = default;
    Q_DISABLE_COPY_MOVE(Parcel)
    virtual ~Parcel();
    virtual void deliver() = 0;          //!< on the port's thread, by its event loop
    virtual void discard() noexcept = 0; //!< any thread: delivery will not happen
    virtual void gone() noexcept { delete this; } //!< after that
};

class QEAGER_EXPORT Port
{
public:
    //! The calling thread's, made if need be. Not counted for the caller.
    static Port *current();
    //! That of \a thread, which need not run yet. Counted for the caller.
    static Port *forThread(QThread *thread);

    void ref() noexcept { m_refs.fetch_add(1, std::memory_order_relaxed); }
    void deref() noexcept
    {
        if (m_refs.fetch_sub(1, std::memory_order_acq_rel) == 1)
            delete this;
    }

    //! ref() and deref() of a task, which mostly comes from and goes on this thread.
    void hold() noexcept
    {
        if (isCountedHere()) [[likely]]
            ++m_held;
        else
            ref();
    }
    void letGo() noexcept
    {
        if (isCountedHere()) [[likely]]
            --m_held;
        else
            deref();
    }

    bool isCurrent() const noexcept { return this == threadState().port; }
    //! Any thread. Takes the parcel over; discards it when the thread has ended.
    void send(Parcel *parcel);
    //! The same for a request to end that there was no memory for: the thread looks which of its tasks have one.
    void sendRequest();
    //! One to every thread that has a port, but for the calling one.
    static void sendToOthers(Parcel *(*make)());

    class Receiver;

private:
    friend class Runtime;
    explicit Port(QThread *thread);
    ~Port();
    Q_DECL_HIDDEN void deliverAll();
    Q_DECL_HIDDEN void signal(); // locked
    Q_DECL_HIDDEN void postAgain(); // the event for the parcels that there are
    void close(); // from here on parcels are discarded

    bool isCountedHere() const noexcept { return this == threadState().openPort; }

    std::atomic<int> m_refs{1}; // memory order as in any shared pointer: taking is relaxed, dropping is acq_rel
    int m_held = 0; // by tasks, in addition; the port's own thread only, until it is closed
    QMutex m_mutex;
    List<Parcel, MailTag> m_parcels;
    Receiver *m_receiver = nullptr;
    QThread *m_thread = nullptr;
    bool m_open = true;
    bool m_signalled = false;
    bool m_hasRequests = false; // see sendRequest()
};

} // namespace QEager::detail
