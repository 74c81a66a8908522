#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# shellcheck disable=SC2154 # of common.sh
compat_describe() { echo "Debian unstable: its newest Qt, QCoro, GCC and Clang (50; 40)"; }

compat_run() {
    compat_tree sid sid amd64 "${compat_packages[@]}" g++ 'clang-*'
    compat_row sid-clang target=sid cxx='clang++-*' --
    compat_row sid-gcc target=sid cxx=g++ --
    compat_standards sid-gcc sid g++ 23 26
    compat_standards sid-clang sid 'clang++-*' 23 26
}
