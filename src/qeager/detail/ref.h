// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Ref<T>: a reference to an object that counts itself with ref() and deref(); and two ways to count.
*/

#include <QtCore/qglobal.h>

#include <atomic>
#include <type_traits>
#include <utility>

namespace QEager::detail {

//! Base of what is counted on one thread only; the first reference is the maker's. \a T has a destructor that this can
//! call.
template <typename T>
class Counted
{
public:
    Counted() = default;
    Q_DISABLE_COPY_MOVE(Counted)
    void ref() noexcept { ++m_refs; }
    void deref() noexcept
    {
        if (--m_refs == 0)
            delete static_cast<T *>(this);
    }

protected:
    ~Counted() = default;

private:
    int m_refs = 1;
};

/*! Counts references that are mostly taken and dropped on one thread, their home: there it is an ordinary number.

    What is taken elsewhere is counted beside it, atomically. What is dropped elsewhere has to be sent home and dropped
    there, so that one thread alone can see the last one go. After its home has ended all are dropped elsewhere.

    Memory order: whoever takes one elsewhere has one, and every reference comes home under the lock of a Port. So home
    sees each that was taken before it drops what kept it, however relaxed the taking was. Once home has ended, which a
    thread learns under the same lock, m_here does not change any more; then the drops order each other, and the last
    one sees what all others did with the object (release by theirs, acquire by its own).
*/
class HomeCount
{
public:
    void addHere() noexcept { ++m_here; }
    void addElsewhere() noexcept { m_elsewhere.fetch_add(1, std::memory_order_relaxed); }
    //! True: this was the last.
    bool dropHere() noexcept { return --m_here + m_elsewhere.load(std::memory_order_acquire) == 0; }
    //! The same once home has ended.
    bool dropElsewhere() noexcept { return m_here + m_elsewhere.fetch_sub(1, std::memory_order_acq_rel) == 1; }
    //! Elsewhere, without memory to send it home. If it was the last, nobody knows: the memory is never given back.
    void dropUnheard() noexcept { m_elsewhere.fetch_sub(1, std::memory_order_release); }
    //! At home: there is more than one.
    bool isShared() const noexcept { return m_here + m_elsewhere.load(std::memory_order_acquire) > 1; }

private:
    int m_here = 1; // the maker's
    std::atomic<int> m_elsewhere{0};
};

template <typename T>
class Ref
{
public:
    Ref() noexcept = default;
    explicit Ref(T *object) noexcept : m_object(object)
    {
        if (m_object)
            m_object->ref();
    }
    Ref(const Ref &other) noexcept : Ref(other.m_object) {}
    Ref(Ref &&other) noexcept : m_object(std::exchange(other.m_object, nullptr)) {}
    template <typename U>
        requires std::is_convertible_v<U *, T *>
    Ref(const Ref<U> &other) noexcept : Ref(other.get())
    {
    }
    template <typename U>
        requires std::is_convertible_v<U *, T *>
    Ref(Ref<U> &&other) noexcept : m_object(other.release())
    {
    }
    Ref &operator=(Ref other) noexcept
    {
        std::swap(m_object, other.m_object);
        return *this;
    }
    ~Ref()
    {
        if (m_object)
            m_object->deref();
    }
    //! Takes over a reference already counted.
    static Ref adopt(T *object) noexcept
    {
        Ref ref;
        ref.m_object = object;
        return ref;
    }
    T *get() const noexcept { return m_object; }
    T *release() noexcept { return std::exchange(m_object, nullptr); }
    T *operator->() const noexcept { return m_object; }
    T &operator*() const noexcept { return *m_object; }
    explicit operator bool() const noexcept { return m_object != nullptr; }

private:
    T *m_object = nullptr;
};

} // namespace QEager::detail
