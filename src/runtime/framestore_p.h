// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What is behind the fronts of a FramePool: lists of free blocks, what was taken from the heap, and the slabs.
*/

#include "frameslab_p.h"

#include <qeager/detail/framepool.h>

#include <array>
#include <cstddef>
#include <limits>

namespace QEager::detail {

class FramePool::Store
{
public:
    Store() noexcept;
    Q_DISABLE_COPY_MOVE(Store)
    ~Store();

    //! Takes a block of \a list, a new one if there is none.
    void *take(std::size_t list);
    //! Moves the \a count that were freed first from the front to the list.
    void moveBack(std::size_t list, quintptr *&top, std::size_t count) noexcept;
    void moveBackAll(Tops &tops) noexcept;
    std::size_t inFront(std::size_t list, quintptr *top) const noexcept { return std::size_t(top - bottom(list)); }
    //! Frees what is in the fronts.
    void releaseFronts(Tops &tops) noexcept;
    //! Gives back some of what a burst has left. True when that was all.
    bool trim() noexcept;
    std::size_t free() const noexcept; //!< bytes, without the fronts
    //! Of each front, when it is empty.
    Tops bottoms() noexcept;

    static void release(void *memory) noexcept;

private:
    //! A free one. It knows how many more are to follow it.
    struct Block
    {
        Block *next;
        std::ptrdiff_t room; //!< from Beyond downwards in those that trim() is to give back
    };
    static constexpr std::ptrdiff_t Beyond = std::numeric_limits<std::ptrdiff_t>::max() / 2;
    static constexpr bool isBeyond(const Block &block) { return block.room > Beyond / 2; }
    static constexpr std::ptrdiff_t capacity(std::size_t list)
    {
        return static_cast<std::ptrdiff_t>(Kept / sizeOf(list));
    }
    struct List
    {
        Block *first; // its end is `end`
        Block end;
        std::ptrdiff_t blocks = 0; // new ones, as far as this thread knows
        FrameSlab *slab = nullptr; // that the next ones are from
    };

    const quintptr *bottom(std::size_t list) const noexcept { return &m_fronts[list][1]; }
    void *fresh(std::size_t list);
    static void *fromSlab(FrameSlab *&slab, std::size_t size);
    void keep(List &list, void *memory) noexcept;
    void leaveSlabs() noexcept;
    std::ptrdiff_t thinOut(List &list) noexcept;

    std::array<List, Classes> m_lists;
    std::array<std::array<quintptr, Front + 2>, Classes> m_fronts;
};

} // namespace QEager::detail
