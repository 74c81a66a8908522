// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The code on the first screen of README.md, as a program.

#include <QtCore/qcoreapplication.h>
#include <QtCore/qhash.h>

#include <cstdio>

// [quickstart]
#include <qeager/qeager.h>
using namespace std::chrono_literals;

QEager::ValueTask<int> answer(QHash<int, int> &cache, int key)
{
    if (auto hit = cache.find(key); hit != cache.end())
        co_return *hit;                   // finishes inline: a value, and nothing else
    co_await QEager::sleep(20ms);         // suspends: a task, which the event loop resumes
    co_return cache[key] = key * 2;
}
// [quickstart]

static void show(const char *what, int value) { std::printf("%s %d\n", what, value); }

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QHash<int, int> cache{{20, 40}};

    // [use]
    auto hit = answer(cache, 20);         // ready on return
    show("hit", hit.result());
    auto miss = answer(cache, 21);        // waiting for its sleep
    miss.then(&app, [](int value) { show("miss", value), qApp->quit(); });
    // [use]

    return miss.isReady() ? 1 : app.exec();
}
