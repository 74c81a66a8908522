// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "frameslab_p.h"

#include <memory>
#include <mutex>
#include <new>
#include <unordered_set>
#include <utility>

#ifdef Q_OS_LINUX
#    include <sys/mman.h>
#endif

namespace QEager::detail {

namespace {

// Where there is one. Asked only for what goes back to the heap.
struct Registry
{
    std::mutex mutex;
    std::unordered_set<quintptr> slabs;
};

Registry &registry()
{
    static auto *const all = new Registry; // for good: blocks may come back while the program ends
    return *all;
}

std::atomic<int> s_count{0}; // a figure for tests: orders nothing

struct FreeSlab
{
    void operator()(void *memory) const noexcept { ::operator delete(memory, std::align_val_t(FrameSlab::Size)); }
};

} // namespace

FrameSlab *FrameSlab::make(std::size_t stride)
{
    static_assert(sizeof(FrameSlab) <= First);
    std::unique_ptr<void, FreeSlab> memory(::operator new(Size, std::align_val_t(Size)));
#ifdef Q_OS_LINUX
    madvise(memory.get(), Size, MADV_HUGEPAGE); // or else the pages are small
#endif
    const std::lock_guard lock(registry().mutex);
    registry().slabs.insert(quintptr(memory.get()));
    ++s_count;
    return ::new (memory.release()) FrameSlab(stride);
}

FrameSlab *FrameSlab::of(const void *memory) noexcept
{
    if (count() == 0)
        return nullptr;
    const quintptr begin = quintptr(memory) & ~(quintptr(Size) - 1);
    const std::lock_guard lock(registry().mutex);
    return registry().slabs.contains(begin) ? reinterpret_cast<FrameSlab *>(begin) : nullptr;
}

int FrameSlab::count() noexcept { return s_count.load(std::memory_order_relaxed); }

void *FrameSlab::take() noexcept
{
    if (m_taken + m_stride > Size)
        return nullptr;
    m_held.fetch_add(1, std::memory_order_relaxed);
    return reinterpret_cast<char *>(this) + std::exchange(m_taken, m_taken + m_stride);
}

void FrameSlab::drop() noexcept
{
    if (m_held.fetch_sub(1, std::memory_order_acq_rel) != 1)
        return;
    {
        const std::lock_guard lock(registry().mutex);
        registry().slabs.erase(quintptr(this));
        --s_count;
    }
    this->~FrameSlab();
    FreeSlab()(this);
}

bool FrameSlab::isSparse() const noexcept
{
    return m_held.load(std::memory_order_relaxed) < // a guess: nothing is done with the blocks because of it
           static_cast<int>(Size / m_stride / 2);
}

} // namespace QEager::detail
