// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qglobal.h>

#include <atomic>
#include <cstddef>

namespace QEager::detail {

/*! Many blocks of one size in memory of their own, for bursts: a huge page, where the system has them. With small pages
    a fifth of the time of a million tasks goes into finding their memory.

    Its maker takes blocks from it on one thread; any thread may give one back. It goes with the last of them.
*/
class FrameSlab
{
public:
    static constexpr std::size_t Size = 2 << 20; //!< bytes, and its alignment

    //! Of blocks that are \a stride bytes apart, a multiple of 16. The maker holds it until it calls drop().
    static FrameSlab *make(std::size_t stride);
    //! The one that \a memory is from; null: it is from `operator new`.
    static FrameSlab *of(const void *memory) noexcept;
    static int count() noexcept; //!< that there are
    Q_DISABLE_COPY_MOVE(FrameSlab)

    //! Null when there is none left.
    void *take() noexcept;
    //! A block has come back for good, or the maker will take no more.
    void drop() noexcept;
    //! Most of it has come back.
    bool isSparse() const noexcept;

private:
    explicit FrameSlab(std::size_t stride) noexcept : m_stride(stride) {}
    ~FrameSlab() = default;

    const std::size_t m_stride;
    std::size_t m_taken = First; // bytes, from the beginning of this
    // Blocks, and one for its maker. Memory order: only the maker takes; a drop releases what was done with its block,
    // and the last one acquires all of that before the memory goes.
    std::atomic<int> m_held{1};
    static constexpr std::size_t First = 64;
};

} // namespace QEager::detail
