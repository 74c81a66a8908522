// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Awaiting a QNetworkReply, in code that has not included <qeager/network.h>, too: so this does without Qt Network
    until it is used.
*/

#include <qeager/detail/statewaiter.h>

#include <type_traits>

QT_BEGIN_NAMESPACE
class QNetworkReply;
QT_END_NAMESPACE

namespace QEager::detail {

//! \a R, complete or not, is a QNetworkReply.
template <typename R>
concept Reply = std::is_same_v<R, QNetworkReply> || std::is_convertible_v<R *, QNetworkReply *>;

//! Null is not waited for, and given back, as QCoro does.
template <typename R>
class ReplyWaiter final : public StateWaiter
{
public:
    ReplyWaiter(R *reply, bool isNull) noexcept : StateWaiter(reply), m_reply(reply), m_isNull(isNull) {}
    Awaited waitsFor() const noexcept override { return {"reply"}; }
    R *await_resume()
    {
        throwIfInterrupted();
        if (!m_isNull)
            finish();
        return m_reply;
    }

protected:
    bool isThere() override { return m_reply->isFinished(); }
    bool connectTo(QObject *listener) override { return hear(listener, m_reply, &R::finished); }

private:
    R *m_reply;
    bool m_isNull;
};

//! Copyable; each `co_await` waits until the reply has finished. It does not keep the reply.
template <typename R>
class [[nodiscard("this waits only where it is awaited: co_await it")]] AwaitableReply : public NativeAwaitable
{
public:
    using value_type = R *;

    AwaitableReply() noexcept = default;
    explicit AwaitableReply(R *reply) noexcept : m_reply(reply), m_isNull(!reply) {}
    ReplyWaiter<R> operator co_await() const { return ReplyWaiter<R>(m_reply.data(), m_isNull); }

private:
    QPointer<R> m_reply;
    bool m_isNull = true;
};

template <typename R>
    requires Reply<R>
struct AwaitAdapter<R *>
{
    static AwaitableReply<R> adapt(R *reply) { return AwaitableReply<R>(reply); }
};

} // namespace QEager::detail
