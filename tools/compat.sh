#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

set -euo pipefail

# shellcheck source=tools/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
# shellcheck source=tools/compat/common.sh
source "$qeager_root/tools/compat/common.sh"

# compat_names: the targets, one a line.
compat_names() {
    local file
    for file in "$qeager_root"/tools/compat/*.sh; do
        file=${file##*/}
        [[ $file == common.sh ]] || echo "${file%.sh}"
    done
}

usage() {
    local name
    cat <<EOT
Usage: tools/compat.sh [--refresh] [--keep-page] [--again] TARGET[:ROW]...

Builds QEager on another system, or in another way, runs its tests there, prints a table of what passed, and writes the rows of
docs/compatibility.md. Each target has a tree of its own in \$QEAGER_COMPAT_TREES (${compat_trees}), which is
made once; nothing else is changed on this machine. Needs root, Debian's debootstrap, and 2 to 5 GB for each tree.
TARGET:ROW runs one of its configurations only. --refresh upgrades the trees first. --keep-page writes no page. --again runs only the
tests that failed last time, after a mistake was mended; the row then says so.
QEAGER_COMPAT_MIRROR names a mirror of Debian, QEAGER_COMPAT_JOBS how many processes build at once, QEAGER_COMPAT_LEAVE the tests that
do not run this time, by a regular expression, and QEAGER_COMPAT_REASON why, which the row then says.

Targets (minutes on two cores: the first time, and again):
EOT
    for name in $(compat_names); do
        # shellcheck disable=SC1090
        (source "$qeager_root/tools/compat/$name.sh" && printf '  %-16s %s\n' "$name" "$(compat_describe)")
    done
}

# All of it in a function, so that bash has read this file before it begins: it may change while this runs.
main() {
    local keep_page="" status ended target
    local -a targets=()
    while (($#)); do
        case $1 in
        -h | --help)
            usage
            exit
            ;;
        --refresh) export compat_refresh=1 ;;
        --again) export compat_again=1 ;;
        --keep-page) keep_page=1 ;;
        -*) die "unknown argument '$1'; see --help." ;;
        *)
            compat_names | grep -qxF -e "${1%%:*}" || die "unknown target '${1%%:*}'; they are: $(compat_names | paste -sd' ')."
            targets+=("$1")
            ;;
        esac
        shift
    done
    if ((${#targets[@]} == 0)); then
        usage
        exit
    fi

    ((EUID == 0)) || die "debootstrap and chroot need root: run this as root."
    qeager_install debootstrap python3
    unshare --mount true || die "a mount namespace can not be made here, and without one mounts might be left behind."

    # A target that cannot begin does not keep the others from running. (In "(…) ||", set -e would have no effect.)
    status=0
    for target in "${targets[@]}"; do
        set +e
        (
            set -e
            if [[ $target == *:* ]]; then
                compat_only=("${target#*:}")
            fi
            # shellcheck disable=SC1090
            source "$qeager_root/tools/compat/${target%%:*}.sh"
            compat_run
        )
        ended=$?
        set -e
        if ((ended)); then
            say "$target did not come to its end, see above"
            status=1
        fi
    done
    python3 "$qeager_root/tools/compat/table.py" print "$compat_results" || status=1
    if [[ ! $keep_page ]]; then
        python3 "$qeager_root/tools/compat/table.py" write "$compat_results" "$qeager_root/docs/compatibility.md"
    fi
    exit "$status"
}

main "$@"
