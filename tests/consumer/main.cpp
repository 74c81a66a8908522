// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/qeager.h>

#include <cstdio>
#include <stdexcept>

namespace {

QEager::Coro<int> failing()
{
    throw std::runtime_error("failed");
    co_return 1;
}

} // namespace

int main()
{
    try {
        QEager::eager(failing()).result();
    } catch (const std::runtime_error &) { // although this project is built with -fno-exceptions
        std::puts("QEager works");
        return 0;
    }
    return 1;
}
