// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "tablereport.h"

#include "../recipe/console.h"
#include "framecounter.h"
#include "gallery.h"

#include <qeager/signal.h>
#include <qeager/sleep.h>

#include <chrono>

using namespace std::chrono_literals;

namespace Demo {

namespace {

//! Resets the table and waits until all its pictures have been painted.
QEager::Coro<> resetOnce(Gallery *gallery, FrameCounter *counter)
{
    counter->beginReset();
    gallery->reset();
    while (!counter->isComplete())
        co_await QEager::signal(counter, &FrameCounter::framePainted);
    co_await QEager::sleep(5ms);
}

QString line(const char *way, const FrameCounts &counts)
{
    return QStringLiteral("%1 %2 resets, %3 of them painted placeholders, in %4 of %5 frames")
        .arg(QLatin1String(way), -7)
        .arg(counts.resets)
        .arg(counts.resetsWithPlaceholders)
        .arg(counts.framesWithPlaceholders)
        .arg(counts.frames);
}

} // namespace

QEager::Coro<> resetTable(QQuickWindow *window, int resets)
{
    auto *const gallery = window->findChild<Gallery *>();
    auto *const counter = window->findChild<FrameCounter *>();
    while (gallery->isLoading())
        co_await QEager::signal(gallery, &Gallery::loadingChanged);
    if (gallery->count() == 0)
        co_return;
    co_await QEager::sleep(100ms); // the first frames
    counter->clear();
    for (const bool posted : {true, false}) {
        gallery->setPosted(posted);
        counter->setCountsPosted(posted);
        for (int i = 0; i < resets; ++i)
            co_await resetOnce(gallery, counter);
    }
}

QEager::Coro<int> reportTable(QQuickWindow *window)
{
    co_await resetTable(window, 40);
    if (window->findChild<Gallery *>()->count() == 0) {
        complain(QStringLiteral("there is no picture to show; give a directory that has some."));
        co_return 1;
    }
    const auto *const counter = window->findChild<FrameCounter *>();
    print(line("posted:", counter->posted()));
    print(line("eager:", counter->eager()));
    co_return 0;
}

} // namespace Demo
