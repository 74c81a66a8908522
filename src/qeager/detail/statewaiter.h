// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Waiting until an object is in some state, of which its signals tell.
*/

#include <qeager/detail/signal.h>

#include <QtCore/qobject.h>
#include <QtCore/qpointer.h>

#include <utility>

namespace QEager::detail {

/*! A SignalWaiter that asks before it suspends, and again at each signal that connectTo() connects with hear(), whether
    to wait (any longer).

    In await_resume(), after throwIfInterrupted(), finish() throws if the object has gone by then, also when that was
    after the signal.
*/
class QEAGER_EXPORT StateWaiter : public SignalWaiter
{
public:
    //! \throws InvalidState when the object is on another thread, what isThere() throws.
    bool await_ready();
    //! Throws InvalidState unless \a object is on this thread.
    static void requireHere(const QObject *object);

protected:
    explicit StateWaiter(QObject *object) noexcept : SignalWaiter(object), m_object(object) {}

    //! There is nothing to wait for (any more). Not asked once the object has gone. May be user code.
    virtual bool isThere() = 0;
    template <typename Sender, typename Member>
    bool hear(QObject *listener, Sender *sender, Member signal)
    {
        return bool(QObject::connect(sender, signal, listener, [this, listener] { heard(listener); }));
    }
    //! In a slot of \a listener, after which the waiter may be gone.
    void heard(QObject *listener);
    //! The waiter whose listener this is has not been resumed yet: it waits, or has been woken.
    static bool isListening(const QObject *listener);
    void finish();
    bool isGone() const noexcept { return m_object.isNull(); }

private:
    QPointer<QObject> m_object;
};

/*! What gives a \a W of an \a Object to wait with. Copyable; each `co_await` waits anew. It does not keep the
    object. */
template <typename W, typename Object>
class [[nodiscard("this waits only where it is awaited: co_await it")]] AwaitableState : public NativeAwaitable
{
public:
    using value_type = decltype(std::declval<W &>().await_resume());

    AwaitableState() noexcept = default;
    explicit AwaitableState(Object *object) noexcept : m_object(object) {}
    W operator co_await() const { return W(m_object.data()); }

private:
    QPointer<Object> m_object;
};

} // namespace QEager::detail
