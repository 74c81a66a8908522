// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// A plug-in that brings QEager with it, for tst_later.

#include <qeager/eager.h>
#include <qeager/sleep.h>
#include <qeager/task.h>
#include <qeager/taskscope.h>

#include <QtCore/qglobal.h>

#include <chrono>
#include <memory>

namespace {

using namespace std::chrono_literals;

QEager::Coro<int> next(int n) { co_return n + 1; }
QEager::Coro<> work(int *done)
{
    for (;;) {
        co_await QEager::sleep(1ms);
        ++*done;
    }
}

std::unique_ptr<QEager::TaskScope> s_scope;

} // namespace

extern "C" Q_DECL_EXPORT int qeagerLater(int n) { return QEager::eager(next(n)).result(); }
//! Starts what counts up.
extern "C" Q_DECL_EXPORT void qeagerBegin(int *done)
{
    s_scope = std::make_unique<QEager::TaskScope>();
    s_scope->eager(work(done));
    s_scope->post(work(done));
}
//! Ends it. Gives how many tasks are left.
extern "C" Q_DECL_EXPORT int qeagerEnd()
{
    s_scope.reset();
    return int(QEager::allTasks().size());
}
