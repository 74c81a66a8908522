// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Intrusive doubly linked lists: members link and unlink themselves in O(1) and without allocating,
    which is what lets a destroyed frame leave every queue it stands in.
*/

#include <QtCore/qglobal.h>

namespace QEager::detail {

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
        m_prev->m_next = m_next;
        m_next->m_prev = m_prev;
        m_next = m_prev = nullptr;
    }

private:
    template <typename T, typename>
    friend class List;
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
    void append(T *item) noexcept
    {
        Node *node = item;
        node->m_prev = m_head.m_prev;
        node->m_next = &m_head;
        m_head.m_prev->m_next = node;
        m_head.m_prev = node;
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
    Node m_head;
};

} // namespace QEager::detail
