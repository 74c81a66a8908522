// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Awaiting a Qt signal, and a QTimer.

    \code
    const QString text = co_await QEager::signal(edit, &QLineEdit::textChanged);
    const auto [code, status] = co_await QEager::signal(process, &QProcess::finished);
    co_await timer;                  // a QTimer *, until it fires; does not wait if it is inactive or null
    \endcode
*/

#include <qeager/detail/signal.h>

#include <QtCore/qpointer.h>

#include <type_traits>

namespace QEager {

//! What signal() returns. Copyable; each `co_await` waits for one more emission.
template <typename Sender, typename Member>
class [[nodiscard("signal() waits only where it is awaited: co_await it")]] Signal : public detail::NativeAwaitable
{
    using Traits = detail::SignalTraits<Member>;
    static_assert(
        std::is_base_of_v<QObject, Sender> && std::is_base_of_v<typename Traits::Object, Sender>,
        "signal() takes a QObject and a signal of its class or of a base class: this is a signal of another class.");

public:
    using value_type = typename Traits::Value;

    Signal() noexcept = default;
    Signal(Sender *sender, Member member) noexcept : m_sender(sender), m_member(member) {}
    detail::SignalAwaiter<Sender, Member> operator co_await() const
    {
        return detail::SignalAwaiter<Sender, Member>(m_sender.data(), m_member);
    }

private:
    QPointer<Sender> m_sender;
    Member m_member{};
};

/*! Waits until \a sender emits \a member next. Returns nothing, the argument, or a std::tuple of the arguments, by
    value.

    Choose an overloaded signal with `qOverload<…>(&X::sig)`. Const, inherited and private signals work as any other.

    The wait begins at the `co_await` and ends with the first emission. It always suspends, unless the sender is null or
    gone. The coroutine never resumes inside the emission: it is queued then, and runs from the event loop of its own
    thread. The sender may live on another thread; then the arguments cross as in a queued connection.

    **One emission** is heard. Nobody listens between that and the next `co_await`, so an emission meanwhile is missed,
    for example one later in the same event. If each one counts, use QObject::connect() before the first, let the slot
    append to a queue, and empty that queue before each wait:

    \code
    QQueue<Message> waiting;
    QObject context;                                               // disconnects when the coroutine ends
    QObject::connect(server, &Server::arrived, &context, [&](const Message &message) { waiting.enqueue(message); });
    for (;;) {
        while (waiting.isEmpty())
            co_await QEager::signal(server, &Server::arrived);
        handle(waiting.dequeue());
    }
    \endcode

    **The sender lives** until the coroutine has had its turn, that is, until it suspends next or ends. From the
    emission on, a deleteLater() of the sender waits for that, as it would for a slot (Qt::WA_DeleteOnClose, or a slot
    that deletes a finished reply). This holds while the coroutine runs an event loop, too, but not while it waits
    again. If the coroutine is cancelled or closed in between, its clean-up still finds the sender. QEager does not keep
    a sender on another thread, one that goes with its parent, or one that somebody deletes outright.

    Cancellation, and destroying the frame, disconnect at once.
    \throws Cancelled if the sender is null, or is destroyed first.
    \throws InvalidState if \a member is not a signal.
    \throws whatever copying the arguments throws.
*/
template <typename Sender, typename Member>
Signal<Sender, Member> signal(Sender *sender, Member member)
{
    return Signal<Sender, Member>(sender, member);
}

} // namespace QEager
