#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

set -euo pipefail

# shellcheck source=tools/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

fuzz_targets=(configuration names qmlvalues)

usage() {
    cat <<EOF
Usage: tools/fuzz.sh [--minutes N] [--seed N] [TARGET...]

Builds QEager in build/fuzz with libFuzzer's instrumentation, AddressSanitizer and UndefinedBehaviorSanitizer, and gives each target
hostile input for N minutes (default: 60), beginning with the files in tests/fuzz/corpus. What leads to new code is kept in
build/fuzz/found/TARGET. An input that breaks something is kept in build/fuzz/broken, and the exit status is then 1.
Targets: ${fuzz_targets[*]} (default: all).
EOF
}

minutes=60 seed=1
targets=()
while (($#)); do
    case $1 in
    -h | --help)
        usage
        exit
        ;;
    --minutes | --seed)
        [[ ${2:-} =~ ^[1-9][0-9]*$ ]] || die "$1 needs a whole number from 1 on."
        [[ $1 == --seed ]] && seed=$2 || minutes=$2
        shift
        ;;
    -*) die "unknown argument '$1'; see --help." ;;
    *)
        [[ " ${fuzz_targets[*]} " == *" $1 "* ]] || die "unknown target '$1'; the targets are: ${fuzz_targets[*]}."
        targets+=("$1")
        ;;
    esac
    shift
done
((${#targets[@]})) || targets=("${fuzz_targets[@]}")

qeager_setup asan-clang
cd "$qeager_root"
build=build/fuzz
qeager_quietly cmake --preset asan-clang -B "$build" -DQEAGER_CHECK_HEADERS=OFF \
    "-DCMAKE_CXX_FLAGS=-fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=undefined -fno-omit-frame-pointer" ||
    die "configuring failed, see above."
qeager_quietly cmake --build "$build" --target "${targets[@]/#/fuzz_}" || die "building failed, see above."

export QT_QPA_PLATFORM=offscreen QEAGER='' UBSAN_OPTIONS=print_stacktrace=1
export LSAN_OPTIONS="suppressions=$qeager_root/tests/lsan.supp:print_suppressions=0"
status=0
mkdir -p "$build/broken"
for target in "${targets[@]}"; do
    found=$build/found/$target
    log=$build/$target.log
    mkdir -p "$found"
    say "$target: $minutes minutes, seed $seed (its output is in '$log')"
    # The paths are absolute, because a target may go to another folder. Leaks are looked for at the end, see tests/fuzz/CMakeLists.txt.
    if "$build/tests/fuzz/fuzz_$target" -seed="$seed" -max_total_time=$((minutes * 60)) -timeout=20 -max_len=4096 \
        -detect_leaks=0 -print_final_stats=1 \
        "-artifact_prefix=$PWD/$build/broken/$target-" "$PWD/$found" "$PWD/tests/fuzz/corpus/$target" >"$log" 2>&1; then
        sed -n 's/^stat::number_of_executed_units: */'"$target"': inputs: /p' "$log"
    else
        status=1
        say "$target: an input broke it; see the end of '$log' and '$build/broken'"
    fi
done
exit "$status"
