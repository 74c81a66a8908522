#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

set -euo pipefail

# shellcheck source=tools/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

usage() {
    cat <<EOF
Usage: tools/bench.sh [--preset NAME] [--repetitions N] [--json FILE]
       tools/bench.sh [--preset NAME] --plot PICTURE

Installs the missing packages from Debian, builds QEager in build/NAME, runs its benchmarks, counts instructions and bytes of code,
and compares them with their bars (benchmarks/bars.json, benchmarks/instructions/figures.txt). The exit status is 1 if a bar is missed.
--plot draws what waiting things cost instead, as in docs/performance.md. Run this while nothing else runs.
Presets: release (default), release-clang.
EOF
}

qeager_arguments release "$@"
[[ $preset == release* ]] || die "the preset '$preset' is not optimized: use release or release-clang."

plot=
if [[ ${arguments[0]:-} == --plot ]]; then
    ((${#arguments[@]} == 2)) || die "--plot needs the file to write, such as docs/images/waiting.svg, and nothing else."
    plot=$(realpath -- "${arguments[1]}")
    qeager_packages+=(python3-matplotlib)
fi
qeager_packages+=(python3)
qeager_setup "$preset"
cd "$qeager_root"
qeager_quietly cmake --preset "$preset" || die "configuring the preset '$preset' failed, see above."
qeager_quietly cmake --build --preset "$preset" --target benchmarks ||
    die "building the preset '$preset' failed, see above."
if [[ $plot ]]; then
    measured=build/$preset/benchmarks
    plotter=(/usr/bin/python3 tools/bench_plot.py) # Debian's, which has Debian's matplotlib
    for case in $("${plotter[@]}" --cases); do # each in a process of its own, beside what it is compared with
        qeager_quietly "$measured/bench_waiting" --benchmark_filter="^($case/|tasks/1000\$)" --benchmark_repetitions=15 \
            --benchmark_enable_random_interleaving=true --benchmark_min_time=0.05 \
            --benchmark_out="$measured/waiting-$case.json" || die "bench_waiting failed, see above."
    done
    exec "${plotter[@]}" "$measured" "$plot"
fi
exec python3 tools/bench_table.py benchmarks/bars.json "build/$preset/benchmarks" "${arguments[@]}"
