#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

set -euo pipefail

# shellcheck source=tools/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

usage() {
    cat <<EOF
Usage: tools/coverage.sh [--measured]

Builds QEager in build/coverage-clang, runs its tests, and prints for each file of src/ and plugin/ how many of its lines and branches
they ran, and every line that they did not. tests/uncovered.txt says why, for those lines that no test can run. The exit status is 1
if less than 97 % of the lines ran, or if a line has neither run nor a reason. --measured prints the last measurement again.
EOF
}

measured=
while (($#)); do
    case $1 in
    -h | --help)
        usage
        exit
        ;;
    --measured) measured=1 ;;
    *) die "unknown argument '$1'; see --help." ;;
    esac
    shift
done

qeager_setup coverage-clang
cd "$qeager_root"
build=build/coverage-clang
if [[ ! $measured ]]; then
    qeager_quietly cmake --preset coverage-clang || die "configuring failed, see above."
    qeager_quietly cmake --build --preset coverage-clang || die "building failed, see above."
    rm -rf "$build/profiles"
    ctest --preset coverage-clang || say "some tests failed, see above: what they should have run may be missing"
    llvm=/usr/lib/llvm-19/bin
    "$llvm/llvm-profdata" merge --sparse --failure-mode=all "$build"/profiles/*.profraw -o "$build/coverage.profdata"
    # Every program has its own copy of what the headers define. Given all of them, llvm-cov goes by the first that knows a function, even
    # if that one never calls it; given one, it forgets what a template has in others. A line that ran in either way has run.
    mapfile -d '' -t objects < <(find "$build" -type f \( -name 'tst_*' -o -name 'lib*.so*' -o -name 'qmltests' \) -perm -u+x \
        ! -path '*/consumer/*' ! -path '*/start/*' -print0)
    measured() { "$llvm/llvm-cov" export "$@" --instr-profile="$build/coverage.profdata" --format=lcov --sources src plugin; }
    measured "${objects[@]/#/-object=}" >"$build/coverage.lcov" || die "llvm-cov failed, see above."
    for object in "${objects[@]}"; do
        measured -object="$object" || die "llvm-cov failed, see above."
    done >"$build/each.lcov"
fi
[[ -f $build/coverage.lcov ]] || die "nothing was measured yet: run this without --measured."
exec python3 tools/coverage_table.py "$build/coverage.lcov" "$build/each.lcov" tests/uncovered.txt
