// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/ownerlink.h>
#include <qeager/detail/port.h>
#include <qeager/detail/taskstate.h>

#include <utility>

namespace QEager::detail {

struct OwnerLink::Shared
{
    explicit Shared(Port *itsPort) noexcept : port(itsPort) { port->ref(); }
    Q_DISABLE_COPY_MOVE(Shared)
    ~Shared() { port->deref(); }

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

    Port *const port; // home
    // Home thread:
    TaskStateBase *task = nullptr; // null: it is on its way there, or listens no longer
    Death death = Death::None; // while it was on its way
};

//! That the owner has died on another thread.
class OwnerLink::Word final : public Parcel
{
public:
    explicit Word(std::shared_ptr<Shared> shared) noexcept : m_shared(std::move(shared)) {}
    void deliver() override { m_shared->ownerDied(Shared::Death::Elsewhere); }
    void discard() noexcept override {} // home has ended, and with it the task

private:
    std::shared_ptr<Shared> m_shared;
};

void OwnerLink::connect(QObject *object, TaskStateBase &task)
{
    cut();
    m_shared = std::make_shared<Shared>(task.port());
    if (task.isHome())
        m_shared->task = &task;
    // On the thread on which the object dies.
    m_connection = QObject::connect(object, &QObject::destroyed, [shared = m_shared] {
        if (shared->port->isCurrent())
            shared->ownerDied(Shared::Death::Here);
        else
            shared->port->send(new Word(shared));
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
