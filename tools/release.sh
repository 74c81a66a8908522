#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

set -euo pipefail

# shellcheck source=tools/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

# The steps, in their order: first what only reads, then what builds.
checks=(tree version changelog compat free)
builds=(tests abi docs packages)
declare -A commands=([tests]=.ci/run [abi]=tools/abi.sh [docs]=tools/docs.sh [packages]=tools/package.sh)
days=30

usage() {
    cat <<EOF
Usage: tools/release.sh [--dry-run] [--skip STEP]... [--compat-days N] VERSION

The checklist of a release: goes through these steps, and sets the tag if none failed. Each step prints a line: done, would do, skipped,
failed, or not begun. The exit status is 1 if a step failed.

  tree       nothing is changed that is not committed
  version    CMakeLists.txt, packaging/vcpkg and debian/changelog have VERSION
  changelog  CHANGELOG.md has a section of VERSION with a date, and nothing that is unreleased
  compat     each row of docs/compatibility.md is at most N days old ($days), and has no failure
  free       there is no tag vVERSION yet
  tests      .ci/run passes
  abi        tools/abi.sh finds no change that is not in the baseline
  docs       tools/docs.sh makes the HTML without a warning
  packages   tools/package.sh builds Debian's packages
  tag        git tag vVERSION

The steps from tests to packages build, and take an hour or two. They are not begun if a step before them failed. --dry-run changes
nothing: it does the steps from tree to free, and prints what it would do of the others. --skip leaves a step out, and may be there
several times; the tag's message says what was not checked. Pushing the tag is up to you.
EOF
}

# -- the steps that only read: each prints a sentence, and returns 1 if what it says is in the way of a release

# joined <phrase...>
joined() {
    local first=$1
    shift
    printf '%s' "$first" "${@/#/; }"
}

check_tree() {
    local changed
    changed=$(git status --porcelain)
    if [[ $changed ]]; then
        echo "these files are changed, or git does not know them: $(cut -c4- <<<"$changed" | paste -sd' ')"
        return 1
    fi
    echo "everything is committed ($(git rev-parse --short HEAD))"
}

