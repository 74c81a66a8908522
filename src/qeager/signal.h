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

namespace QEager {

/*! What signal() returns. Copyable; each `co_await` waits for one further emission. */
template <typename Sender, typename Member>
class [[nodiscard("signal() waits only where it is awaited: co_await it")]] Signal : public detail::NativeAwaitable
{
public:
    using value_type = typename detail::SignalTraits<Member>::Value;

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
    by value; an overloaded signal is chosen with qOverload<…>(&X::sig).

    It begins to listen at the `co_await` and stops with the first emission. Always suspends, unless the sender is
    null or gone. The coroutine is not resumed inside the emission: it is queued then, and runs from the event loop of
    its own thread. A sender on another thread is fine (the arguments cross as in a queued connection).

    \throws Cancelled when the sender is null or is destroyed first.
    Cancellation, and destroying the frame, disconnect at once.
*/
template <typename Sender, typename Member>
Signal<Sender, Member> signal(Sender *sender, Member member)
{
    return Signal<Sender, Member>(sender, member);
}

} // namespace QEager
