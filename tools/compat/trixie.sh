#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# shellcheck disable=SC2154 # of common.sh
compat_describe() { echo "Debian 13: Qt 6.8, QCoro 0.12, its GCC and newest Clang (50; 40)"; }

compat_run() {
    compat_tree trixie trixie amd64 "${compat_packages[@]}" g++ 'clang-*'
    compat_row trixie-gcc target=trixie cxx=g++ --
    compat_row trixie-clang target=trixie cxx='clang++-*' --
    compat_standards trixie-gcc trixie g++ 23 26
    compat_standards trixie-clang trixie 'clang++-*' 23 26
    trixie_two_qcoro
}

# trixie_two_qcoro: an application with Debian 13's headers of QCoro, and in it a plugin that was compiled with those of Debian 12.
trixie_two_qcoro() {
    local row=trixie-two-qcoro began=$SECONDS status=0 log=$compat_results/trixie-two-qcoro.log
    compat_wants "$row" || return 0
    compat_begin "$row" "/build/$row/test"
    say "$row: building, and running the test (its output is in '$log')"
    # shellcheck disable=SC2016
    compat_in "$tree" sh -euc '
        export CMAKE_CXX_COMPILER_LAUNCHER=ccache
        build=/build/$0
        if [ ! -f /src/qcoro-bookworm/headers ]; then # its lists of packages are kept apart from the tree'"'"'s own
            rm -rf /src/qcoro-bookworm
            mkdir -p /src/qcoro-bookworm/lists/partial
            cd /src/qcoro-bookworm
            sed -n "s/ trixie / bookworm /p" /etc/apt/sources.list >sources.list
            set -- -o Dir::Etc::SourceList="$PWD/sources.list" -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists="$PWD/lists" \
                -o APT::Sandbox::User=root
            apt-get "$@" update
            apt-get "$@" download qcoro-qt6-dev/bookworm
            dpkg-deb -x qcoro-qt6-dev_*.deb .
            touch headers
        fi
        cmake -G Ninja -S /qeager -B "$build/qeager" -DCMAKE_BUILD_TYPE=Debug -DCMAKE_INSTALL_PREFIX="$build/prefix" \
            -DQEAGER_BUILD_TESTS=OFF -DQEAGER_BUILD_TESTLIB=OFF -DQEAGER_BUILD_QML=OFF \
            -DQEAGER_BUILD_PLUGIN=OFF -DQEAGER_BUILD_DEMO=OFF -DQEAGER_BUILD_BENCHMARKS=OFF
        cmake --build "$build/qeager" --target install
        cmake -G Ninja -S /qeager/tests/twoqcoro -B "$build/test" -DCMAKE_BUILD_TYPE=Debug -DCMAKE_PREFIX_PATH="$build/prefix" \
            -DQCORO_OF_PLUGIN=/src/qcoro-bookworm/usr/include/qcoro6
        cmake --build "$build/test"
        ctest --test-dir "$build/test" --output-junit "$build/test/junit.xml" --output-on-failure
    ' "$row" >"$log" 2>&1 || status=$?
    local -a rest=(
        target=trixie "system=$(compat_system "$tree")" "qt=$(compat_version "$tree" qt6-base-dev)"
        "qcoro=$(compat_version "$tree" qcoro-qt6-dev), and 0.8.0 in the plugin" "compiler=$(compat_compiler "$tree" g++)" standard=C++20
        "command=tools/compat.sh trixie:$row" "notes=an application and a plugin made with two versions of QCoro"
    )
    ((status == 0)) || [[ -f $tree/build/$row/test/junit.xml ]] || rest+=("failed=building")
    compat_result "$row" "$tree/build/$row/test" "${rest[@]}" "minutes=$(((SECONDS - began + 59) / 60))"
}
