// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Machinery of <qeager/dbus.h>.
*/

#include <qeager/detail/signal.h>

#include <QtDBus/qdbusmessage.h>
#include <QtDBus/qdbuspendingcall.h>
#include <QtDBus/qdbuspendingreply.h>

#include <memory>
#include <type_traits>
#include <utility>

namespace QEager::detail {

//! Waits for a call by a watcher of its own.
class PendingCallWaiter : public SignalWaiter
{
public:
    Awaited waitsFor() const noexcept override { return {"D-Bus"}; }

protected:
    explicit PendingCallWaiter(const QDBusPendingCall &call)
        : PendingCallWaiter(call.isFinished() ? nullptr : std::make_unique<QDBusPendingCallWatcher>(call))
    {
    }
    ~PendingCallWaiter() override { giveUpIfWaiting(); }
    bool connectTo(QObject *listener) override
    {
        return bool(QObject::connect(m_watcher.get(), &QDBusPendingCallWatcher::finished, listener, [this, listener] {
            if (accepts(listener))
                emitted();
        }));
    }

private:
    explicit PendingCallWaiter(std::unique_ptr<QDBusPendingCallWatcher> watcher) noexcept
        : SignalWaiter(watcher.get()), m_watcher(std::move(watcher))
    {
    }

    std::unique_ptr<QDBusPendingCallWatcher> m_watcher; // none: there is nothing to wait for
};

//! What a \a Call gives: itself if it knows the types of its answer, otherwise that.
template <typename Call>
class PendingCallAwaiter final : public PendingCallWaiter
{
    static constexpr bool IsTyped = !std::is_same_v<Call, QDBusPendingCall>;

public:
    explicit PendingCallAwaiter(const Call &call) : PendingCallWaiter(call), m_call(call) {}
    std::conditional_t<IsTyped, Call, QDBusMessage> await_resume()
    {
        throwIfInterrupted();
        if constexpr (IsTyped)
            return m_call;
        else
            return m_call.reply();
    }

private:
    Call m_call;
};

template <typename Call>
class [[nodiscard("this waits only where it is awaited: co_await it")]] AwaitableCall : public NativeAwaitable
{
public:
    using value_type = decltype(std::declval<PendingCallAwaiter<Call> &>().await_resume());

    explicit AwaitableCall(const Call &call) : m_call(call) {}
    PendingCallAwaiter<Call> operator co_await() const { return PendingCallAwaiter<Call>(m_call); }

private:
    Call m_call;
};

template <>
struct AwaitAdapter<QDBusPendingCall>
{
    static AwaitableCall<QDBusPendingCall> adapt(const QDBusPendingCall &call)
    {
        return AwaitableCall<QDBusPendingCall>(call);
    }
};

template <typename... Types>
struct AwaitAdapter<QDBusPendingReply<Types...>>
{
    static AwaitableCall<QDBusPendingReply<Types...>> adapt(const QDBusPendingReply<Types...> &reply)
    {
        return AwaitableCall<QDBusPendingReply<Types...>>(reply);
    }
};

} // namespace QEager::detail
