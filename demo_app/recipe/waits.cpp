// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "waits.h"

#include <turns/shapes.h>

#include <qeager/signal.h>
#include <qeager/sleep.h>
#include <qeager/startpolicy.h>

#include <QtCore/qscopeguard.h>
#include <QtCore/qtimer.h>

#include <memory>
#include <utility>

using namespace std::chrono_literals;

namespace Demo {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::array<Shape, 4> shapes{{
    {"a posted start, and its awaiter", WithQEager::postedStart, WithQCoro::postedStart, WithQFuture::postedStart},
    {"ten at once, and their awaiter", WithQEager::gatherOfTen, WithQCoro::allOfTen, WithQFuture::allOfTen},
    {"ten tasks, each awaiting the next", WithQEager::chainOfTasks, WithQCoro::chainByName, WithQFuture::chain},
    {"a latest() call that replaces one", WithQEager::latestCall},
}};

SetUp setUpOf(qsizetype index, Library library)
{
    const Shape &shape = shapes[std::size_t(index)];
    switch (library) {
    case Library::QEager:
        return shape.qeager;
    case Library::QCoro:
        return shape.qcoro;
    case Library::QFuture:
        break;
    }
    return shape.qfuture;
}

//! Of all measurements, because one that was given up may leave tasks that begin later.
Trigger &sharedTrigger()
{
    static Trigger trigger;
    return trigger;
}

struct Measurement
{
    Trigger over;
    Clock::time_point began;
    std::chrono::nanoseconds time{0};
    bool isOver = false;
};

void compute()
{
    const auto end = Clock::now() + 10ms;
    while (Clock::now() < end) {
    }
}

QEager::Coro<std::chrono::nanoseconds> measure(SetUp setUp)
{
    const auto measurement = std::make_shared<Measurement>(); // what waits may outlive this
    const auto end = [measurement] {
        measurement->time = Clock::now() - measurement->began;
        measurement->isOver = true;
        Q_EMIT measurement->over.fired();
    };
    const auto inlineStarts = [](const auto &starts) { // whatever budget is tried out meanwhile
        const QEager::StartPolicyScope scope({});
        return starts();
    };
    const Fire fire = inlineStarts([&] { return setUp(sharedTrigger(), end); });
    // Nothing goes on waiting. Once is enough, and all that QCoro can bear: it resumes a coroutine for each emission
    // that it heard before the first one is delivered, whether there still is a coroutine or not.
    auto release = qScopeGuard([] { Q_EMIT sharedTrigger().fired(); });
    QTimer work;
    QObject::connect(&work, &QTimer::timeout, &work, compute);
    work.start(0ms);
    co_await QEager::sleep(1ms); // from here on in a turn like any other
    measurement->began = Clock::now();
    release.dismiss();
    inlineStarts(fire);
    if (!measurement->isOver)
        co_await QEager::signal(&measurement->over, &Trigger::fired);
    co_return measurement->time;
}

} // namespace

QStringList waitNames()
{
    QStringList names;
    for (const Shape &shape : shapes)
        names.append(QString::fromLatin1(shape.name));
    return names;
}

bool hasWait(qsizetype index, Library library) { return setUpOf(index, library) != nullptr; }

QEager::Coro<> measureWait(qsizetype index, WaitListener done)
{
    for (const Library library : allLibraries) {
        const SetUp setUp = setUpOf(index, library);
        if (!setUp)
            continue;
        const std::chrono::nanoseconds time = co_await measure(setUp);
        done(library, time);
    }
}

} // namespace Demo
