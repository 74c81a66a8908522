// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The programs of rules 5, 6, 12 and 13.

#include "semantics.h"

using namespace QEager;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// [rule5]
Coro<> listen(QObject *form, const char *name)
{
    co_await signal(form, &QObject::objectNameChanged);
    say(name, "heard it");
    co_await yieldNow();
    say(name, "has yielded");
}
// [rule5]

// [rule6]
ContextVar<QString> user("user", u"nobody"_s);

Coro<> signIn()
{
    user.set(u"Ada"_s);
    co_return;
}

Coro<> request()
{
    say("request begins as", user.value());
    co_await signIn(); // shares the context of this task
    co_await yieldNow();
    say("request goes on as", user.value());
}
// [rule6]

// [rule12]
ValueTask<> level(int number)
{
    say("level", number, "begins");
    if (number < 3)
        level(number + 1);
    say("level", number, "ends");
    co_return;
}
// [rule12]

// [rule13]
ValueTask<int> load()
{
    co_await sleep(1ms);
    co_return 2;
}
// [rule13]

} // namespace

void rule5()
{
    // [rule5use]
    QObject form;
    auto a = eager(listen(&form, "a"));
    auto b = eager(listen(&form, "b"));
    form.setObjectName(u"changed"_s);
    say("the signal has been emitted");
    QMetaObject::invokeMethod(&form, [] { say("the event loop handles an event"); }, Qt::QueuedConnection);
    runUntilReady(a);
    runUntilReady(b);
    // [rule5use]
}

void rule6()
{
    // [rule6use]
    user.set(u"admin"_s);
    auto task = eager(request());
    say("starter is", user.value());
    user.set(u"root"_s); // the request has a copy
    runUntilReady(task);
    say("starter is", user.value());
    // [rule6use]
}

void rule12()
{
    // [rule12use]
    const StartPolicyScope policy({.maxDepth = 2});
    level(1);
    say("the caller goes on");
    runUntil([] { return allTasks().isEmpty(); });
    say("posted for its depth:", Statistics::current().depthFallbacks);
    // [rule12use]
}

void rule13()
{
    // [rule13use]
    QObject window;
    ready(1).then(&window, [](int value) { say("called at once:", value); });
    say("then() has returned");

    ValueTask<int> loading = load();
    bool called = false;
    loading.then(&window, [&called](int value) {
        say("called later:", value);
        called = true;
    });
    {
        QObject closed;
        loading.then(&closed, [](int) { say("never printed"); });
    }
    say("then() has returned");
    runUntil([&called] { return called; });
    // [rule13use]
}
