// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Awaiting a Qt signal, and a QTimer.

    \code
    const QString text = co_await QEager::signal(edit, &QLineEdit::textChanged);
    const auto [code, status] = co_await QEager::signal(process, &QProcess::finished);
    co_await timer;                                                // a QTimer *, until it fires
    \endcode
*/

#include <qeager/detail/signal.h>

#include <QtCore/qpointer.h>

#include <type_traits>

namespace QEager {

/*! What signal() returns. Copyable; each `co_await` waits for one further emission. */
template <typename Sender, typename Member>
class [[nodiscard("signal() waits only where it is awaited: co_await it")]] Signal : public detail::NativeAwaitable
{
    using Traits = detail::SignalTraits<Member>;
    static_assert(
        std::is_base_of_v<QObject, Sender> && std::is_base_of_v<typename Traits::Object, Sender>,
        "signal() takes a QObject and a signal of its class or of a base class: this is a signal of another.");

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

/*! Suspends until \a sender emits \a member next. Gives nothing, the argument, or a std::tuple of the arguments,
    by value; an overloaded signal is chosen with qOverload<…>(&X::sig). Const, inherited and private signals are
    signals as any other.

    It begins to listen at the `co_await` and stops with the first emission. Always suspends, unless the sender is
    null or gone. The coroutine is not resumed inside the emission: it is queued then, and runs from the event loop of
    its own thread. A sender on another thread is fine (the arguments cross as in a queued connection).

    **It hears one emission.** Nobody listens between that and the next `co_await`: what is emitted meanwhile, later in
    the same event for instance, is missed. Where each counts, listen with QObject::connect() before the first, have the
    slot append to a queue, and empty that queue before each wait:

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

    **The sender lives** until the coroutine suspends next, or ends: a deleteLater() of the sender
    (Qt::WA_DeleteOnClose, a slot that deletes a finished reply) waits from the emission on, as it does for a slot, also
    while the coroutine runs an event loop. It does not while it waits again. Cancelled or closed in between, the
    coroutine still has it in its clean-up. Not kept are a sender on another thread, one that goes with its parent, and
    one that somebody deletes.

    \throws Cancelled when the sender is null or is destroyed first; InvalidState when \a member is no signal;
    what copying the arguments throws.
    Cancellation, and destroying the frame, disconnect at once.
*/
template <typename Sender, typename Member>
Signal<Sender, Member> signal(Sender *sender, Member member)
{
    return Signal<Sender, Member>(sender, member);
}

} // namespace QEager
