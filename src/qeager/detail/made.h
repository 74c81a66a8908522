// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    A place for an object that is made later.
*/

#include <QtCore/qglobal.h>

#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace QEager::detail {

//! An X that is made later, in its place; or a reference.
template <typename X>
class Made
{
public:
    Made() noexcept {}
    Q_DISABLE_COPY_MOVE(Made)
    ~Made() { clear(); }
    template <typename Make>
    X &&make(Make make)
    {
        ::new (static_cast<void *>(std::addressof(m_object))) X(make());
        m_isMade = true;
        return static_cast<X &&>(m_object);
    }
    X &get() noexcept { return m_object; }
    Q_NEVER_INLINE void clear() noexcept
    {
        if (std::exchange(m_isMade, false))
            std::destroy_at(std::addressof(m_object));
    }

private:
    union {
        X m_object;
    };
    bool m_isMade = false;
};

template <typename X>
    requires std::is_reference_v<X>
class Made<X>
{
public:
    template <typename Make>
    X &&make(Make make)
    {
        X &&made = make();
        m_object = std::addressof(made);
        return static_cast<X &&>(*m_object);
    }
    std::remove_reference_t<X> &get() noexcept { return *m_object; }
    void clear() noexcept {}

private:
    std::remove_reference_t<X> *m_object = nullptr;
};

} // namespace QEager::detail
