#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

set -euo pipefail

# shellcheck source=tools/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

usage() {
    cat <<EOF
Usage: tools/bench-peers.sh [--tree DIR] [--repetitions N] [--json FILE] [--built]

Compares QEager with Boost.Cobalt, Asio, tokio, V8 (in Node.js) and CPython's asyncio, all from Debian unstable. Makes a tree of Debian
unstable in DIR with debootstrap (once; build/peers-sid by default, 3 GB), builds the programs of benchmarks/peers in it, and runs them
in turns, N times (15) each. Needs root. To get newer packages, remove DIR. Run it while nothing else runs. The exit status is 1 if
QEager is behind where the work is the same. --built runs once more what the last call has built, and does nothing else.
EOF
}

tree=$qeager_root/build/peers-sid
repetitions=15
json=
built=
while (($#)); do
    case $1 in
    -h | --help)
        usage
        exit
        ;;
    --built) built=1 ;;
    --tree=* | --repetitions=* | --json=*)
        set -- "${1%%=*}" "${1#*=}" "${@:2}"
        continue
        ;;
    --tree | --repetitions | --json)
        [[ -n ${2:-} ]] || die "$1 needs a value; see --help."
        printf -v "${1#--}" %s "$2"
        shift
        ;;
    *) die "unknown argument '$1'; see --help." ;;
    esac
    shift
done
[[ $repetitions =~ ^[1-9][0-9]*$ ]] || die "'$repetitions' is not a number of repetitions."
tree=$(realpath -m -- "$tree")
state=$tree/.qeager-peers # says that the tree is ours, and what is installed in it: that comes last

# Asio is Boost's, the one that Cobalt runs on.
tree_packages=(g++ cmake ninja-build qt6-base-dev qcoro-qt6-dev libbenchmark-dev libboost-cobalt-dev python3)
# What Debian unstable may lack for a while, a peer an entry: its rows are then left out.
tree_peers=("cargo librust-libc-dev librust-tokio-dev" "nodejs")
tree_wanted="${tree_packages[*]} ${tree_peers[*]}"

# in_tree <command...>: runs it with the tree as its root. It has /proc; that is mounted in a namespace which ends with the command.
in_tree() {
    # shellcheck disable=SC2016
    unshare --mount sh -euc '
        mount -t proc proc "$0/proc"
        exec env -i ${http_proxy:+"http_proxy=$http_proxy"} \
            ${CMAKE_BUILD_PARALLEL_LEVEL:+"CMAKE_BUILD_PARALLEL_LEVEL=$CMAKE_BUILD_PARALLEL_LEVEL"} \
            PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive chroot "$0" "$@"
    ' "$tree" "$@"
}

make_tree() {
    [[ ! -f $state || $(<"$state") != "$tree_wanted" ]] || return 0
    if [[ -f $state ]]; then
        [[ $(findmnt --list --noheadings --output TARGET) != *"$tree/"* ]] ||
            die "something is mounted in '$tree', which should be made anew: unmount that first."
        say "making '$tree' anew: it was not finished, or for other packages"
        rm -rf --one-file-system -- "$tree"
    elif [[ -e $tree ]] && ! rmdir -- "$tree" 2>/dev/null; then
        die "'$tree' is not empty, and not a tree of this script: remove it, or name another by --tree."
    fi
    mkdir -p -- "$tree"
    echo unfinished >"$state"
    say "making a tree of Debian unstable in '$tree' (this takes some minutes)"
    qeager_quietly unshare --mount debootstrap --variant=minbase sid "$tree" || die "debootstrap failed, see above."
    # The package lists are debootstrap's, a minute old.
    qeager_quietly in_tree apt-get install -y --no-install-recommends "${tree_packages[@]}" ||
        die "apt-get could not install ${tree_packages[*]} in '$tree', see above."
    local -a packages
    local peer
    for peer in "${tree_peers[@]}"; do
        read -ra packages <<<"$peer"
        qeager_quietly in_tree apt-get install -y --no-install-recommends "${packages[@]}" ||
            say "apt-get could not install $peer, see above: the rows of that peer are left out"
    done
    in_tree apt-get clean
    echo "$tree_wanted" >"$state"
}

build_rows() {
    # From scratch: a copy has no dates to go by.
    rm -rf -- "$tree/qeager"
    mkdir -p -- "$tree/qeager/source"
    cp -r -- "$qeager_root"/{CMakeLists.txt,cmake,src,benchmarks,tools} "$tree/qeager/source"
    say "building QEager and its peers (this takes a minute)"
    qeager_quietly in_tree cmake -S /qeager/source/benchmarks/peers -B /qeager/build -G Ninja -DCMAKE_BUILD_TYPE=Release ||
        die "configuring benchmarks/peers failed, see above."
    qeager_quietly in_tree cmake --build /qeager/build || die "building benchmarks/peers failed, see above."
    touch "$tree/qeager/built"
}

((EUID == 0)) || die "debootstrap and chroot need root: run this as root."
if [[ $built ]]; then
    [[ -f $tree/qeager/built ]] || die "nothing has been built in '$tree': run this without --built first."
else
    qeager_packages=(debootstrap)
    qeager_setup release
    unshare --mount true || die "a mount namespace cannot be made here, and without one mounts might be left behind."
    make_tree
    in_tree python3 -c 'import sys; sys.exit(sys.version_info < (3, 14))' ||
        die "the tree has $(in_tree python3 --version), and the rows are about 3.14 or later: remove '$tree' to have a newer one."
    build_rows
fi

say "running $repetitions rounds of some seconds each"
status=0
rows=$tree/qeager/rows.json
in_tree python3 /qeager/source/tools/bench_peers_table.py /qeager/source/benchmarks/peers/rows.json /qeager/build \
    --repetitions "$repetitions" --json /qeager/rows.json || status=$?
[[ -z $json || ! -f $rows ]] || cp -- "$rows" "$json"
exit "$status"
