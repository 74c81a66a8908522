#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# Shared by the scripts of tools/, which source it. Everything it says goes to stderr.
# QEAGER_SKIP_SETUP=1 leaves the packages alone.

set -euo pipefail

qeager_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

qeager_packages=(
    g++ cmake ninja-build make pkg-config
    qt6-base-dev qt6-declarative-dev qt6-declarative-dev-tools qcoro-qt6-dev libbenchmark-dev valgrind
    qt6-qpa-plugins libqt6svg6 assistant-qt6 libqt6sql6-sqlite
    qml6-module-qtquick qml6-module-qtquick-window qml6-module-qtquick-controls
    qml6-module-qtquick-layouts qml6-module-qtquick-templates
    qml6-module-qtqml qml6-module-qtqml-models qml6-module-qtqml-workerscript qml6-module-qttest
)
qeager_clang_packages=(clang-19 libclang-rt-19-dev)

# QEAGER_PROGRAM is the command by which an installed script was called.
say() { printf '%s: %s\n' "${QEAGER_PROGRAM:-${0##*/}}" "$*" >&2; }

die() {
    say "$@"
    exit 1
}

# qeager_presets: the names of the test presets, one a line.
qeager_presets() {
    sed -n '/"testPresets"/,$ s/.*"name": *"\([^".][^"]*\)".*/\1/p' "$qeager_root/CMakePresets.json"
}

# qeager_arguments <default preset> <argument...>: sets preset and arguments (the others); --help prints usage() and ends.
qeager_arguments() {
    preset=$1
    shift
    arguments=()
    while (($#)); do
        case $1 in
        -h | --help)
            usage
            exit
            ;;
        --preset)
            (($# > 1)) || die "--preset needs a name; the presets are: $(qeager_presets | paste -sd' ')."
            preset=$2
            shift
            ;;
        --preset=*) preset=${1#*=} ;;
        *) arguments+=("$1") ;;
        esac
        shift
    done
}

# qeager_setup <preset>: checks the name and installs what the preset needs and this machine lacks.
qeager_setup() {
    local preset=$1
    local -a wanted=("${qeager_packages[@]}")

    qeager_presets | grep -qxF -e "$preset" ||
        die "unknown preset '$preset'; the presets are: $(qeager_presets | paste -sd' ')."
    [[ $preset != *-clang ]] || wanted+=("${qeager_clang_packages[@]}")
    [[ $preset != coverage-* ]] || wanted+=(llvm-19)
    [[ $preset != tsan-* ]] || wanted+=(llvm-19) # its reports, and what they leave out, are by the names of functions
    qeager_install "${wanted[@]}"
}

# qeager_install <package...>: installs what this machine lacks.
qeager_install() {
    local package status
    local -a wanted=("$@") missing=() as_root=()
    local -A installed=()

    [[ ${QEAGER_SKIP_SETUP:-0} != 1 ]] || return 0
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        die "this needs Debian's apt-get, which is missing here: install the equivalents of" \
            "${wanted[*]} yourself, then run it again with QEAGER_SKIP_SETUP=1."
    fi
    while read -r status package; do
        [[ $status != installed ]] || installed[$package]=1
    done < <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${wanted[@]}" 2>/dev/null || true)
    for package in "${wanted[@]}"; do
        [[ -n ${installed[$package]:-} ]] || missing+=("$package")
    done
    ((${#missing[@]})) || return 0

    if ((EUID != 0)); then
        command -v sudo >/dev/null ||
            die "installing ${missing[*]} needs root: run this as root, or install sudo."
        as_root=(sudo)
    fi
    as_root+=(env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120)
    say "installing from Debian (this takes a minute or two): ${missing[*]}"
    # A failed update is no reason to stop: the package lists may be good enough, and if not the install tells.
    if ! qeager_quietly "${as_root[@]}" update; then
        say "apt-get update failed (see above); trying to install all the same"
    fi
    qeager_quietly "${as_root[@]}" install -y --no-install-recommends "${missing[@]}" ||
        die "apt-get could not install ${missing[*]} (see above; QEager needs Debian 12 or newer)."
}

# qeager_quietly <command...>: its output appears, on stderr, only if it fails.
qeager_quietly() {
    local log status=0
    log=$(mktemp)
    "$@" >"$log" 2>&1 </dev/null || status=$?
    ((status == 0)) || cat "$log" >&2
    rm -f "$log"
    return "$status"
}
