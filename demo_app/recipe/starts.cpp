// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "starts.h"

#include <qeager/eager.h>
#include <qeager/taskfactory.h>

#include <QCoroTask>

#include <QtCore/qfuture.h>

#include <utility>

namespace Demo {

namespace {

using Clock = std::chrono::steady_clock;

QEager::Coro<int> known() { co_return 42; }
QCoro::Task<int> knownToQCoro() { co_return 42; }

QEager::Coro<> compute()
{
    const auto end = Clock::now() + std::chrono::microseconds(100);
    while (Clock::now() < end) {
    }
    co_return;
}

} // namespace

QString name(Way way)
{
    switch (way) {
    case Way::Eager:
        return QStringLiteral("eager");
    case Way::QCoroTask:
        return QStringLiteral("QCoro");
    case Way::Future:
        return QStringLiteral("QFuture");
    case Way::Posted:
        break;
    }
    return QStringLiteral("posted");
}

void measureStart(Way way, QObject *context, QEager::TaskScope *scope, TimeListener done)
{
    const auto began = Clock::now();
    switch (way) {
    case Way::Eager: {
        auto value = scope->eager(known());
        if (value.isReady())
            done(Clock::now() - began);
        else // the turn has spent its budget
            value.then(context, [began, done = std::move(done)](int) { done(Clock::now() - began); });
        return;
    }
    case Way::QCoroTask:
        knownToQCoro().then([&](int) { done(Clock::now() - began); });
        return;
    case Way::Future:
        if (QtFuture::makeReadyFuture(42).result())
            done(Clock::now() - began);
        return;
    case Way::Posted:
        scope->post(known()).then(context, [began, done = std::move(done)](int) { done(Clock::now() - began); });
        return;
    }
}

void startWork(int count, QEager::TaskScope *scope)
{
    for (int i = 0; i < count; ++i)
        scope->eager(compute());
}

} // namespace Demo
