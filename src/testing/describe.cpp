// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/runtime.h>
#include <qeager/detail/waiter.h>

#include "turns_p.h"

#include <QtCore/qstringlist.h>

#include <algorithm>
#include <vector>

namespace QEager::detail {

namespace {

constexpr std::size_t Levels = 8; // of tasks that wait for each other
constexpr qsizetype Named = 5;    // of several

//! A task, the one that it awaits, and so on.
using Chain = std::vector<const TaskStateBase *>;

Chain chainOf(const TaskStateBase &task)
{
    Chain chain{&task};
    while (chain.size() < Levels) {
        const Waiter *const waiter = chain.back()->waiter();
        const TaskStateBase *const next = waiter ? waiter->waitsFor().task : nullptr;
        if (!next)
            break;
        chain.push_back(next);
    }
    return chain;
}

QString doing(const TaskStateBase &task)
{
    if (task.isDone())
        return QStringLiteral("has ended");
    if (!task.hasBegun())
        return QStringLiteral("has not begun");
    if (task.isRunning())
        return QStringLiteral("is running");
    const Waiter *const waiter = task.waiter();
    if (!waiter)
        return QStringLiteral("is ready to go on");
    const Awaited awaited = waiter->waitsFor();
    if (awaited.taskElsewhere)
        return QStringLiteral("waits for a task on another thread");
    if (awaited.task)
        return QStringLiteral("waits for '%1'").arg(awaited.task->name());
    return QStringLiteral("waits for ") + QLatin1StringView(awaited.what);
}

bool isStartedBy(Ref<TaskStateBase> task, const TaskStateBase &starter)
{
    while (task) {
        task = task->parent();
        if (task.get() == &starter)
            return true;
    }
    return false;
}

QString list(QStringList tasks)
{
    if (tasks.size() > Named) {
        const qsizetype others = tasks.size() - Named;
        tasks.resize(Named);
        tasks.append(QStringLiteral("and %1 more").arg(others));
    }
    return tasks.join(QStringLiteral(", "));
}

} // namespace

QString whatItDoes(const TaskHandle &handle)
{
    const TaskStateBase &task = TaskAccess::state(handle, "run()");
    const Chain chain = chainOf(task);
    QStringList links;
    for (const TaskStateBase *const link : chain)
        links.append(doing(*link));
    QStringList others;
    for (const Ref<TaskStateBase> &other : Runtime::current().tasks()) {
        if (std::find(chain.begin(), chain.end(), other.get()) == chain.end() && isStartedBy(other, task))
            others.append(QStringLiteral("'%1', which %2").arg(other->name(), doing(*other)));
    }
    QString text = QStringLiteral("it %1.").arg(links.join(QStringLiteral(", which ")));
    if (!others.isEmpty())
        text += QStringLiteral(" It has started %1.").arg(list(others));
    return text;
}

QString whatAllDo()
{
    QStringList all;
    for (const Ref<TaskStateBase> &task : Runtime::current().tasks())
        all.append(QStringLiteral("'%1' %2").arg(task->name(), doing(*task)));
    return (all.isEmpty() ? QStringLiteral("events come again and again") : list(all)) + u'.';
}

} // namespace QEager::detail
