// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "world_p.h"

#include <qeager/detail/runtime.h>
#include <qeager/eager.h>
#include <qeager/errors.h>
#include <qeager/sleep.h>
#include <qeager/startpolicy.h>
#include <qeager/taskfactory.h>
#include <qeager/test.h>

#include <chrono>

namespace Stress {

namespace {

World *s_world = nullptr;
QtMessageHandler s_handler = nullptr;

// Tasks have the numbers of their bodies, and those of the library names of its own.
void report(const QString &name, const std::exception_ptr &error)
{
    bool isNumber = false;
    name.toInt(&isNumber);
    if (s_world)
        s_world->report(isNumber ? name.toStdString() : "?", describe(error));
}

QEager::TaskFactory factoryOf(const Program &program)
{
    switch (program.factory) {
    case Program::Factory::Posting:
        return {}; // the default
    case Program::Factory::Eager:
        return QEager::eagerTaskFactory();
    case Program::Factory::Orphaning:
        break;
    }
    return QEager::makeEagerTaskFactory([](QEager::TaskStart &start) {
        start.options.owner = nullptr;
        start.run();
    });
}

void handle(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    const bool isExpected = qstrcmp(context.category, "qeager") == 0 && text.contains(QStringLiteral(" never began: "));
    if (isExpected)
        return;
    if (s_world && type != QtDebugMsg)
        s_world->word("message: " + text.toStdString());
    else
        s_handler(type, context, text);
}

} // namespace

struct Surroundings::Private
{
    QEager::UnhandledExceptionHandler handler = QEager::setUnhandledExceptionHandler(&report);
    QEager::ChaosScope undisturbed{std::nullopt};
    QEager::StartPolicyScope wholeDrains{QEager::StartPolicy{.drainBudget = std::chrono::hours(1)}};
    QEager::Test::VirtualTime time{QEager::Test::VirtualTime::Flow::WhenTold};

    //! As long as nobody waits for something outside: virtual time would wait for that.
    void pass(const World &world, int milliseconds)
    {
        for (; milliseconds > 0 && world.externals().empty(); --milliseconds)
            time.advance(std::chrono::milliseconds(1));
    }
    //! Lets happen what only time and the outside can bring about.
    void finish(World &world)
    {
        for (;;) {
            runUntilQuiet();
            if (!world.externals().empty())
                world.complete();
            else if (QEager::detail::Runtime::current().timers().firstDeadline())
                pass(world, 1);
            else
                return;
        }
    }
};

// A first sleep, after which the runtime watches the event loop: until then the end of a batch that a nested loop
// interrupts would count as ready, and no loop inside a task would ever be quiet.
Surroundings::Surroundings() : d(new Private)
{
    s_handler = qInstallMessageHandler(&handle);
    const auto first = QEager::eager([]() -> QEager::Coro<> { co_await QEager::sleep(std::chrono::milliseconds(1)); });
    d->time.advance(std::chrono::milliseconds(1));
    Q_ASSERT(first.isReady());
}

Surroundings::~Surroundings()
{
    External::waitForThreads();
    qInstallMessageHandler(s_handler);
    QEager::setUnhandledExceptionHandler(d->handler);
    delete d;
}

Trace Surroundings::run(const Program &program)
{
    QEager::StartPolicy policy = QEager::startPolicy();
    policy.maxDepth = program.maxDepth;
    const QEager::StartPolicyScope depth(policy);
    QEager::setTaskFactory(factoryOf(program));
    World world(program);
    s_world = &world;
    for (const Step &step : program.script) {
        if (step.op == Op::Complete)
            world.complete();
        else if (step.op == Op::Pass)
            d->pass(world, step.number);
        else
            world.act(step);
        runUntilQuiet();
    }
    d->finish(world);
    while (world.cancelAll())
        d->finish(world);
    Trace trace = world.end();
    QEager::setTaskFactory({});
    s_world = nullptr;
    return trace;
}

} // namespace Stress
