#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

set -euo pipefail

# shellcheck source=tools/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

usage() {
    cat <<EOF
Usage: tools/abi.sh [--update]

Builds the libraries with the preset dev, and compares their binary interface with the baseline in packaging/abi: every
exported symbol, and the layout of every type that these use. Exit status 1: something has changed.
--update makes what was built the new baseline. It refuses a change that users are not told of: neither the SOVERSION
nor the section "Binary interface" of CHANGELOG.md has changed since the baseline.
EOF
}

qeager_arguments dev "$@"
[[ $preset == dev ]] || die "the baseline is that of the preset 'dev': leave --preset out."
case ${arguments[*]-} in
'') update= ;;
--update) update=1 ;;
*) die "unknown argument '${arguments[*]}'; see --help." ;;
esac

baseline=$qeager_root/packaging/abi
qeager_packages+=(abigail-tools xz-utils)
qeager_setup "$preset"
cd "$qeager_root"
qeager_quietly cmake --preset "$preset" || die "configuring the preset '$preset' failed, see above."
qeager_quietly cmake --build --preset "$preset" --target qeager-core qeager-qml ||
    die "building the preset '$preset' failed, see above."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Of the types, ours alone: what Qt and the standard library look like is theirs to keep.
cat >"$scratch/ours" <<'EOF'
[suppress_type]
  name_not_regexp = ^QEager
  drop = true
[suppress_function]
  symbol_name_not_regexp = QEager
  drop = true
[suppress_variable]
  symbol_name_not_regexp = QEager
  drop = true
EOF

# announced: what tells users of a change: the name that programs are linked with, and what the changelog says of it.
announced() {
    printf 'SOVERSION %s\n' "$1"
    printf 'CHANGELOG.md %s\n' "$(sed -n '/^### Binary interface$/,/^##/ { /^#/d; p }' CHANGELOG.md | sha256sum | cut -d' ' -f1)"
}

libraries=("build/$preset/src/libQEagerCore.so" "build/$preset/plugin/qml/libQEagerQml.so")
soversion=$(readlink "${libraries[0]}" | sed 's/.*\.so\.//')
changed=()
for library in "${libraries[@]}"; do
    name=$(basename "$library" .so)
    abidw --no-show-locs --no-corpus-path --no-comp-dir-path --suppressions "$scratch/ours" \
        --out-file "$scratch/$name.abi" "$(realpath "$library")"
    if [[ ! -e $baseline/$name.abi.xz ]]; then
        say "$name has no baseline."
        changed+=("$name")
        continue
    fi
    xz -dc "$baseline/$name.abi.xz" >"$scratch/$name.was"
    # Without the suppressions: they would hide that a type of ours has changed, too.
    abidiff --no-show-locs "$scratch/$name.was" "$scratch/$name.abi" >&2 || changed+=("$name")
done

announced "$soversion" >"$scratch/announced"
if ((${#changed[@]} == 0)); then
    say "the binary interface is that of the baseline."
elif [[ ! $update ]]; then
    die "the binary interface of ${changed[*]} is not that of the baseline, see above. If it has to change, say so in the" \
        "section \"Binary interface\" of CHANGELOG.md, and call tools/abi.sh --update."
elif [[ -e $baseline/announced ]] && cmp -s "$baseline/announced" "$scratch/announced"; then
    die "users are not told that the binary interface of ${changed[*]} has changed: say so in the section" \
        "\"Binary interface\" of CHANGELOG.md, or change the SOVERSION."
fi
[[ $update ]] || exit 0
for library in "${libraries[@]}"; do
    name=$(basename "$library" .so)
    xz -9 -c "$scratch/$name.abi" >"$baseline/$name.abi.xz"
done
cp "$scratch/announced" "$baseline/announced"
say "packaging/abi is the new baseline."
