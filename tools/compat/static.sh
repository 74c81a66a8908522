#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# shellcheck disable=SC2154 # of common.sh
compat_describe() { echo "Other ways to build it, on Debian 13: static, -O3 -flto, -fno-rtti, hidden, unity build, no precompiled header"; }

# variant <row> <what> <cmake argument...>: the library in that way, and the tests of the core.
variant() {
    local row=$1 what=$2
    shift 2
    compat_row "$row" target=static cxx=g++ "$compat_core" "$compat_core_only" notes="library and ${#compat_core_tests[@]} tests of the core: $what" \
        -- -DQEAGER_BUILD_QML=OFF -DQEAGER_BUILD_PLUGIN=OFF -DQEAGER_BUILD_DEMO=OFF -DQEAGER_CHECK_HEADERS=OFF "$@"
}

compat_run() {
    compat_tree trixie trixie amd64 "${compat_packages[@]}" g++ 'clang-*'
    compat_row static target=static cxx=g++ notes="everything, with -DBUILD_SHARED_LIBS=OFF -DQEAGER_QML_STATIC=ON" \
        skipped="generic plugin:where the core is static, there is none, and the build says so" \
        -- -DBUILD_SHARED_LIBS=OFF -DQEAGER_QML_STATIC=ON
    variant static-lto "-DBUILD_SHARED_LIBS=OFF, -O3 -flto" -DBUILD_SHARED_LIBS=OFF -DCMAKE_BUILD_TYPE=Release \
        -DCMAKE_INTERPROCEDURAL_OPTIMIZATION=ON
    variant no-rtti "-fno-rtti" -DCMAKE_CXX_FLAGS=-fno-rtti
    variant hidden "-fvisibility=hidden -fvisibility-inlines-hidden for everything" -DCMAKE_CXX_VISIBILITY_PRESET=hidden \
        -DCMAKE_VISIBILITY_INLINES_HIDDEN=ON
    variant unity "-DCMAKE_UNITY_BUILD=ON" -DCMAKE_UNITY_BUILD=ON
    variant no-precompile "-DQEAGER_PRECOMPILE=OFF" -DQEAGER_PRECOMPILE=OFF
}
