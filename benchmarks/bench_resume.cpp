// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The event loop resumes one suspended task. The baselines are a turn of the event loop with one empty event, one with
// one queued call, and whatever waits for a finished QFuture.

#include <qeager/eager.h>
#include <qeager/sleep.h>

#include <QtCore/qcoreevent.h>
#include <QtCore/qfuturewatcher.h>

#include "shared/main.h"

using namespace QEager;

namespace {

class Receiver : public QObject
{
public:
    int received = 0;

protected:
    bool event(QEvent *event) override
    {
        if (event->type() != QEvent::User)
            return QObject::event(event);
        ++received;
        return true;
    }
};

void emptyEvent(benchmark::State &state)
{
    Receiver receiver;
    for (auto _ : state) {
        const int before = receiver.received;
        QCoreApplication::postEvent(&receiver, new QEvent(QEvent::User));
        while (receiver.received == before)
            QCoreApplication::processEvents();
    }
}

//! Each of its events posts the next one.
class Reposting : public QObject
{
public:
    int received = 0;
    void post() { QCoreApplication::postEvent(this, new QEvent(QEvent::User)); }

protected:
    bool event(QEvent *event) override
    {
        if (event->type() != QEvent::User)
            return QObject::event(event);
        ++received;
        post();
        return true;
    }
};

// Qt wakes its event loop a second time for what is posted while it delivers events.
void repostedEvent(benchmark::State &state)
{
    Reposting receiver;
    receiver.post();
    for (auto _ : state) {
        const int before = receiver.received;
        while (receiver.received == before)
            QCoreApplication::processEvents();
    }
}

Q_NEVER_INLINE Coro<> yieldingOnce(int *turns)
{
    co_await yieldNow();
    ++*turns;
}

// The whole life of a task: started, suspended, resumed by the loop, ended.
void resumedTask(benchmark::State &state)
{
    int turns = 0;
    for (auto _ : state) {
        const int before = turns;
        eager(yieldingOnce(&turns));
        while (turns == before)
            QCoreApplication::processEvents();
    }
}

Q_NEVER_INLINE Coro<> yielding(int *turns)
{
    for (;;) {
        co_await yieldNow();
        ++*turns;
    }
}

// One task that yields again and again: it asks for its next turn in the one before.
void yieldingTask(benchmark::State &state)
{
    int turns = 0;
    auto task = eager(yielding(&turns));
    for (auto _ : state) {
        const int before = turns;
        while (turns == before)
            QCoreApplication::processEvents();
    }
    task.cancel();
    while (!task.isReady())
        QCoreApplication::processEvents();
}

void queuedCall(benchmark::State &state)
{
    int calls = 0;
    for (auto _ : state) {
        const int before = calls;
        QMetaObject::invokeMethod(qApp, [&calls] { ++calls; }, Qt::QueuedConnection);
        while (calls == before)
            QCoreApplication::processEvents();
    }
}

void watchedFuture(benchmark::State &state)
{
    int finished = 0;
    for (auto _ : state) {
        const int before = finished;
        QFutureWatcher<int> watcher;
        QObject::connect(&watcher, &QFutureWatcherBase::finished, qApp, [&finished] { ++finished; });
        watcher.setFuture(QtFuture::makeReadyFuture(1));
        while (finished == before)
            QCoreApplication::processEvents();
    }
}

BENCHMARK(emptyEvent);
BENCHMARK(repostedEvent);
BENCHMARK(resumedTask);
BENCHMARK(yieldingTask);
BENCHMARK(queuedCall);
BENCHMARK(watchedFuture);

} // namespace
