// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Context variables: values that belong to a chain of starts, not to a thread (Python's contextvars).

    \code
    QEager::ContextVar<QString> user("user");

    user.set(u"ada"_s);
    auto saved = QEager::eager(save(document));   // sees "ada" until it ends, whatever is set here meanwhile
    user.set(u"bob"_s);
    \endcode

    Every start runs in a copy of the starter's context, made in constant time: what the coroutine sets, it sees after
    every suspension, and its starter never does. `co_await coro` runs in the awaiting task's own context. A then()
    callback runs in the context in which it was given. A start while no variable is set costs nothing.
*/

#include <qeager/detail/contextmap.h>
#include <qeager/detail/ref.h>
#include <qeager/detail/threadstate.h>

#include <concepts>
#include <memory>
#include <type_traits>
#include <utility>

namespace QEager {

namespace detail {
struct ContextAccess;
}

/*! A context one can keep, give to a start (TaskOptions::context) and run functions in (contextvars.Context).

    Copies refer to the same context; copy() gives another with the same values. What runs in it may set its variables.
    May be kept on any thread; what runs in it must be on one thread at a time.
*/
class Context
{
public:
    //! A new, empty one: every variable has its default.
    Context() : Context(detail::ContextSlot()) {}
    Context(const Context &) = default;
    Context(Context &&) noexcept = default;
    Context &operator=(const Context &) = default;
    Context &operator=(Context &&) noexcept = default;
    QEAGER_EXPORT ~Context(); // out of line: at -O3 GCC 12 takes one in an optional for uninitialized, and warns

    //! A copy of the context that is running, in constant time (contextvars.copy_context()).
    static Context current() { return Context(detail::currentContext()); }
    Context copy() const { return Context(m_box->slot); }

    /*! Calls \a function in this context and returns what it returns; what it sets stays here. The thread's context is
        afterwards what it was, exceptions included. Python: Context.run(). */
    template <std::invocable F>
    decltype(auto) run(F &&function) const
    {
        const detail::ContextScope scope(m_box->slot);
        return std::forward<F>(function)();
    }

    friend bool operator==(const Context &a, const Context &b) noexcept { return a.m_box.get() == b.m_box.get(); }

private:
    friend detail::ContextAccess;
    template <typename>
    friend class ContextVar;
    explicit Context(detail::ContextSlot slot)
        : m_box(detail::Ref<detail::ContextBox>::adopt(new detail::ContextBox(std::move(slot))))
    {
    }
    detail::Ref<detail::ContextBox> m_box;
};

/*! A variable with a value in each context that set it, else its default (contextvars.ContextVar).

    Make it once, with static lifetime, and share it; it is its own identity, so it can not be copied. All threads may
    use it. \a T is copied out.
*/
template <typename T>
class ContextVar
{
public:
    //! What set() returns: puts the value back that was there before, once.
    class Token
    {
    public:
        Token(Token &&other) noexcept = default;
        Token &operator=(Token &&other) noexcept = default;

    private:
        friend ContextVar;
        Token(quint64 variable, detail::ContextMap::Value before) : m_variable(variable), m_before(std::move(before)) {}
        quint64 m_variable;
        detail::ContextMap::Value m_before;
        mutable bool m_used = false;
    };

    explicit ContextVar(const char *name, T defaultValue = {})
        : m_id(detail::nextVariable()), m_name(name), m_default(std::move(defaultValue))
    {
    }
    Q_DISABLE_COPY_MOVE(ContextVar)

    const char *name() const noexcept { return m_name; }

    //! The value in the running context. Any thread.
    T value() const { return lookUp(detail::currentContext()); }
    //! The value in \a context, which need not run.
    T value(const Context &context) const { return lookUp(context.m_box.get()->slot); }
    //! Sets it in the running context: of the coroutine that runs, else of the thread.
    Token set(T value)
    {
        detail::ContextSlot &context = detail::ownContext();
        Token token(m_id, context.value(m_id));
        context.set(m_id, std::make_shared<const T>(std::move(value)));
        return token;
    }
    //! As it was before the set() that gave \a token. \throws InvalidState for another variable's or a used one.
    void reset(const Token &token)
    {
        if (token.m_variable != m_id || std::exchange(token.m_used, true))
            detail::throwWrongToken(m_name);
        detail::ownContext().set(m_id, token.m_before);
    }

private:
    T lookUp(const detail::ContextSlot &context) const
    {
        if constexpr (std::is_trivially_copyable_v<T>) {
            const void *const found = context.find(m_id);
            return found ? *static_cast<const T *>(found) : m_default;
        } else {
            const detail::ContextMap::Value found = context.value(m_id); // kept while it is copied
            return found ? *static_cast<const T *>(found.get()) : m_default;
        }
    }

    const quint64 m_id;
    const char *m_name;
    const T m_default;
};

} // namespace QEager

#include <qeager/detail/context.h>
