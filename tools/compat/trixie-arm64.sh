#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# shellcheck disable=SC2034,SC2154 # of common.sh
compat_describe() { echo "Debian 13 for arm64: compiled on amd64, run by qemu-user (10; 8)"; }

compat_run() {
    local packages=(
        ccache cmake ninja-build git perl python3 qemu-user g++-aarch64-linux-gnu qt6-base-dev-tools
        qt6-base-dev:arm64 qt6-declarative-dev:arm64 qcoro-qt6-dev:arm64 qt6-qpa-plugins:arm64
    )
    compat_tree trixie-arm64 trixie amd64+arm64 "${packages[@]}"
    compat_emulated=aarch64
    compat_core trixie-arm64-core target=trixie-arm64 cxx=aarch64-linux-gnu-g++ system="Debian 13, arm64 (qemu-user)" \
        -- -DCMAKE_SYSTEM_NAME=Linux -DCMAKE_SYSTEM_PROCESSOR=aarch64 \
        -DQT_HOST_PATH=/usr -DQT_HOST_PATH_CMAKE_DIR=/usr/lib/x86_64-linux-gnu/cmake
}
