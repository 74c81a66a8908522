// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The programs of rules 11, 14 and 15: other threads, and coroutines of QCoro.

#include "semantics.h"

#include <QCoroTask>
#include <QCoroTimer>

#include <QtCore/qthread.h>

#include <thread>

using namespace QEager;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// [rule11]
const char *where() { return QThread::currentThread() == qApp->thread() ? "the main thread" : "another thread"; }

Coro<> decode()
{
    say("decode begins on", where());
    const char *const there = co_await offload(where);
    say("the function ran on", there);
    say("decode resumes on", where());
}

Coro<> wait() { co_await sleep(1h); }
// [rule11]

// [rule14]
bool uploaded = false;

QCoro::Task<> upload() // existing code
{
    co_await QCoro::sleepFor(50ms);
    say("upload has ended");
    uploaded = true;
}

Coro<> publish()
{
    try {
        co_await upload();
    } catch (const Cancelled &) {
        say("publish is cancelled");
    }
}
// [rule14]

// [rule15]
QCoro::Task<> legacy()
{
    say("legacy begins in task", currentTask().name());
    co_await QCoro::sleepFor(1ms);
    say("legacy goes on in no task:", currentTask().isNull());
}

Coro<> modern()
{
    co_await legacy();
    say("modern goes on in task", currentTask().name());
}
// [rule15]

} // namespace

void rule11()
{
    // [rule11use]
    auto decoding = eager(decode());
    runUntilReady(decoding);

    auto waiting = eager(wait());
    std::thread([&waiting] { waiting.cancel(); }).join();
    runUntilReady(waiting);
    say("cancelled from another thread:", waiting.isCancelled());
    // [rule11use]
}

void rule14()
{
    // [rule14use]
    auto publishing = eager(publish());
    publishing.cancel();
    runUntil([] { return uploaded; });
    say("publish had ended before:", publishing.isReady());
    // [rule14use]
}

void rule15()
{
    // [rule15use]
    auto task = eager(modern(), {.name = u"modern"_s});
    runUntilReady(task);
    // [rule15use]
}
