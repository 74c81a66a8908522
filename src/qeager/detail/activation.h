// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The activation record of a start or resume: one object on the C++ stack.

    An eager start is nothing but this. Its Task is made by materialize(), at the first of "it suspends"
    and "someone asks who it is".
*/

#include <qeager/detail/threadstate.h>

#include <coroutine>

QT_BEGIN_NAMESPACE
class QString;
QT_END_NAMESPACE

namespace QEager::detail {

class TaskStateBase;

struct Activation
{
    using MakeTask = TaskStateBase *(*)(std::coroutine_handle<> root);

    Activation *parent = nullptr;  //!< what runs below on this stack
    TaskStateBase *task = nullptr; //!< null: not needed so far; else owned by its home thread until it is done
    //! Tasks started from here whose parent() is known by this record only, linked through the tasks.
    TaskStateBase *children = nullptr;
    std::coroutine_handle<> root{};
    MakeTask makeTask = nullptr;
    const QString *name = nullptr; //!< given at the start, or null
};

//! The running coroutine's task, made now if there is none.
QEAGER_EXPORT TaskStateBase &materialize(Activation &activation);
//! Children whose starter ended without ever having been a task have no parent.
QEAGER_EXPORT void orphanChildren(Activation &activation) noexcept;

/*! Runs \a root on this stack until it ends or suspends; true when it has ended.

    Nothing escapes: a promise of ours keeps what its body throws.
*/
inline bool runInline(ThreadState &state, std::coroutine_handle<> root, Activation &activation)
{
    activation.parent = state.current;
    activation.root = root;
    state.current = &activation;
    drive(state, root);
    state.current = activation.parent;
    if (activation.children) [[unlikely]]
        orphanChildren(activation);
    return root.done();
}

} // namespace QEager::detail
