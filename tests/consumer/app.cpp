// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/eager.h>
#include <qeager/sleep.h>

#include <QtCore/qcoreapplication.h>

#include <chrono>
#include <cstdio>

using namespace std::chrono_literals;

static QEager::ValueTask<int> answer(bool known)
{
    if (!known)
        co_await QEager::sleep(1ms);
    co_return 42;
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    std::printf("known: %d\n", answer(true).result());
    auto asked = answer(false);
    asked.then(&app, [](int value) {
        std::printf("asked: %d\n", value);
        QCoreApplication::quit();
    });
    return QCoreApplication::exec();
}
