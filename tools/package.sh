#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

set -euo pipefail

# shellcheck source=tools/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
# shellcheck source=tools/compat/common.sh
source "$qeager_root/tools/compat/common.sh"
# shellcheck source=tools/package/build.sh
source "$qeager_root/tools/package/build.sh"
# shellcheck source=tools/package/table.sh
source "$qeager_root/tools/package/table.sh"

suites=(bookworm trixie sid)

usage() {
    cat <<EOT
Usage: tools/package.sh [--reproducible] [--nocheck] [--ccache] [--refresh] [SUITE...]

Builds the Debian packages of this source tree for SUITE (${suites[*]}; all of these if none is named), and tests them:
- in a clean tree with what debian/control asks for, as an ordinary user and without a network: source and binary packages, their tests;
- lintian, of which each error and each warning is a failure;
- in a second tree that has nothing else: installs the packages, runs the tests in debian/tests and the demo, upgrades to a higher
  version, removes and purges, and looks for files that are left.
Prints a table of the packages, and keeps them, with what was said, in $compat_trees/packages/SUITE.

--reproducible builds once more, as another user, in another folder, time zone and language, and compares the packages.
--nocheck      builds without the tests that belong to a build.
--ccache       installs ccache in the tree that builds, to build again sooner.
--refresh      makes the trees of these suites anew.

Needs root, Debian's debootstrap, and 3 GB for each suite. The trees are in \$QEAGER_COMPAT_TREES ($compat_trees).
QEAGER_COMPAT_JOBS says how many processes build at once. The exit status is 1 if anything failed.
EOT
}

# package_suite <suite>
package_suite() {
    local suite=$1
    results=$compat_trees/packages/$suite
    rm -rf -- "$results"
    mkdir -p -- "$results"
    package_trees "$suite"
    package_build "$suite"
    package_lint "$suite"
    package_try "$suite"
    [[ ! $reproducible ]] || package_again "$suite"
    package_table "$suite" | tee "$results/table.txt"
    say "$suite: the packages are in '$results'"
}

main() {
    local status=0 ended suite refresh=""
    local -a wanted=()
    reproducible='' nocheck='' ccache=''
    while (($#)); do
        case $1 in
        -h | --help)
            usage
            exit
            ;;
        --reproducible) reproducible=1 ;;
        --nocheck) nocheck=1 ;;
        --ccache) ccache=1 ;;
        --refresh) refresh=1 ;;
        -*) die "unknown argument '$1'; see --help." ;;
        *)
            [[ " ${suites[*]} " == *" $1 "* ]] || die "unknown suite '$1'; they are: ${suites[*]}."
            wanted+=("$1")
            ;;
        esac
        shift
    done
    ((${#wanted[@]})) || wanted=("${suites[@]}")

    ((EUID == 0)) || die "debootstrap and chroot need root: run this as root."
    qeager_install debootstrap dpkg iproute2 xz-utils
    unshare --mount true || die "a mount namespace cannot be made here, and without one mounts might be left behind."

    # One that fails does not keep the others from being built. (In "(…) ||", set -e would have no effect.)
    for suite in "${wanted[@]}"; do
        set +e
        (
            set -e
            if [[ $refresh ]]; then
                for name in package-"$suite"{,-build,-lint,-try}; do
                    compat_remove "$compat_trees/$name"
                done
            fi
            package_suite "$suite"
        )
        ended=$?
        set -e
        if ((ended)); then
            say "$suite failed, see above"
            status=1
        fi
    done
    exit "$status"
}

main "$@"
