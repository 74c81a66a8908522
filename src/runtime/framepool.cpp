// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "frameslab_p.h"

#include <qeager/detail/framepool.h>
#include <qeager/detail/runtime.h>

#include <new>
#include <tuple>
#include <utility>

#if QEAGER_ADDRESS_SANITIZED || defined(__SANITIZE_THREAD__)
#    define QEAGER_SANITIZED 1
#elif defined(__has_feature)
#    if __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#        define QEAGER_SANITIZED 1
#    endif
#endif
#ifndef QEAGER_SANITIZED
#    define QEAGER_SANITIZED 0
#endif

namespace QEager::detail {

struct FramePool::Fresh
{
    struct List
    {
        std::ptrdiff_t blocks = 0; // as far as this thread knows
        FrameSlab *slab = nullptr; // that the next ones are from
    };
    std::array<List, std::tuple_size_v<Lists>> lists;
};

// For the calling thread's pool, which is not told: its callers are shorter without.
void *FramePool::fresh(std::size_t size)
{
    Fresh *const all = threadState().pool.m_fresh;
    if (!all || size > Largest)
        return ::operator new(size);
    Fresh::List &list = all->lists[listOf(size)];
    void *const memory = list.blocks < capacity(listOf(size)) ? ::operator new(size) : fromSlab(list.slab, size);
    ++list.blocks; // unless that threw
    return memory;
}

void *FramePool::fromSlab(FrameSlab *&slab, std::size_t size)
{
    if (slab) {
        if (void *const memory = slab->take())
            return memory;
        std::exchange(slab, nullptr)->drop();
    }
    slab = FrameSlab::make(size + Header);
    return slab->take();
}

void FramePool::release(void *memory) noexcept
{
    if (FrameSlab *const slab = FrameSlab::of(memory))
        slab->drop();
    else
        ::operator delete(memory);
}

void FramePool::leaveSlabs() noexcept
{
    for (Fresh::List &list : m_fresh->lists) {
        if (list.slab)
            std::exchange(list.slab, nullptr)->drop();
    }
}

constinit FramePool::Block FramePool::s_closed{nullptr, 0};

void FramePool::open() noexcept
{
    if (QEAGER_SANITIZED)
        return;
    m_fresh = new (std::nothrow) Fresh;
    if (!m_fresh) // then it stays closed, and keeps nothing
        return;
    static std::array<Block, std::tuple_size_v<Lists>> s_ends = [] {
        std::array<Block, std::tuple_size_v<Lists>> ends;
        for (std::size_t i = 0; i < ends.size(); ++i)
            ends[i] = Block{nullptr, capacity(i)};
        return ends;
    }();
    for (std::size_t i = 0; i < m_lists.size(); ++i)
        m_lists[i] = &s_ends[i];
}

// For the calling thread's pool, as fresh().
void FramePool::full(void *memory, std::size_t size) noexcept
{
    Block *&first = threadState().pool.m_lists[listOf(size)];
    if (first == &s_closed || !Runtime::current().trimLater()) {
        release(memory);
        return;
    }
    first = new (memory) Block{first, Beyond};
}

bool FramePool::trim() noexcept
{
    std::size_t left = Trimmed;
    for (std::size_t i = 0; i < m_lists.size(); ++i) {
        const std::size_t size = sizeOf(i);
        for (Block *&first = m_lists[i]; isBeyond(*first); left -= size) {
            if (left < size)
                return false;
            release(std::exchange(first, first->next));
        }
    }
    leaveSlabs();
    for (std::size_t i = 0; i < m_lists.size(); ++i)
        m_fresh->lists[i].blocks = thinOut(i);
    return true;
}

// Gives back what holds a slab of which nearly all has come back. Gives how many are left.
std::ptrdiff_t FramePool::thinOut(std::size_t list) noexcept
{
    Block *&first = m_lists[list];
    Block *kept = nullptr;
    while (FrameSlab::count() > 0 && first->next) {
        Block *const block = std::exchange(first, first->next);
        FrameSlab *const slab = FrameSlab::of(block);
        if (slab && slab->isSparse())
            slab->drop();
        else
            kept = new (block) Block{kept, 0};
    }
    while (kept) {
        Block *const block = std::exchange(kept, kept->next);
        first = new (block) Block{first, first->room - 1};
    }
    return capacity(list) - first->room;
}

std::size_t FramePool::free() const noexcept
{
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < m_lists.size(); ++i) {
        const std::ptrdiff_t room = m_lists[i]->room;
        const std::ptrdiff_t blocks = capacity(i) + (isBeyond(*m_lists[i]) ? Beyond - room + 1 : -room);
        if (m_lists[i] != &s_closed)
            bytes += static_cast<std::size_t>(blocks) * sizeOf(i);
    }
    return bytes;
}

int FramePool::slabs() noexcept { return FrameSlab::count(); }

void FramePool::close() noexcept
{
    for (Block *&first : m_lists) {
        while (Block *const next = first->next)
            release(std::exchange(first, next));
    }
    m_lists = closed();
    if (m_fresh)
        leaveSlabs();
    delete std::exchange(m_fresh, nullptr);
}

} // namespace QEager::detail
