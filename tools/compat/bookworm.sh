#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# shellcheck disable=SC2154 # of common.sh
compat_describe() { echo "Debian 12, beside what .ci/run does there: Clang 16, and C++23 (15; 10)"; }

compat_run() {
    compat_tree bookworm bookworm amd64 "${compat_packages[@]}" g++ clang-16 clang-19
    compat_core bookworm-clang16-core target=bookworm cxx=clang++-16 --
    compat_standards bookworm-gcc bookworm g++ 23
    compat_standards bookworm-clang19 bookworm clang++-19 23 # CMake 3.25 knows no 26 of it
}
