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

    Every start runs in a copy of the starter's context, which is made in constant time. What the coroutine sets, it
    finds again after every suspension; its starter never sees it. `co_await coro` runs in the context of the awaiting
    task itself. A then() callback runs in the context in which it was given. As long as no variable is set, a context
    costs a start nothing.
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

/*! A context that you can keep, give to a start (TaskOptions::context) and run functions in (contextvars.Context).

    Copies refer to the same context; copy() makes another one with the same values. What runs in a context may set its
    variables. You may keep a context on any thread, but whatever runs in it must be on one thread at a time.
*/
class Context
{
public:
    //! Makes a new, empty context, in which every variable has its default.
    Context() : Context(detail::ContextSlot()) {}
    Context(const Context &) = default;
    Context(Context &&) noexcept = default;
    Context &operator=(const Context &) = default;
    Context &operator=(Context &&) noexcept = default;
    QEAGER_EXPORT ~Context(); // out of line: at -O3 GCC 12 takes one in an optional for uninitialized, and warns

    //! Returns a copy of the running context, in constant time (contextvars.copy_context()).
    static Context current() { return Context(detail::currentContext()); }
    Context copy() const { return Context(m_box->slot); }

    //! Calls \a function in this context, and returns what it returns. What it sets remains in this context. Afterwards
    //! the thread has the context that it had before, also after an exception. Python: Context.run().
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

/*! A variable that has a value in each context that set it, and its default in any other (contextvars.ContextVar).

    Make it once, with static lifetime, and share it. The object itself is the identity of the variable, so it cannot be
    copied. All threads may use it. Reading it copies the \a T.
*/
template <typename T>
class ContextVar
{
public:
    //! What set() returns. Give it to reset(), once, to restore the value from before.
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

    //! Returns the value in the running context. Any thread.
    T value() const { return lookUp(detail::currentContext()); }
    //! Returns the value in \a context, which need not be running.
    T value(const Context &context) const { return lookUp(context.m_box.get()->slot); }
    //! Sets the value in the running context: that of the running coroutine, or, outside any coroutine, that of the
    //! thread.
    Token set(T value)
    {
        detail::ContextSlot &context = detail::ownContext();
        Token token(m_id, context.value(m_id));
        context.set(m_id, std::make_shared<const T>(std::move(value)));
        return token;
    }
    //! Restores the value from before the set() that returned \a token. \throws InvalidState if the token is another
    //! variable's or was used before.
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
