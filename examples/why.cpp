// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The code of docs/why.md, as a program.

#include <qeager/qeager.h>

#include <QtCore/qcoreapplication.h>

#include <cstdio>

// [known]
QEager::Coro<int> answer() { co_return 42; } // it need not wait for anything
// [known]

namespace {

void report(const char *how, bool ready, const QEager::Statistics &before)
{
    const QEager::Statistics used = QEager::Statistics::current() - before;
    std::printf("%s: %s, tasks: %d, events: %d\n", how, ready ? "ready" : "not ready", int(used.tasksCreated),
                int(used.eventsPosted));
}

void start()
{
    QEager::Statistics before = QEager::Statistics::current();
    // [three]
    QEager::Coro<int> lazy = answer();                       // nothing has run
    // [three]
    report("lazy", false, before);
    before = QEager::Statistics::current();
    // [posted]
    QEager::Task<int> posted = QEager::post(answer());       // runs in the next turn of the event loop
    // [posted]
    report("posted", posted.isDone(), before);
    before = QEager::Statistics::current();
    // [eager]
    QEager::ValueTask<int> eager = QEager::eager(answer());  // has run
    // [eager]
    report("eager", eager.isReady(), before);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    start();
    QMetaObject::invokeMethod(&app, &QCoreApplication::quit, Qt::QueuedConnection);
    return QCoreApplication::exec();
}
