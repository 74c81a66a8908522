// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/activation.h>
#include <qeager/detail/owner.h>
#include <qeager/detail/taskowner.h>
#include <qeager/detail/taskstate.h>

#include <QtCore/qpointer.h>

namespace QEager::detail {

TaskOwner *TaskStateBase::knownOwner() const noexcept
{
    TaskExtras *const extras = m_extras.get();
    return extras ? &extras->owner : nullptr;
}

void TaskOwner::connectTo(QObject *object)
{
    if (!m_link.isTo(object))
        m_link.connect(object, task());
}

void TaskOwner::apply(const StartOptions &options)
{
    m_isNamed = !options.isNatural;
    m_hadOne = true;
    if (!options.owner)
        return;
    if (QObject *const object = *options.owner)
        connectTo(object);
    else
        task().closeAtNextAwait();
}

void TaskOwner::joinScopeOf(const StartOptions &options)
{
    if (task().isDone() || (m_member.isIn() && !m_member.isNatural))
        return;
    if (ScopeState *const scope = *options.scope)
        join(scope, true, 0);
    else
        task().closeAtNextAwait();
}

void TaskOwner::join(ScopeState *scope, bool isNatural, quint64 place)
{
    if (task().isDone())
        return;
    if (scope->closed) {
        task().close();
        return;
    }
    m_hadOne = true;
    m_member.isNatural = isNatural;
    if (m_member.isIn() && m_member.scope == scope)
        return;
    m_member.leave();
    m_member.scope = scope;
    m_member.place = place ? place : ++scope->lastPlace;
    scope->members.append(&m_member);
    scope->asked.add(&m_member);
}

void TaskOwner::joinStarted(TaskStateBase &task, ScopeState *scope, quint64 place)
{
    try {
        task.owner().joinScope(scope, place);
    } catch (...) {
        task.close();
        throw;
    }
}

void TaskOwner::adopt(const NaturalOwner &owner)
{
    if (m_isNamed)
        return;
    StartOptions options;
    owner.addTo(options);
    if (m_member.isNatural && (!options.scope || *options.scope != m_member.scope))
        m_member.leave();
    if (!options.owner)
        m_link.cut();
    apply(options);
    if (options.scope)
        joinScopeOf(options);
}

void TaskOwner::leaveTo(const TaskOwner &asked)
{
    if (!m_isNamed && asked.m_hadOne)
        leave();
}

void TaskOwner::leave()
{
    m_link.cut();
    if (m_member.isNatural)
        m_member.leave();
}

void TaskOwner::release()
{
    m_member.leave();
    m_link.cut();
}

} // namespace QEager::detail
