// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/framepool.h>
#include <qeager/detail/runtime.h>

#include <limits>
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
            ends[i] = Block{nullptr, capacity(i)};
        return ends;
    }();
    for (std::size_t i = 0; i < m_lists.size(); ++i)
        m_lists[i] = &s_ends[i];
}

void FramePool::full(void *memory, std::size_t size) noexcept
{
    Block *&first = m_lists[(size - 1) / Step];
    if (first == &s_closed || !Runtime::current().trimLater()) {
        ::operator delete(memory);
        return;
    }
    m_leastRoom = std::numeric_limits<std::ptrdiff_t>::min();
    first = new (memory) Block{first, first->room - 1};
}

bool FramePool::trim() noexcept
{
    std::size_t left = Trimmed;
    for (std::size_t i = 0; i < m_lists.size(); ++i) {
        const std::size_t size = (i + 1) * Step;
        for (Block *&first = m_lists[i]; first->room < 0; left -= size) {
            if (left < size)
                return false;
            ::operator delete(std::exchange(first, first->next));
        }
    }
    m_leastRoom = 0;
    return true;
}

std::size_t FramePool::free() const noexcept
{
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < m_lists.size(); ++i) {
        if (m_lists[i]->next)
            bytes += static_cast<std::size_t>(capacity(i) - m_lists[i]->room) * (i + 1) * Step;
    }
    return bytes;
}

void FramePool::close() noexcept
{
    for (Block *&first : m_lists) {
        while (Block *const next = first->next)
            ::operator delete(std::exchange(first, next));
    }
    m_lists = closed();
    m_leastRoom = 0;
}

} // namespace QEager::detail
