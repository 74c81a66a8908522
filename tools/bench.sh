#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

set -euo pipefail

# shellcheck source=tools/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

usage() {
    cat <<EOF
Usage: tools/bench.sh [--preset NAME] [--repetitions N] [--json FILE]

Installs the missing packages from Debian, builds QEager in build/NAME, runs its benchmarks and compares them with the bars in
benchmarks/bars.json. Exit status 1: a bar is missed. Run it while nothing else runs.
Presets: release (default), release-clang.
EOF
}

qeager_arguments release "$@"
[[ $preset == release* ]] || die "the preset '$preset' is not optimized: use release or release-clang."

qeager_packages+=(python3)
qeager_setup "$preset"
cd "$qeager_root"
qeager_quietly cmake --preset "$preset" || die "configuring the preset '$preset' failed, see above."
qeager_quietly cmake --build --preset "$preset" --target benchmarks ||
    die "building the preset '$preset' failed, see above."
exec python3 tools/bench_table.py benchmarks/bars.json "build/$preset/benchmarks" "${arguments[@]}"
