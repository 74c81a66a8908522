#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# shellcheck disable=SC2154 # of common.sh
compat_describe() { echo "Debian 13: Qt 6.8, QCoro 0.12, its GCC and newest Clang"; }

compat_run() {
    compat_tree trixie trixie amd64 "${compat_packages[@]}" g++ 'clang-*'
    compat_core trixie-gcc-core target=trixie cxx=g++ --
    compat_row trixie-gcc target=trixie cxx=g++ --
    compat_row trixie-clang target=trixie cxx='clang++-*' --
    compat_standards trixie-gcc trixie g++ 23 26
    compat_standards trixie-clang trixie 'clang++-*' 23 26
}
