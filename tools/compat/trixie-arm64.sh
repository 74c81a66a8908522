#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# shellcheck disable=SC2154 # of common.sh
compat_describe() { echo "Debian 13 for arm64, compiled on amd64, run by qemu-user"; }

compat_run() {
    local packages=(
        ccache cmake ninja-build git perl python3 qemu-user g++-aarch64-linux-gnu qt6-base-dev-tools
        qt6-base-dev:arm64 qt6-declarative-dev:arm64 qcoro-qt6-dev:arm64 qt6-qpa-plugins:arm64
    )
    compat_tree trixie-arm64 trixie amd64+arm64 "${packages[@]}"
}
