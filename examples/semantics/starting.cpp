// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The programs of rules 1 to 4.

#include "semantics.h"

#include <QtCore/qhash.h>

#include <stdexcept>

// [names]
using namespace QEager;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
// [names]

namespace {

// [rule1]
ValueTask<> child(const char *name)
{
    say(name, "begins");
    co_await yieldNow();
    say(name, "ends");
}

Coro<> parent()
{
    say("parent begins");
    auto a = child("a");
    auto b = child("b");
    say("parent waits");
    co_await std::move(a);
    co_await std::move(b);
    say("parent ends");
}
// [rule1]

// [rule2]
ValueTask<int> ageOf(QHash<QString, int> ages, QString name)
{
    if (!ages.contains(name))
        throw std::out_of_range("nobody has this name");
    co_return ages.value(name);
}
// [rule2]

// [rule3]
ValueTask<int> measure()
{
    co_await sleep(1ms);
    co_return 21;
}
// [rule3]

// [rule4]
Coro<> save()
{
    const TaskHandle me = currentTask();
    say(me.name(), "was started by", me.parent().name());
    co_await yieldNow();
    say("it is the same task afterwards:", currentTask() == me);
}

Coro<> open()
{
    auto saving = eager(save(), {.name = u"save"_s});
    say("living tasks:", allTasks().size());
    co_await std::move(saving);
}
// [rule4]

} // namespace

void rule1()
{
    // [rule1use]
    auto task = eager(parent());
    say("the caller goes on");
    runUntilReady(task);
    // [rule1use]
}

void rule2()
{
    // [rule2use]
    const QHash<QString, int> ages{{u"Ada"_s, 36}};
    const Statistics before = Statistics::current();
    const auto ada = ageOf(ages, u"Ada"_s);
    const auto bob = ageOf(ages, u"Bob"_s); // does not throw here
    const Statistics used = Statistics::current() - before;

    say("ready:", ada.isReady(), bob.isReady());
    say("tasks:", used.tasksCreated, "events:", used.eventsPosted, "finished:", used.eagerFinished);
    say("Ada is", ada.result());
    try {
        say("Bob is", bob.result());
    } catch (const std::out_of_range &e) {
        say("Bob:", e.what());
    }
    // [rule2use]
}

void rule3()
{
    // [rule3use]
    ValueTask<int> measured = measure();
    say("ready:", measured.isReady(), "- a task:", measured.isTask());
    runUntilReady(measured);

    auto twice = eager([&]() -> Coro<int> {
        const int value = co_await measured; // has ended, so this does not suspend
        co_return 2 * value;
    });
    say("ready:", twice.isReady(), "- a task:", twice.isTask(), "- value:", twice.result());
    // [rule3use]
}

void rule4()
{
    // [rule4use]
    auto task = eager(open(), {.name = u"open"_s});
    say("no task here:", currentTask().isNull());
    runUntilReady(task);
    // [rule4use]
}
