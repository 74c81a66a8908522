// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "model.h"

#include <QObject>
#  include <QCoro/QCoroTask>
#  include <qcorotimer.h>
#  include <qeager/valuetask.h>
#include <memory>

QEager::ValueTask<std::unique_ptr<int>> box() { co_return nullptr; }

QEager::ValueTask<> Model::first(QEager::ValueTask<QList<QEager::ValueTask<int>>> &&tasks)
{
    const QPointer<Model> self(this);
    QPointer that = this;
    QPointer<Model> other(another);
    const auto done = qScopeGuard([this] { m_count = 0; });
    try {
        co_await future;
    } catch (const std::exception &e) {
    } catch (const Error &e) {
    }
    promise.future().cancel();
    co_await qCoro(reply).waitForFinished();
    co_await qCoro(this, &Model::changed);
    co_await reply;
    co_await QCoro::moveToThread(thread);
    co_await QtConcurrent::run([name] { return load(name); });
    co_await QtConcurrent::run([&] { return 1; });
    co_await list[index];
    // co_await QCoro::moveToThread(thread);
    QCoro::LazyTask<> lazy = later();
    Take<QCoro::Task> take;
    *pointer = co_await QCoro::sleepFor(1ms);
}

struct Mine
{
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> handle);
};
