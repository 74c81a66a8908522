#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# shellcheck disable=SC2034,SC2154 # of common.sh
compat_describe() { echo "WebAssembly, run by Chromium: Qt Core and QCoro from Debian 13's sources, compiled by Emscripten"; }

# What no program here needs of Qt.
wasm_left_out=(
    brotli dbus filesystemwatcher glib gssapi gui icu network openssl printsupport sharedmemory sql ssl sspi systemsemaphore widgets xml zstd
)

compat_run() {
    # The tools of a build for another system are those of the same Qt for this one.
    compat_tree wasm trixie amd64 emscripten nodejs chromium g++ ccache cmake ninja-build git perl python3 xz-utils \
        qt6-base-dev qt6-base-dev-tools
    compat_environment=(EMSDK=/opt/emsdk EM_CONFIG=/opt/emsdk/config EM_CACHE=/var/cache/emscripten)
    compat_sources qt6-base qcoro
    wasm_emscripten
    compat_qt wasm "${wasm_left_out[@]}" -- "${wasm_cross[@]}" \
        -DQT_QMAKE_TARGET_MKSPEC=wasm-emscripten -DBUILD_SHARED_LIBS=OFF -DFEATURE_thread=ON -DFEATURE_wasm_exceptions=ON
    wasm_pages
    compat_qcoro wasm "${wasm_cross[@]}" -DCMAKE_FIND_ROOT_PATH=/opt/wasm -DQCORO_WITH_QTDBUS=OFF -DQCORO_WITH_QTNETWORK=OFF
    wasm_row
}

# wasm_emscripten: Debian's, as Qt looks for it, with a cache that it may write.
wasm_emscripten() {
    [[ ! -f $tree/opt/emsdk/config ]] || return 0
    # shellcheck disable=SC2016
    qeager_quietly compat_in "$tree" sh -euc '
        mkdir -p /opt/emsdk/upstream
        ln -sfn /usr/share/emscripten /opt/emsdk/upstream/emscripten
        echo "EMSCRIPTEN_ROOT = emsdk_path + '"'/upstream/emscripten'"'" >/opt/emsdk/.emscripten
        rm -rf "$EM_CACHE"
        cp -rL /usr/share/emscripten/cache "$EM_CACHE"
        sed "s/^FROZEN_CACHE.*/FROZEN_CACHE = False/" /usr/share/emscripten/.emscripten >/opt/emsdk/config
    ' || die "Emscripten could not be set up, see above."
}

# With threads: without them, Qt has no QFuture. Exceptions are those of WebAssembly itself. This libc++ has std::stop_token where experiments
# are asked for.
wasm_cross=(
    -DCMAKE_TOOLCHAIN_FILE=/usr/share/emscripten/cmake/Modules/Platform/Emscripten.cmake
    -DQT_HOST_PATH=/usr -DQT_HOST_PATH_CMAKE_DIR=/usr/lib/x86_64-linux-gnu/cmake
    "-DCMAKE_CXX_FLAGS=-pthread -fwasm-exceptions -D_LIBCPP_ENABLE_EXPERIMENTAL"
)

# wasm_pages: what Qt Gui would install, and each program is made with.
wasm_pages() {
    mkdir -p "$tree/opt/wasm/plugins/platforms"
    cp -t "$tree/opt/wasm/plugins/platforms" "$tree/src/qt6-base/source/src/plugins/platforms/wasm"/{qtloader.js,wasm_shell.html,resources/qtlogo.svg}
}

wasm_row() {
    local row=wasm began=$SECONDS build=/build/wasm log=$compat_results/wasm.log
    local -a rest=(
        target=wasm
        "system=WebAssembly, by Chromium $(compat_in "$tree" chromium --version | sed -nE 's/^Chromium ([0-9]+).*/\1/p')"
        "qt=$(compat_source_version qt6-base)" "qcoro=$(compat_source_version qcoro)"
        "compiler=Emscripten $(tr -d '"' <"$tree/usr/share/emscripten/emscripten-version.txt")"
        standard=C++20
        command="tools/compat.sh wasm"
        notes="library, and a program in a browser"
    )
    compat_wants "$row" || return 0
    compat_begin "$row" "$build"
    say "$row: building (its output is in '$log')"
    if ! compat_in "$tree" cmake -G Ninja -S /qeager/tests/browser -B "$build" "${wasm_cross[@]}" -DCMAKE_FIND_ROOT_PATH=/opt/wasm \
        -DCMAKE_TOOLCHAIN_FILE=/opt/wasm/lib/cmake/Qt6/qt.toolchain.cmake -DCMAKE_CXX_COMPILER_LAUNCHER=ccache >"$log" 2>&1; then
        say "$row: configuring failed"
        rest+=("failed=configuring")
    else
        compat_in "$tree" cmake --build "$build" -j "$compat_jobs" -- -k 0 >>"$log" 2>&1 || rest+=("failed=building")
        say "$row: running the program"
        compat_in "$tree" ctest --test-dir "$build" --output-junit "$build/junit.xml" --output-on-failure >>"$log" 2>&1 || true
    fi
    compat_result "$row" "$tree$build" "${rest[@]}" "minutes=$(((SECONDS - began + 59) / 60))"
}
