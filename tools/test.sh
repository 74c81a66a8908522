#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

set -euo pipefail

# shellcheck source=tools/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

usage() {
    cat <<EOF
Usage: tools/test.sh [--preset NAME] [ctest arguments...]

Installs the missing packages from Debian, builds QEager in build/NAME and runs its tests.
Presets: $(qeager_presets | paste -sd' ') (default: dev).
Example: tools/test.sh --preset asan -R tst_task
EOF
}

qeager_arguments dev "$@"

qeager_setup "$preset"
cd "$qeager_root"
qeager_quietly cmake --preset "$preset" || die "configuring the preset '$preset' failed, see above."
cmake --build --preset "$preset" || die "building the preset '$preset' failed, see above."
ctest --preset "$preset" "${arguments[@]}"
