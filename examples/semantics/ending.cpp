// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The programs of rules 7 to 10.

#include "semantics.h"

#include <QtCore/qscopeguard.h>

#include <memory>
#include <stdexcept>

using namespace QEager;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// [rule7]
Coro<int> download()
{
    try {
        co_await sleep(1h);
    } catch (const Cancelled &e) {
        say("download is cancelled:", e.message());
    }
    co_await yieldNow(); // cleaning up may wait, too
    say("download has cleaned up");
    co_return 0;
}

Coro<> show()
{
    const int pictures = co_await eager(download());
    say("show got", pictures, "pictures");
}
// [rule7]

// [rule8]
Coro<QString> check(QString name)
{
    try {
        co_await withTimeout(0ms, sleep(1h));
    } catch (const TimedOut &) {
        say(name, "took too long");
    }
    co_return u"checked-"_s + name;
}
// [rule8]

// [rule9]
class Page : public QObject
{
public:
    Coro<> reload()
    {
        const auto guard = qScopeGuard([] { say("reload cleans up"); });
        co_await sleep(1h);
        say("never printed");
    }
    Coro<> save()
    {
        co_await detachFromOwner(); // it uses no member from here on
        co_await yieldNow();
        say("saved");
    }
};
// [rule9]

// [rule10]
Coro<> failLater()
{
    co_await yieldNow();
    throw std::runtime_error("the disk is full");
}
// [rule10]

} // namespace

void rule7()
{
    // [rule7use]
    auto showing = eager(show());
    showing.cancel(u"the window was closed"_s);
    say("cancel() has returned");
    runUntilReady(showing);
    say("show counts as cancelled:", showing.isCancelled());
    // [rule7use]
}

void rule8()
{
    // [rule8use]
    auto all = gather(check(u"A"_s), check(u"B"_s), check(u"C"_s));
    runUntilReady(all);
    const auto &[a, b, c] = all.result();
    say(a, b, c);
    // [rule8use]
}

void rule9()
{
    // [rule9use]
    auto page = std::make_unique<Page>();
    auto reloading = eager(page->reload());
    auto saving = eager(page->save());
    page.reset();
    say("the page is gone");
    say("reload was cancelled:", reloading.isCancelled());
    runUntilReady(saving);
    // [rule9use]
}

void rule10()
{
    // [rule10use]
    const auto handler = [](const QString &task, const std::exception_ptr &) {
        say("nobody looked at the exception of", task);
    };
    setUnhandledExceptionHandler(handler);

    eager(failLater(), {.name = u"dropped"_s});
    auto kept = eager(failLater(), {.name = u"kept"_s});
    try {
        kept.result();
    } catch (const InvalidState &) {
        say("there is no result yet");
    }
    runUntilReady(kept);
    try {
        kept.result();
    } catch (const std::runtime_error &e) {
        say("kept:", e.what());
    }
    // [rule10use]
}
