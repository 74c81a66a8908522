// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "framestore_p.h"

#include <qeager/detail/threadstate.h>

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

constinit quintptr FramePool::s_closed[2] = {0, End};

// For the calling thread's pool, which is not told: its callers are shorter without.
void *FramePool::fresh(std::size_t size)
{
    FramePool &pool = threadState().pool;
    if (!pool.m_store || size > Largest)
        return ::operator new(size);
    return pool.m_store->take(listOf(size));
}

// The same.
void FramePool::full(void *memory, std::size_t size) noexcept
{
    FramePool &pool = threadState().pool;
    if (!pool.m_store) {
        Store::release(memory);
        return;
    }
    quintptr *&top = pool.m_tops[listOf(size)];
    pool.m_store->moveBack(listOf(size), top, Front / 2);
    *top++ = quintptr(memory);
}

void FramePool::open() noexcept
{
    if (QEAGER_SANITIZED)
        return;
    m_store = new (std::nothrow) Store;
    if (m_store) // or it keeps nothing
        m_tops = m_store->bottoms();
}

bool FramePool::trim() noexcept
{
    m_store->moveBackAll(m_tops);
    return m_store->trim();
}

std::size_t FramePool::free() const noexcept
{
    if (!m_store)
        return 0;
    std::size_t bytes = m_store->free();
    for (std::size_t i = 0; i < Classes; ++i)
        bytes += m_store->inFront(i, m_tops[i]) * sizeOf(i);
    return bytes;
}

int FramePool::slabs() noexcept { return FrameSlab::count(); }

void FramePool::close() noexcept
{
    if (!m_store)
        return;
    m_store->releaseFronts(m_tops);
    m_tops = closed();
    delete std::exchange(m_store, nullptr);
}

} // namespace QEager::detail
