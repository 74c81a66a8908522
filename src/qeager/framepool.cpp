// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/framepool.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#    define QEAGER_SANITIZED 1
#elif defined(__has_feature)
#    if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#        define QEAGER_SANITIZED 1
#    endif
#endif
#ifndef QEAGER_SANITIZED
#    define QEAGER_SANITIZED 0
#endif

namespace QEager::detail {

void *FramePool::fresh(std::size_t size) { return ::operator new(size); }

void FramePool::open() noexcept
{
    if (QEAGER_SANITIZED)
        return;
    for (std::size_t i = 0; i < m_lists.size(); ++i)
        m_lists[i].room = static_cast<std::ptrdiff_t>(Kept / ((i + 1) * Step));
}

void FramePool::close() noexcept
{
    for (FreeList &list : m_lists) {
        while (Block *block = list.first) {
            list.first = block->next;
            ::operator delete(block);
        }
        list.room = 0;
    }
}

} // namespace QEager::detail
