// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What a coroutine ends with without being told.
*/

#include <qeager/detail/activation.h>
#include <qeager/detail/promise.h>
#include <qeager/detail/taskbound.h>

#include <QtCore/qpointer.h>

#include <cstddef>
#include <memory>

namespace QEager::detail {

class ScopeState;

//! The object that a coroutine is a member function of, if that is a QObject, and the object's scope, if it has one.
//! Made with the coroutine.
class QEAGER_EXPORT NaturalOwner
{
public:
    //! Both null: of an object that has gone already.
    NaturalOwner(const QObject *object, ScopeState *scope);
    Q_DISABLE_COPY_MOVE(NaturalOwner)
    static void *operator new(std::size_t size) { return threadState().pool.allocate(size); }
    static void operator delete(void *memory, std::size_t size) noexcept
    {
        threadState().pool.deallocate(memory, size);
    }

    //! The object has gone: no line of the coroutine may run.
    bool isLost() const noexcept;
    //! The scope, if there is one, is the calling thread's.
    bool isHere() const noexcept { return !m_scope || m_thread == &threadState(); }
    //! Valid as long as this lives.
    void addTo(StartOptions &options) const noexcept;

private:
    QPointer<QObject> m_object;
    std::shared_ptr<ScopeState *> m_scope; // what it points to, is null when the scope has gone
    const ThreadState *m_thread = nullptr; // where it is looked at
    bool m_isObject;
};

/*! The task in which this is entered ends with \a owner, in place of the one it had from its start, unless that was
    named. For a root that runs a coroutine which somebody else made: the owner of that one is what counts. */
class QEAGER_EXPORT AdoptedOwner final : public TaskBound
{
public:
    explicit AdoptedOwner(PromiseOwner owner);

private:
    void bound() override;
    PromiseOwner m_owner;
};

//! The running task does nothing but await \a asked: that one's owner, if it has or had any, is the one that counts.
QEAGER_EXPORT void leaveOwnerTo(TaskStateBase &asked);

//! What detachFromOwner() gives to await. It is ready.
class QEAGER_EXPORT OwnerDetacher : public NativeAwaitable
{
public:
    bool await_ready() const;
    void await_suspend(std::coroutine_handle<>) const noexcept {}
    void await_resume() const noexcept {}
};

} // namespace QEager::detail
