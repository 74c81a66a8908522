// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/framepool.h>

#include <tuple>
#include <utility>

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

constinit FramePool::Block FramePool::s_closed{nullptr, 0};

void FramePool::open() noexcept
{
    if (QEAGER_SANITIZED)
        return;
    static std::array<Block, std::tuple_size_v<Lists>> s_ends = [] {
        std::array<Block, std::tuple_size_v<Lists>> ends;
        for (std::size_t i = 0; i < ends.size(); ++i)
            ends[i] = Block{nullptr, static_cast<std::ptrdiff_t>(Kept / ((i + 1) * Step))};
        return ends;
    }();
    for (std::size_t i = 0; i < m_lists.size(); ++i)
        m_lists[i] = &s_ends[i];
}

void FramePool::close() noexcept
{
    for (Block *&first : m_lists) {
        while (Block *const next = first->next)
            ::operator delete(std::exchange(first, next));
    }
    m_lists = closed();
}

} // namespace QEager::detail
