// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Intrusive doubly linked lists: members link and unlink themselves in O(1) and without allocating,
    which is what lets a destroyed frame leave every queue it stands in.
*/

#include <QtCore/qglobal.h>

#include <utility>

namespace QEager::detail {

//! Members of lists with this Tag may stand in a ShortList, too.
template <typename Tag>
inline constexpr bool InShortLists = false;

template <typename Tag>
class ListNode
{
public:
    ListNode() = default;
    Q_DISABLE_COPY_MOVE(ListNode)
    ~ListNode() { unlink(); }

    bool isLinked() const noexcept { return m_next != nullptr; }
    void unlink() noexcept
    {
        if (!m_next)
            return;
        if constexpr (InShortLists<Tag>) {
            if (isEnd(m_next) || isEnd(m_prev->m_next)) {
                unlinkFromShort();
                return;
            }
        }
        m_prev->m_next = m_next;
        m_next->m_prev = m_prev;
        m_next = m_prev = nullptr;
    }

private:
    template <typename T, typename>
    friend class List;
    template <typename T, typename>
    friend class ShortList;

    // What follows the last in a ShortList: where that is.
    static ListNode *endOf(ListNode *&list) noexcept { return reinterpret_cast<ListNode *>(quintptr(&list) | 1); }
    static bool isEnd(const ListNode *next) noexcept { return quintptr(next) & 1; }
    static ListNode *&listOf(ListNode *end) noexcept
    {
        return *reinterpret_cast<ListNode **>(quintptr(end) & ~quintptr(1));
    }
    //! The first's predecessor is the last.
    void unlinkFromShort() noexcept
    {
        if (m_prev == this) {
            listOf(m_next) = nullptr;
        } else if (isEnd(m_next)) {
            m_prev->m_next = m_next;
            listOf(m_next)->m_prev = m_prev;
        } else {
            listOf(m_prev->m_next) = m_next;
            m_next->m_prev = m_prev;
        }
        m_next = m_prev = nullptr;
    }

    ListNode *m_prev = nullptr;
    ListNode *m_next = nullptr;
};

//! A FIFO of T, each of which derives from ListNode<Tag>. Owns nothing.
template <typename T, typename Tag>
class List
{
public:
    using Node = ListNode<Tag>;

    List() noexcept { m_head.m_next = m_head.m_prev = &m_head; }
    Q_DISABLE_COPY_MOVE(List)
    ~List()
    {
        while (!isEmpty())
            m_head.m_next->unlink();
        m_head.m_next = m_head.m_prev = nullptr;
    }

    bool isEmpty() const noexcept { return m_head.m_next == &m_head; }
    T *first() const noexcept { return isEmpty() ? nullptr : static_cast<T *>(m_head.m_next); }
    T *after(T *item) const noexcept
    {
        Node *next = static_cast<Node *>(item)->m_next;
        return next == &m_head ? nullptr : static_cast<T *>(next);
    }
    T *last() const noexcept { return isEmpty() ? nullptr : static_cast<T *>(m_head.m_prev); }
    T *before(T *item) const noexcept
    {
        Node *previous = static_cast<Node *>(item)->m_prev;
        return previous == &m_head ? nullptr : static_cast<T *>(previous);
    }
    void append(T *item) noexcept { insert(item, &m_head); }
    void prepend(T *item) noexcept { insert(item, m_head.m_next); }
    //! Null: as the first.
    void insertAfter(T *previous, T *item) noexcept
    {
        insert(item, previous ? static_cast<Node *>(previous)->m_next : m_head.m_next);
    }
    //! Behind its own, whatever \a other has.
    void takeAll(List &other) noexcept
    {
        while (T *const item = other.takeFirst())
            append(item);
    }
    T *takeFirst() noexcept { return isEmpty() ? nullptr : &shift(); }
    //! takeFirst() of one that is not empty.
    T &shift() noexcept
    {
        Node *const node = m_head.m_next;
        m_head.m_next = node->m_next;
        m_head.m_next->m_prev = &m_head;
        node->m_next = node->m_prev = nullptr;
        return *static_cast<T *>(node);
    }

private:
    static void insert(Node *node, Node *next) noexcept
    {
        Q_ASSERT(!node->isLinked());
        node->m_prev = next->m_prev;
        node->m_next = next;
        next->m_prev->m_next = node;
        next->m_prev = node;
    }

    Node m_head;
};

//! A List that takes one word, for what there are many of.
template <typename T, typename Tag>
class ShortList
{
    static_assert(InShortLists<Tag>);

public:
    using Node = ListNode<Tag>;

    ShortList() noexcept = default;
    Q_DISABLE_COPY_MOVE(ShortList)
    ~ShortList()
    {
        while (m_first)
            m_first->unlink();
    }

    void append(T *item) noexcept
    {
        Node *const node = item;
        Q_ASSERT(!node->isLinked());
        if (m_first) {
            Node *const last = std::exchange(m_first->m_prev, node);
            last->m_next = node;
            node->m_prev = last;
        } else {
            m_first = node->m_prev = node;
        }
        node->m_next = Node::endOf(m_first);
    }
    T *takeFirst() noexcept
    {
        Node *const node = m_first;
        if (node)
            node->unlink();
        return static_cast<T *>(node);
    }

private:
    Node *m_first = nullptr;
};

} // namespace QEager::detail
