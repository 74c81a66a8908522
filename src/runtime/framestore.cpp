// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "framestore_p.h"

#include <qeager/detail/runtime.h>

#include <algorithm>
#include <utility>

namespace QEager::detail {

FramePool::Store::Store() noexcept
{
    for (std::size_t i = 0; i < Classes; ++i) {
        List &list = m_lists[i];
        list.end = Block{nullptr, capacity(i)};
        list.first = &list.end;
        m_fronts[i].front() = 0;
        m_fronts[i].back() = End;
        std::fill_n(m_fronts[i].begin() + 1, Front, 0); // anything but End
    }
}

FramePool::Store::~Store()
{
    for (List &list : m_lists) {
        while (Block *const next = list.first->next)
            release(std::exchange(list.first, next));
    }
    leaveSlabs();
}

FramePool::Tops FramePool::Store::bottoms() noexcept
{
    Tops tops;
    for (std::size_t i = 0; i < Classes; ++i)
        tops[i] = &m_fronts[i][1];
    return tops;
}

void *FramePool::Store::take(std::size_t which)
{
    List &list = m_lists[which];
    if (!list.first->next)
        return fresh(which);
    // One at a time: what a burst has left is cold, and to go through more of it here would only wait for memory.
    return std::exchange(list.first, list.first->next);
}

void *FramePool::Store::fresh(std::size_t which)
{
    List &list = m_lists[which];
    const std::size_t size = sizeOf(which);
    void *const memory = list.blocks < capacity(which) ? ::operator new(size) : fromSlab(list.slab, size);
    ++list.blocks; // unless that threw
    return memory;
}

void *FramePool::Store::fromSlab(FrameSlab *&slab, std::size_t size)
{
    if (slab) {
        if (void *const memory = slab->take())
            return memory;
        std::exchange(slab, nullptr)->drop();
    }
    slab = FrameSlab::make(size + Header);
    return slab->take();
}

void FramePool::Store::release(void *memory) noexcept
{
    if (FrameSlab *const slab = FrameSlab::of(memory))
        slab->drop();
    else
        ::operator delete(memory);
}

void FramePool::Store::keep(List &list, void *memory) noexcept
{
    const std::ptrdiff_t room = list.first->room - 1;
    if (room >= 0)
        list.first = new (memory) Block{list.first, room};
    else if (Runtime::current().trimLater())
        list.first = new (memory) Block{list.first, Beyond};
    else
        release(memory);
}

void FramePool::Store::moveBack(std::size_t which, quintptr *&top, std::size_t count) noexcept
{
    quintptr *const first = &m_fronts[which][1];
    std::for_each(first, first + count, [&](quintptr block) { keep(m_lists[which], reinterpret_cast<void *>(block)); });
    top = std::move(first + count, top, first);
}

void FramePool::Store::moveBackAll(Tops &tops) noexcept
{
    for (std::size_t i = 0; i < Classes; ++i)
        moveBack(i, tops[i], inFront(i, tops[i]));
}

void FramePool::Store::releaseFronts(Tops &tops) noexcept
{
    for (std::size_t i = 0; i < Classes; ++i) {
        while (tops[i] != bottom(i))
            release(reinterpret_cast<void *>(*--tops[i]));
    }
}

void FramePool::Store::leaveSlabs() noexcept
{
    for (List &list : m_lists) {
        if (list.slab)
            std::exchange(list.slab, nullptr)->drop();
    }
}

bool FramePool::Store::trim() noexcept
{
    std::size_t left = Trimmed;
    for (std::size_t i = 0; i < Classes; ++i) {
        const std::size_t size = sizeOf(i);
        for (Block *&first = m_lists[i].first; isBeyond(*first); left -= size) {
            if (left < size)
                return false;
            release(std::exchange(first, first->next));
        }
    }
    leaveSlabs();
    for (List &list : m_lists)
        list.blocks = thinOut(list);
    return true;
}

// Gives back what holds a slab of which nearly all has come back. Gives how many are left.
std::ptrdiff_t FramePool::Store::thinOut(List &list) noexcept
{
    Block *&first = list.first;
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
    return list.end.room - first->room;
}

std::size_t FramePool::Store::free() const noexcept
{
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < Classes; ++i) {
        const std::ptrdiff_t room = m_lists[i].first->room;
        const std::ptrdiff_t blocks = capacity(i) + (isBeyond(*m_lists[i].first) ? Beyond - room + 1 : -room);
        bytes += static_cast<std::size_t>(blocks) * sizeOf(i);
    }
    return bytes;
}

} // namespace QEager::detail
