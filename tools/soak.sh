#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

set -euo pipefail

# shellcheck source=tools/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

usage() {
    cat <<EOF
Usage: tools/soak.sh [--minutes N] [--plot PICTURE]

Builds QEager in build/release, runs what the demo runs for N minutes (default: 60), and says whether anything grew: memory, open files,
tasks, or the time that a posted event waits. The numbers are written to build/release/soak.csv, a line each ten seconds, and drawn in
PICTURE, an .svg or .png. --minutes 0 runs nothing, and looks at the numbers that there are. The exit status is 1 if something grew.
EOF
}

minutes=60 picture=
while (($#)); do
    case $1 in
    -h | --help)
        usage
        exit
        ;;
    --minutes)
        [[ ${2:-} =~ ^[0-9]+$ ]] || die "--minutes needs a whole number from 0 on."
        minutes=$2
        shift
        ;;
    --plot)
        picture=${2:-}
        [[ $picture == *.svg || $picture == *.png ]] || die "--plot needs the name of a picture, an .svg or .png."
        shift
        ;;
    *) die "unknown argument '$1'; see --help." ;;
    esac
    shift
done

qeager_packages+=(python3)
[[ ! $picture ]] || qeager_packages+=(python3-matplotlib)
qeager_setup release
cd "$qeager_root"
numbers=build/release/soak.csv
if ((minutes)); then
    qeager_quietly cmake --preset release || die "configuring the preset 'release' failed, see above."
    qeager_quietly cmake --build --preset release --target soak || die "building the preset 'release' failed, see above."
    say "running for $minutes minutes"
    QEAGER='' QT_LOGGING_RULES='qeager.warning=true' build/release/benchmarks/soak $((minutes * 60)) 10 >"$numbers" ||
        die "a task was left, or it crashed: see '$numbers'."
fi
[[ -f $numbers ]] || die "nothing was measured yet: run this with --minutes."
exec /usr/bin/python3 tools/soak_plot.py "$numbers" ${picture:+"$picture"}
