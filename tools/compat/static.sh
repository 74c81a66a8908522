#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# shellcheck disable=SC2154 # of common.sh
compat_describe() { echo "Other ways to build it, on Debian 13: static, -O3 -flto, -fno-rtti, hidden, unity build, no precompiled header"; }

# variant <row> <what> <cmake argument...>: the library in that way, and the tests of the core.
variant() {
    local row=$1 what=$2 build tests
    shift 2
    compat_tests "${compat_short[@]}"
    compat_row "$row" target=static cxx=g++ "$build" "$tests" "$compat_short_notes: $what" -- "${compat_short_only[@]}" "$@"
}

compat_run() {
    compat_tree trixie trixie amd64 "${compat_packages[@]}" g++ 'clang-*'
    variant static-lto "-DBUILD_SHARED_LIBS=OFF, -O3 -flto" -DBUILD_SHARED_LIBS=OFF -DCMAKE_BUILD_TYPE=Release \
        -DCMAKE_INTERPROCEDURAL_OPTIMIZATION=ON
    variant no-rtti "-fno-rtti" -DCMAKE_CXX_FLAGS=-fno-rtti
    variant hidden "-fvisibility=hidden -fvisibility-inlines-hidden for everything" -DCMAKE_CXX_VISIBILITY_PRESET=hidden \
        -DCMAKE_VISIBILITY_INLINES_HIDDEN=ON
    variant unity "-DCMAKE_UNITY_BUILD=ON" -DCMAKE_UNITY_BUILD=ON
    variant no-precompile "-DQEAGER_PRECOMPILE=OFF" -DQEAGER_PRECOMPILE=OFF
    compat_row static target=static cxx=g++ notes="everything, with -DBUILD_SHARED_LIBS=OFF -DQEAGER_QML_STATIC=ON" \
        skipped="generic plugin:where the core is static, there is none, and the build says so" \
        -- -DBUILD_SHARED_LIBS=OFF -DQEAGER_QML_STATIC=ON
}
