// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "recording.h"

#include "programs.h"

#include <qeager/eager.h>
#include <qeager/statistics.h>

#include <QtCore/qelapsedtimer.h>
#include <QtCore/qstringlist.h>

#include <memory>
#include <utility>

namespace Demo {

namespace {

QEager::Coro<Recording> recordOne(const Program *program, Order order, QElapsedTimer clock)
{
    const auto recording = std::make_shared<Recording>(); // a task that was left behind may still tell
    const auto add = [recording, clock](const QString &label, int line) {
        recording->push_back({label, line, clock.elapsed(), QEager::Statistics::current().loopTurns});
    };
    co_await program->run(order, Log(add));
    co_return std::move(*recording);
}

} // namespace

QEager::Coro<Recordings> record(const Program *program)
{
    QElapsedTimer clock;
    clock.start();
    auto lazy = QEager::eager(recordOne(program, Order::Lazy, clock), {.name = name(Order::Lazy)});
    auto posted = QEager::eager(recordOne(program, Order::Posted, clock), {.name = name(Order::Posted)});
    auto eager = QEager::eager(recordOne(program, Order::Eager, clock), {.name = name(Order::Eager)});
    Recordings all;
    all[0] = co_await std::move(lazy);
    all[1] = co_await std::move(posted);
    all[2] = co_await std::move(eager);
    co_return all;
}

QString labels(const Recording &recording)
{
    QStringList words;
    for (const RecordedEvent &event : recording)
        words.append(event.label);
    return words.join(QLatin1Char(' '));
}

} // namespace Demo
