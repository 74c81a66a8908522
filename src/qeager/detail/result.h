// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Result<T>: nothing yet, a value, an exception, or already taken. Lives in the promise while a
    coroutine runs and moves from there to whoever keeps the outcome.
*/

#include <qeager/global.h>

#include <exception>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace QEager::detail {

//! Throws \a error, which is null then.
[[noreturn]] QEAGER_EXPORT void rethrowTaken(std::exception_ptr &error);
//! Throws \a error. Out of line, so that whoever may have to does not keep place and registers for a copy of it.
[[noreturn]] QEAGER_EXPORT void rethrow(const std::exception_ptr &error);

struct Void
{
};

template <typename T> // nothing is removed from a result that is not refused
using Stored = std::conditional_t<std::is_void_v<T>, Void, std::remove_cvref_t<T>>;

//! Says of a T that is no result why; its size is asked where one is named.
template <typename T>
struct CheckedResult
{
    static_assert(!std::is_reference_v<T>,
                  "The result of a coroutine of QEager is a value, and T a plain type: instead of T & return a T * or "
                  "a std::reference_wrapper<T>.");
    static_assert(std::is_reference_v<T> || (!std::is_const_v<T> && !std::is_volatile_v<T>),
                  "The result of a coroutine of QEager is a value, and T a plain type: instead of const T return a T.");
    static_assert(!std::is_array_v<T> && !std::is_function_v<T>,
                  "The result of a coroutine of QEager is a value, and T a plain type: not an array, nor a function.");
};

//! Told when somebody is given a result. Specialized for what is to be reported when nobody ever is (in outcome.h).
template <typename T>
struct Delivery
{
    static void given(const T &) noexcept {}
};

template <typename T>
class Result
{
    using Value = Stored<T>;

public:
    enum class State : quint8 { Empty, Value, Error, Taken };

    Result() noexcept {}
    Result(const Result &) = delete;
    Result &operator=(const Result &) = delete;
    ~Result() { destroy(m_state); }

    State state() const noexcept { return m_state; }
    bool hasValue() const noexcept { return m_state == State::Value; }
    bool hasError() const noexcept { return m_state == State::Error; }

    template <typename... Args>
    void emplace(Args &&...args)
    {
        clear();
        construct(std::forward<Args>(args)...);
    }
    //! emplace() for one that is known to be empty.
    template <typename... Args>
    void construct(Args &&...args)
    {
        ::new (static_cast<void *>(std::addressof(m_value))) Value(std::forward<Args>(args)...);
        m_state = State::Value;
    }
    //! emplace() of an empty one. A constructor that throws makes it an error: nothing is lost, and nothing thrown.
    template <typename... Args>
    void capture(Args &&...args) noexcept
    {
        if constexpr (std::is_nothrow_constructible_v<Value, Args...>) {
            construct(std::forward<Args>(args)...);
        } else {
            try {
                construct(std::forward<Args>(args)...);
            } catch (...) {
                setError(std::current_exception());
            }
        }
    }
    Q_NEVER_INLINE void setError(std::exception_ptr error) noexcept
    {
        clear();
        ::new (static_cast<void *>(std::addressof(m_error))) std::exception_ptr(std::move(error));
        m_state = State::Error;
    }
    //! Takes over what the other one holds. A move constructor that throws makes this an error: nothing is lost.
    Q_NEVER_INLINE void moveFrom(Result &other) noexcept
    {
        if (other.m_state == State::Value) {
            clear();
            capture(std::move(other.m_value));
        } else if (other.m_state == State::Error) {
            setError(std::move(other.m_error));
        } else {
            clear();
            m_state = other.m_state;
        }
    }

    Value &value() noexcept { return m_value; }
    const Value &value() const noexcept { return m_value; }
    const std::exception_ptr &error() const noexcept { return m_error; }
    std::exception_ptr takeError() noexcept { return std::move(m_error); }

    //! The value, moved out, or throws the error. Call only with one of them there.
    T take()
    {
        if (m_state == State::Error) [[unlikely]]
            rethrow(m_error);
        if constexpr (!std::is_void_v<T>)
            return std::move(m_value);
    }
    //! The same for the last who asks: an error is moved out, too.
    T takeOut()
    {
        if (m_state == State::Error) [[unlikely]]
            rethrowTaken(m_error);
        if constexpr (!std::is_void_v<T>)
            return std::move(m_value);
    }
    //! Instead of the destructor, where an error has been moved out.
    void destroyValue() noexcept
    {
        if constexpr (!std::is_trivially_destructible_v<Value>) {
            if (m_state == State::Value)
                std::destroy_at(std::addressof(m_value));
        }
    }
    //! It is empty before the destructor of what it held, which is the user's, is called.
    void clear() noexcept { destroy(std::exchange(m_state, State::Empty)); }
    void setTaken() noexcept
    {
        clear();
        m_state = State::Taken;
    }

private:
    void destroy(State state) noexcept
    {
        if (state == State::Error) [[unlikely]]
            destroyError();
        else if (!std::is_trivially_destructible_v<Value> && state == State::Value)
            std::destroy_at(std::addressof(m_value));
    }
    QEAGER_RARELY void destroyError() noexcept { std::destroy_at(std::addressof(m_error)); }

    union {
        Value m_value;
        std::exception_ptr m_error;
    };
    State m_state = State::Empty;
};

} // namespace QEager::detail
