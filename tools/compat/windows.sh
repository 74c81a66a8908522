#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# shellcheck disable=SC2034,SC2154 # of common.sh
compat_describe() { echo "Windows, run by Wine: Qt and QCoro from Debian 13's sources, cross-compiled by mingw-w64 (45; 25)"; }

# What no test needs of Qt.
windows_left_out=(
    brotli dbus filesystemwatcher gssapi gui icu openssl printsupport schannel sharedmemory sql ssl sspi systemsemaphore widgets xml zstd
)

compat_run() {
    # The tools of a build for another system are those of the same Qt for this one.
    compat_tree windows trixie amd64 g++ g++-mingw-w64-x86-64-posix ccache cmake ninja-build git perl python3 xz-utils \
        qt6-base-dev qt6-base-dev-tools wine wine64
    compat_environment=(WINEPREFIX=/var/cache/wine WINEDEBUG=-all "WINEDLLOVERRIDES=mscoree,mshtml,winemenubuilder.exe=")
    # Where programs find Qt, the compiler's libraries, and QEager.
    compat_environment+=("WINEPATH=Z:\\opt\\windows\\bin;Z:\\usr\\x86_64-w64-mingw32\\lib;Z:\\build\\windows\\src;$(windows_runtime)")
    compat_sources qt6-base qcoro
    compat_qt windows "${windows_left_out[@]}" -- "${windows_cross[@]}"
    compat_qcoro windows "${windows_cross[@]}" # its shared library would not export the classes inside its classes
    windows_wine
    windows_row
}

# windows_runtime: where the compiler's own libraries are, as Wine names it.
windows_runtime() {
    compat_in "$tree" x86_64-w64-mingw32-g++-posix -print-file-name=libstdc++-6.dll | sed 's,/libstdc++-6.dll$,,; s,/,\\,g; s,^,Z:,'
}

# For another system than the one that it runs on: a toolchain, and the tools of the other's Qt.
windows_cross=(
    -DCMAKE_TOOLCHAIN_FILE=/qeager/tools/compat/mingw.cmake
    -DQT_HOST_PATH=/usr -DQT_HOST_PATH_CMAKE_DIR=/usr/lib/x86_64-linux-gnu/cmake
)

# windows_session <command...>: with a server and services of Wine's that are there before, so that nobody waits for them to close a pipe, and
# that end with it.
# All of it on one processor: a message from one program to another then takes a fifth of the time.
windows_session() {
    # shellcheck disable=SC2016
    compat_in "$tree" taskset -c "$(taskset -cp $$ | sed 's/.*[ ,-]//')" sh -c '
        wineserver -p </dev/null >/dev/null 2>&1
        wineboot </dev/null >/dev/null 2>&1
        "$@"
        status=$?
        wineserver -k
        exit "$status"
    ' sh "$@"
}

# Wine keeps variables of its caller that are named QT_… from its programs; those of its registry they have. Qt Test prints nothing without.
windows_wine() {
    [[ ! -f $tree/var/cache/wine/qeager ]] || return 0
    say "windows: setting Wine up"
    rm -rf -- "$tree/var/cache/wine"
    qeager_quietly windows_session sh -euc '
        wineboot --init
        wine reg add "HKCU\\Software\\Wine\\Drivers" /v Graphics /d null /f
        wine reg add "HKCU\\Environment" /v QT_FORCE_STDERR_LOGGING /d 1 /f
    ' || die "Wine could not be set up, see above."
    touch "$tree/var/cache/wine/qeager"
}

windows_row() {
    local row=windows began=$SECONDS log=$compat_results/windows.log
    local -a ctest rest=(
        target=windows
        "system=Windows, by Wine $(compat_in "$tree" wine --version | sed -nE '$s/^wine-([0-9.]+).*/\1/p')"
        "qt=$(compat_source_version qt6-base)" "qcoro=$(compat_source_version qcoro)"
        "compiler=GCC $(compat_in "$tree" x86_64-w64-mingw32-g++-posix -dumpversion | sed 's/-.*//'), mingw-w64"
        standard=C++20
        command="tools/compat.sh windows"
        notes="library, its tests, examples"
        "skipped=generic plugin, QML module, demo, applications of the examples, four pages of docs/howto:Qt Gui and Qt Quick are not built for it"
        "skipped=tst_dbus:Qt DBus is not built for it"
        "skipped=tst_assistant:it is about an application of Debian's"
    )
    compat_wants "$row" || return 0
    compat_begin "$row" /build/windows
    say "$row: building (its output is in '$log')"
    if ! compat_in "$tree" cmake --preset dev -S /qeager -B /build/windows "${windows_cross[@]}" -DCMAKE_CROSSCOMPILING_EMULATOR=/usr/bin/wine \
        -DCMAKE_CXX_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_FLAGS_DEBUG=-g0 -DQEAGER_BUILD_PLUGIN=OFF -DQEAGER_BUILD_QML=OFF \
        -DQEAGER_BUILD_DEMO=OFF -DQEAGER_BUILD_BENCHMARKS=OFF -DQEAGER_CHECK_CHAOS=OFF -DQEAGER_CHECK_PORTING=OFF >"$log" 2>&1; then
        say "$row: configuring failed"
        rest+=("failed=configuring")
    else
        compat_in "$tree" cmake --build /build/windows -j "$compat_jobs" -- -k 0 >>"$log" 2>&1 || rest+=("failed=building")
        say "$row: running the tests"
        compat_ctest /build/windows
        windows_session "${ctest[@]}" >>"$log" 2>&1 || true
    fi
    compat_result "$row" "$tree/build/windows" "${rest[@]}" "minutes=$(((SECONDS - began + 59) / 60))"
}
