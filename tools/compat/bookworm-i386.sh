#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# shellcheck disable=SC2154 # of common.sh
compat_describe() { echo "Debian 12 for 32 bits, whose programs a 64-bit kernel runs itself: Qt 6.4, QCoro 0.8, GCC 12 (20; 15)"; }

compat_run() {
    compat_tree bookworm-i386 bookworm i386 "${compat_packages[@]}" g++
    compat_row bookworm-i386 target=bookworm-i386 cxx=g++ --
}
