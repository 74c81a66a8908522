// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/ownerlink.h>
#include <qeager/detail/port.h>
#include <qeager/detail/taskstate.h>

#include <utility>

namespace QEager::detail {

//! The parcel with the word of a death on another thread, too: there may be no memory for one then.
struct OwnerLink::Shared final : Parcel
{
    explicit Shared(Port *itsPort) noexcept : port(itsPort) { port->ref(); }
    ~Shared() override { port->deref(); }

    enum class Death { None, Here, Elsewhere };

    //! Home thread.
    void ownerDied(Death where)
    {
        if (!task)
            death = where;
        else if (where == Death::Here)
            task->close();
        else
            task->cancel(QStringLiteral("The owner of %1, on another thread, was destroyed.").arg(task->name()));
    }
    void deliver() override { ownerDied(Death::Elsewhere); }
    void discard() noexcept override {} // home has ended, and with it the task
    void gone() noexcept override
    {
        const std::shared_ptr<Shared> last = std::move(sent);
        Q_UNUSED(last)
    }

    Port *const port; // home
    std::shared_ptr<Shared> sent; // itself, while it is on its way
    // Home thread:
    TaskStateBase *task = nullptr; // null: it is on its way there, or listens no longer
    Death death = Death::None; // while it was on its way
};

void OwnerLink::connect(QObject *object, TaskStateBase &task)
{
    cut();
    m_shared = std::make_shared<Shared>(task.port());
    if (task.isHome())
        m_shared->task = &task;
    // On the thread on which the object dies.
    m_connection = QObject::connect(object, &QObject::destroyed, [shared = m_shared] {
        if (shared->port->isCurrent()) {
            shared->ownerDied(Shared::Death::Here);
            return;
        }
        shared->sent = shared;
        shared->port->send(shared.get());
    });
    m_object = object;
}

void OwnerLink::arrive(TaskStateBase &task)
{
    if (!m_shared)
        return;
    const std::shared_ptr<Shared> shared = m_shared; // the task may end
    shared->task = &task;
    if (shared->death != Shared::Death::None)
        shared->ownerDied(shared->death);
}

void OwnerLink::cut() noexcept
{
    if (!m_shared)
        return;
    if (m_shared->task) // or this may be another thread, because home ended before the task came there
        m_shared->task = nullptr;
    m_shared.reset();
    QObject::disconnect(std::exchange(m_connection, {}));
    m_object = nullptr;
}

} // namespace QEager::detail
