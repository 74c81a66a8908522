// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Result<T>: nothing yet, a value, an exception, or already taken. Lives in the promise while a
    coroutine runs and moves from there to whoever keeps the outcome.

    What it does rarely is done in the library, for all types: a program has many of them, and would have a copy for
    each.
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

enum class ResultState : quint8 { Empty, Value, Error, Taken };

//! What the library has to know of a type, to move values of it about.
struct StoredType
{
    void (*move)(void *to, void *from); //!< makes one of the other; it may throw
    void (*destroy)(void *value) noexcept; //!< null: there is nothing to do
};

template <typename Value>
struct StoredTypeOf
{
    static void move(void *to, void *from) { ::new (to) Value(std::move(*static_cast<Value *>(from))); }
    static void destroy(void *value) noexcept { std::destroy_at(static_cast<Value *>(value)); }
    static constexpr StoredType type{&move, std::is_trivially_destructible_v<Value> ? nullptr : &destroy};
};

// What there is of a Result: a value or an exception_ptr in the same place, and which of them.
//! Instead of what there was.
QEAGER_EXPORT void keepError(void *storage, ResultState &state, const StoredType &type,
                             std::exception_ptr error) noexcept;
//! The same, of what is being caught.
QEAGER_EXPORT void keepCurrentException(void *storage, ResultState &state, const StoredType &type) noexcept;
//! Instead of what there was. A move constructor that throws makes it an error: nothing is lost.
QEAGER_EXPORT void moveResult(void *storage, ResultState &state, void *from, ResultState fromState,
                              const StoredType &type) noexcept;
//! What there was is destroyed: its destructor, which is the user's, finds nothing left.
QEAGER_EXPORT void clearResult(void *storage, ResultState &state, const StoredType &type) noexcept;
QEAGER_EXPORT void destroyError(void *storage) noexcept;

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
    using State = ResultState;

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
                setCurrentException();
            }
        }
    }
    void setError(std::exception_ptr error) noexcept { keepError(storage(), m_state, type(), std::move(error)); }
    //! What is being caught.
    void setCurrentException() noexcept { keepCurrentException(storage(), m_state, type()); }
    //! Takes over what the other one holds. A move constructor that throws makes this an error: nothing is lost.
    void moveFrom(Result &other) noexcept { moveResult(storage(), m_state, other.storage(), other.m_state, type()); }

    //! What the library is told of it.
    void *storage() noexcept { return std::addressof(m_value); }
    ResultState &stateOfStorage() noexcept { return m_state; }
    static constexpr const StoredType &type() noexcept { return StoredTypeOf<Value>::type; }

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
            destroyError(storage());
        else if (!std::is_trivially_destructible_v<Value> && state == State::Value)
            std::destroy_at(std::addressof(m_value));
    }

    union {
        Value m_value;
        std::exception_ptr m_error;
    };
    State m_state = State::Empty;
};

} // namespace QEager::detail
