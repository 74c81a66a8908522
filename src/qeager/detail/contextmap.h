// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What a context is made of: an immutable map that contexts share until one of them sets a variable.
*/

#include <qeager/global.h>

#include <atomic>
#include <memory>
#include <utility>
#include <vector>

namespace QEager::detail {

//! Variables and values, by variable. Null stands for the empty one. Counted; copying a context is counting.
class QEAGER_EXPORT ContextMap
{
public:
    using Value = std::shared_ptr<const void>;

    void ref() noexcept { m_refs.fetch_add(1, std::memory_order_relaxed); }
    static void deref(ContextMap *map) noexcept;

    //! The value of \a variable in \a map, null if it has none.
    static const void *find(const ContextMap *map, quint64 variable) noexcept;
    static Value value(const ContextMap *map, quint64 variable);
    /*! \a map with \a value for \a variable (null: without it), which becomes the one that was there before. Takes the
        caller's reference and gives one. */
    static ContextMap *with(ContextMap *map, quint64 variable, Value &value);

private:
    // Memory order: taking is relaxed, because the taker has one. Dropping releases what was read here, and with()
    // acquires it before it changes a map that nobody else has: no reader is left that could see the change.
    std::atomic<int> m_refs{1};
    std::vector<std::pair<quint64, Value>> m_values; // by variable
};

//! Where a context is: of a start, of a task, of a Context, of the thread. What runs in it changes it in place.
class ContextSlot
{
public:
    ContextSlot() noexcept = default;
    ContextSlot(const ContextSlot &other) noexcept : m_map(other.m_map)
    {
        if (m_map) [[unlikely]]
            m_map->ref();
    }
    ContextSlot(ContextSlot &&other) noexcept : m_map(std::exchange(other.m_map, nullptr)) {}
    ContextSlot &operator=(ContextSlot other) noexcept
    {
        std::swap(m_map, other.m_map);
        return *this;
    }
    ~ContextSlot()
    {
        if (m_map) [[unlikely]]
            ContextMap::deref(m_map);
    }

    const void *find(quint64 variable) const noexcept { return ContextMap::find(m_map, variable); }
    ContextMap::Value value(quint64 variable) const { return ContextMap::value(m_map, variable); }
    //! The value before goes when this has the new one: its destructor is the user's, and may set variables.
    void set(quint64 variable, ContextMap::Value value) { m_map = ContextMap::with(m_map, variable, value); }

private:
    ContextMap *m_map = nullptr;
};

//! A context one can name. Counted.
struct QEAGER_EXPORT ContextBox
{
    ContextSlot slot;

    explicit ContextBox(ContextSlot content) noexcept : slot(std::move(content)) {}
    Q_DISABLE_COPY_MOVE(ContextBox)
    void ref() noexcept { m_refs.fetch_add(1, std::memory_order_relaxed); }
    void deref() noexcept;

private:
    ~ContextBox() = default;
    std::atomic<int> m_refs{1}; // memory order as in any shared pointer; the slot itself is its user's to synchronize
};

QEAGER_EXPORT quint64 nextVariable() noexcept;
[[noreturn]] QEAGER_EXPORT void throwWrongToken(const char *variable);

} // namespace QEager::detail
