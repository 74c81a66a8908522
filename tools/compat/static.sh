#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# shellcheck disable=SC2154 # of common.sh
compat_describe() { echo "Other ways to build it: static with -O3 -flto, -fno-rtti, hidden, unity build, no precompiled header (15; 8)"; }

# variant <row> <compiler> <what> <cmake argument...>: the library in that way, and the tests of the core.
variant() {
    local row=$1 compiler=$2 what=$3 build tests
    shift 3
    compat_tests "${compat_short[@]}"
    compat_row "$row" target=static cxx="$compiler" "$build" "$tests" "$compat_short_notes: $what" -- "${compat_short_only[@]}" "$@"
}

compat_run() {
    compat_tree bookworm bookworm amd64 "${compat_packages[@]}" g++ clang-16 clang-19
    variant static-lto g++ "-DBUILD_SHARED_LIBS=OFF, -O3 -flto" -DBUILD_SHARED_LIBS=OFF -DCMAKE_BUILD_TYPE=Release \
        -DCMAKE_INTERPROCEDURAL_OPTIMIZATION=ON
    variant no-rtti clang++-19 "-fno-rtti" -DCMAKE_CXX_FLAGS=-fno-rtti
    variant hidden clang++-19 "-fvisibility=hidden -fvisibility-inlines-hidden for everything" -DCMAKE_CXX_VISIBILITY_PRESET=hidden \
        -DCMAKE_VISIBILITY_INLINES_HIDDEN=ON
    variant unity clang++-19 "-DCMAKE_UNITY_BUILD=ON" -DCMAKE_UNITY_BUILD=ON
    variant no-precompile clang++-19 "-DQEAGER_PRECOMPILE=OFF" -DQEAGER_PRECOMPILE=OFF
}