check_version() {
    local file has wrong=()
    local -A expressions=(
        [CMakeLists.txt]='s/^project(QEager VERSION \([^ )]*\).*/\1/p'
        [packaging/vcpkg/ports/qeager/vcpkg.json]='s/^  "version": "\(.*\)",$/\1/p'
        [debian/changelog]='1s/^[^ ]* (\([^-)]*\).*/\1/p'
    )
    for file in CMakeLists.txt packaging/vcpkg/ports/qeager/vcpkg.json debian/changelog; do
        [[ -e $file ]] || continue
        has=$(sed -n "${expressions[$file]}" "$file")
        [[ $has == "$version" ]] || wrong+=("$file has '$has'")
    done
    if ((${#wrong[@]})); then
        joined "${wrong[@]}"
        return 1
    fi
    echo "$version everywhere"
}

# day <date>: in seconds; fails if there is no such day.
day() { [[ $1 =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}$ ]] && date -u -d "$1" +%s 2>/dev/null; }

# section <heading>: what CHANGELOG.md has below it, up to the next version.
section() { awk -v heading="$1" 'index($0, "## [") == 1 { inside = index($0, heading) == 1; next } inside' CHANGELOG.md; }

check_changelog() {
    local heading date seconds unreleased
    heading=$(grep -m 1 -F "## [$version]" CHANGELOG.md || true)
    if [[ ! $heading ]]; then
        echo "CHANGELOG.md has no section '## [$version] - $(date -u +%F)'"
        return 1
    fi
    date=${heading#"## [$version] - "}
    if ! seconds=$(day "$date"); then
        echo "the section of $version in CHANGELOG.md has no date: '$heading'"
        return 1
    fi
    if ((seconds > $(date -u +%s))); then
        echo "the date of $version in CHANGELOG.md is yet to come: $date"
        return 1
    fi
    if ! section "## [$version]" | grep -c '^- ' >/dev/null; then
        echo "the section of $version in CHANGELOG.md says nothing"
        return 1
    fi
    unreleased=$(section '## [Unreleased]' | grep -c '^- ' || true)
    if ((unreleased)); then
        echo "CHANGELOG.md still has entries in the section Unreleased: $unreleased"
        return 1
    fi
    echo "the section of $version is from $date"
}

check_compat() {
    local row failed date seconds count=0 wrong=()
    # In a row, its name is the first column, the failures are the third from the end, and the date is the last.
    while IFS='|' read -r row failed date; do
        count=$((count + 1))
        [[ $failed == 0 ]] || wrong+=("$row has failures: $failed")
        if ! seconds=$(day "$date"); then
            wrong+=("$row has no date")
        elif (($(date -u +%s) - seconds > (days + 1) * 86400)); then
            wrong+=("$row is from $date, more than $days days ago")
        fi
    done < <(awk -F ' *[|] *' '/^<!-- end of rows/ { exit } rows && /^[|] `/ { print $2 "|" $(NF - 3) "|" $(NF - 1) }
        /^<!-- rows: / { rows = 1 }' docs/compatibility.md)
    if ((count == 0)); then
        echo "docs/compatibility.md has no row: run tools/compat.sh"
        return 1
    fi
    if ((${#wrong[@]})); then
        echo "in docs/compatibility.md, $(joined "${wrong[@]}"): run tools/compat.sh"
        return 1
    fi
    echo "none of the $count rows has a failure, or is older than $days days"
}

check_free() {
    if git rev-parse -q --verify "refs/tags/v$version" >/dev/null; then
        echo "there is a tag v$version already, of $(git rev-parse --short "v$version^{commit}")"
        return 1
    fi
    echo "there is no tag v$version yet"
}

# -- all of them

dry_run=
version=
skipped=()
failed=0

# report <what became of it> <step> <sentence>
report() {
    printf '%-10s %-10s %s\n' "$1" "$2" "$3"
    [[ $1 != failed ]] || failed=1
}

# is_skipped <step>
is_skipped() { [[ " ${skipped[*]-} " == *" $1 "* ]]; }

# All of it in a function, so that bash has read this file before it begins.
main() {
    local steps=("${checks[@]}" "${builds[@]}") step said command message
    while (($#)); do
        case $1 in
        -h | --help)
            usage
            exit
            ;;
        --dry-run) dry_run=1 ;;
        --skip)
            [[ " ${steps[*]} " == *" ${2-} "* ]] || die "there is no step '${2-}' to skip. There are: ${steps[*]}."
            skipped+=("$2")
            shift
            ;;
        --compat-days)
            [[ ${2-} =~ ^[0-9]+$ ]] || die "--compat-days needs a number, and not '${2-}'."
            days=$2
            shift
            ;;
        -*) die "unknown argument '$1'; see --help." ;;
        *)
            [[ ! $version ]] || die "one version at a time, and not both '$version' and '$1'."
            version=$1
            ;;
        esac
        shift
    done
    [[ $version ]] || die "which version? See --help."
    [[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || die "'$version' is no version: three numbers with dots between them."
    cd "$qeager_root"
    git rev-parse --git-dir >/dev/null 2>&1 || die "this is no git repository, so there is nothing to tag."

    for step in "${checks[@]}"; do
        if is_skipped "$step"; then
            report skipped "$step" "as --skip says"
        elif said=$("check_$step"); then
            report "done" "$step" "$said"
        else
            report failed "$step" "$said"
        fi
    done
    for step in "${builds[@]}"; do
        command=${commands[$step]}
        if is_skipped "$step"; then
            report skipped "$step" "as --skip says"
        elif [[ ! -x $command ]]; then
            report failed "$step" "there is no $command"
        elif [[ $dry_run ]]; then
            report "would do" "$step" "$command"
        elif ((failed)); then
            report "not begun" "$step" "because a step before it failed"
        elif "$command" >&2; then
            report "done" "$step" "$command has passed"
        else
            report failed "$step" "$command has failed, see above"
        fi
    done

    message="QEager $version"
    ((${#skipped[@]} == 0)) || message+=" (not checked: ${skipped[*]})"
    if ((failed)); then
        report "not begun" tag "because a step before it failed"
    elif [[ $dry_run ]]; then
        report "would do" tag "git tag -a -m '$message' v$version"
    elif ! is_skipped tree && ! said=$(check_tree); then # what builds may have left something
        report failed tag "now $said"
    elif git tag -a -m "$message" "v$version"; then
        report "done" tag "v$version is set; to publish it: git push origin v$version"
    else
        report failed tag "git could not set v$version, see above"
    fi
    exit "$failed"
}

main "$@"
