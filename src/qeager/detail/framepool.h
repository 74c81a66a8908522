// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Per-thread free lists for coroutine frames and task objects.

    A block may be freed on another thread than it came from: it then joins that thread's list. A list keeps 2 MiB. What
    a burst leaves beyond that goes back to the heap once the thread is quiet, a little at a time, from its event loop;
    without an event loop it goes at once. As many as a list keeps are ordinary `operator new` blocks; the further ones
    of a burst are from slabs of 2 MiB. Under a sanitizer nothing is kept, so that use after free is still seen.
*/

#include <qeager/global.h>

#include <array>
#include <cstddef>
#include <limits>
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

    constexpr FramePool() = default;
    Q_DISABLE_COPY_MOVE(FramePool)

    void *allocate(std::size_t size)
    {
        if (size > Largest) [[unlikely]]
            return rarelyFresh(size);
        Block *&first = m_lists[listOf(size)];
        Block *const block = first;
        Block *const next = block->next;
        if (!next) [[unlikely]]
            return rarelyFresh(sizeOf(listOf(size)));
        first = next;
        return block;
    }

    void deallocate(void *memory, std::size_t size) noexcept
    {
        if (size > Largest) [[unlikely]] {
            ::operator delete(memory);
            return;
        }
        Block *&first = m_lists[listOf(size)];
        const std::ptrdiff_t room = first->room - 1;
        if (room < 0) [[unlikely]] {
            full(memory, size);
            return;
        }
        first = new (memory) Block{first, room};
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
    //! A free one. It knows how many more are to follow it, so that nothing is counted when one is taken.
    struct Block
    {
        Block *next;
        std::ptrdiff_t room; //!< from Beyond downwards in those that trim() is to give back
    };
    static constexpr std::ptrdiff_t Beyond = std::numeric_limits<std::ptrdiff_t>::max() / 2;
    static constexpr bool isBeyond(const Block &block) { return block.room > Beyond / 2; }
    using Lists = std::array<Block *, (Largest + Header) / Step>;
    //! What stands at the end of each list: nothing, and no room for anything.
    QEAGER_EXPORT static Block s_closed;
    //! There is no room: frees it, or begins what is beyond.
    QEAGER_EXPORT static void full(void *memory, std::size_t size) noexcept; // of this thread
    static constexpr std::size_t listOf(std::size_t size) { return (size + Header - 1) / Step; }
    static constexpr std::size_t sizeOf(std::size_t list) { return (list + 1) * Step - Header; }
    static constexpr std::ptrdiff_t capacity(std::size_t list)
    {
        return static_cast<std::ptrdiff_t>(Kept / sizeOf(list));
    }
    static constexpr Lists closed()
    {
        Lists lists{};
        lists.fill(&s_closed);
        return lists;
    }
    //! Not inline: GCC 12 takes the new of a large frame and the promise's delete for mismatched, in the user's code.
    QEAGER_EXPORT static void *fresh(std::size_t size);
    QEAGER_RARELY static void *rarelyFresh(std::size_t size) { return fresh(size); }
    static void *fromSlab(FrameSlab *&slab, std::size_t size);
    static void release(void *memory) noexcept;
    void leaveSlabs() noexcept;
    std::ptrdiff_t thinOut(std::size_t list) noexcept;

    struct Fresh; // what was taken from the heap

    Lists m_lists = closed();
    Fresh *m_fresh = nullptr; // while it is open
};

} // namespace QEager::detail
