// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Per-thread free blocks for coroutine frames and task objects.

    A block may be freed on another thread than it came from: it then joins that thread's. What was freed last is taken
    first, from a small stack of addresses, the front of its size class: a chain of coroutines that await each other
    takes and frees one block after the other, and the next one's address must not wait for a word in the one before.
    What the front does not hold is in a list. A list keeps 2 MiB. What a burst leaves beyond that goes back to the heap
    once the thread is quiet, a little at a time, from its event loop; without an event loop it goes at once. As many as
    a list keeps are ordinary `operator new` blocks; the further ones of a burst are from slabs of 2 MiB. Under a
    sanitizer nothing is kept, so that use after free is still seen.
*/

#include <qeager/global.h>

#include <array>
#include <cstddef>
#include <new>

namespace QEager::detail {

class FrameSlab;

class FramePool
{
public:
    static constexpr std::size_t Step = 16; //!< bytes between two size classes
    static constexpr std::size_t Header = 8; //!< bytes of malloc() before a block: with them it is a whole Step
    static constexpr std::size_t Largest = 1016; //!< bytes; larger blocks are never kept
    static constexpr std::size_t Kept = 2 << 20; //!< bytes kept per size class, in the long run
    static constexpr std::size_t Trimmed = 4 << 20; //!< bytes that one trim() gives back at most
    static constexpr std::size_t Front = 126; //!< blocks; with both ends a front has 1 KiB

    constexpr FramePool() = default;
    Q_DISABLE_COPY_MOVE(FramePool)

    void *allocate(std::size_t size)
    {
        if (size > Largest) [[unlikely]]
            return rarelyFresh(size);
        quintptr *&top = m_tops[listOf(size)];
        const quintptr block = top[-1];
        if (!block) [[unlikely]]
            return rarelyFresh(sizeOf(listOf(size)));
        --top;
        return reinterpret_cast<void *>(block);
    }

    void deallocate(void *memory, std::size_t size) noexcept
    {
        if (size > Largest) [[unlikely]] {
            ::operator delete(memory);
            return;
        }
        quintptr *&top = m_tops[listOf(size)];
        if (*top == End) [[unlikely]] {
            full(memory, size);
            return;
        }
        *top++ = quintptr(memory);
    }

    //! Gives back some of what a burst has left. True when that was all.
    QEAGER_EXPORT bool trim() noexcept;
    //! Bytes that are free here.
    QEAGER_EXPORT std::size_t free() const noexcept;
    //! How many there are, of all threads.
    QEAGER_EXPORT static int slabs() noexcept;

    //! From here on it keeps what comes back. The library decides how much, not the flags of the code that includes
    //! this.
    QEAGER_EXPORT void open() noexcept;
    //! Frees what it has, and keeps nothing more.
    QEAGER_EXPORT void close() noexcept;

private:
    static constexpr std::size_t Classes = (Largest + Header) / Step;
    static constexpr quintptr End = 1; //!< at the upper end of a front of addresses; at the lower one is 0
    //! A front without room for anything.
    QEAGER_EXPORT static quintptr s_closed[2];
    using Tops = std::array<quintptr *, Classes>; //!< one past the last of each front
    static constexpr Tops closed()
    {
        Tops tops{};
        tops.fill(&s_closed[1]);
        return tops;
    }
    //! There is no room: half of the front goes to the list.
    QEAGER_EXPORT static void full(void *memory, std::size_t size) noexcept; // of this thread
    static constexpr std::size_t listOf(std::size_t size) { return (size + Header - 1) / Step; }
    static constexpr std::size_t sizeOf(std::size_t list) { return (list + 1) * Step - Header; }
    //! Not inline: GCC 12 takes the new of a large frame and the promise's delete for mismatched, in the user's code.
    QEAGER_EXPORT static void *fresh(std::size_t size);
    QEAGER_RARELY static void *rarelyFresh(std::size_t size) { return fresh(size); }

    class Store; // what is behind the fronts

    Tops m_tops = closed();
    Store *m_store = nullptr; // while it is open
};

} // namespace QEager::detail
