// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/runtime.h>
#include <qeager/taskfactory.h>

namespace QEager {

TaskHandle TaskStart::run()
{
    if (m_task)
        throw InvalidState(QStringLiteral("A task factory may run its TaskStart only once: this is the second time."));
    m_task = start();
    return m_task;
}

TaskFactory postingTaskFactory()
{
    return [](TaskStart &start) { start.run(); };
}

TaskFactory makeEagerTaskFactory(TaskFactory custom)
{
    if (!custom)
        throw InvalidState(QStringLiteral("makeEagerTaskFactory() needs a function: use eagerTaskFactory() for none."));
    return [custom = std::move(custom)](TaskStart &start) {
        start.options.eagerStart = start.options.eagerStart.value_or(true);
        custom(start);
    };
}

TaskFactory eagerTaskFactory() { return makeEagerTaskFactory(postingTaskFactory()); }

TaskFactory taskFactory()
{
    const auto &own = detail::Runtime::current().factory();
    return own ? *own : postingTaskFactory();
}

void setTaskFactory(TaskFactory factory)
{
    using detail::Runtime;
    Runtime::current().setFactory(factory ? std::make_shared<const TaskFactory>(std::move(factory)) : nullptr);
}

void detail::callFactory(TaskStart &start)
{
    if (const auto own = Runtime::current().factory()) // which it may replace
        (*own)(start);
    else
        start.run();
    if (!start.task())
        throw InvalidState(QStringLiteral("The task factory of this thread refused to start a task%1.")
                               .arg(start.options.name.isEmpty() ? QString() : u' ' + start.options.name));
}

} // namespace QEager
