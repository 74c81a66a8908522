#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

set -euo pipefail

# shellcheck source=tools/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

usage() {
    cat <<EOF
Usage: tools/lint.sh [--build FOLDER]

Installs the missing packages from Debian, and checks what no compiler checks: the format of C++, spelling, shell scripts, licence
lines, the width of lines, that a QVERIFY states one fact, and links between pages. Prints everything that it finds; the exit status is
1 then.
--build also runs clang-tidy and qmllint, which takes minutes. They need the build of a Clang preset with its QML modules, such as
build/dev-clang.
EOF
}

build=
case ${1:-} in
-h | --help)
    usage
    exit
    ;;
--build) build=$(realpath -- "${2:?the folder of a build is missing}") ;;
"") ;;
*) die "unknown argument '$1'; see --help." ;;
esac

qeager_install clang-format-19 codespell shellcheck reuse python3
[[ ! $build ]] || qeager_install clang-tidy-19 qt6-declarative-dev-tools
cd "$qeager_root"

found=0
# check <what> <command...>: its output appears only if it fails.
check() {
    local what=$1
    shift
    if qeager_quietly "$@"; then
        say "$what: clean"
    else
        say "$what: see above"
        found=1
    fi
}

# Every file that git knows; in an exported tree, every file but those of builds.
mapfile -t files < <(git ls-files 2>/dev/null || find . -type f -not -path './build/*' -not -path './.git/*' -printf '%P\n')
((${#files[@]})) || die "there are no files to check."

# among <expression> [<expression that must not match>]: the files whose names match.
among() { printf '%s\n' "${files[@]}" | grep -E -e "$1" | grep -vE -e "${2:-^\$}"; }

# Licences: reuse wants the text in a folder of its own, which it gets in a copy.
licences() (
    copy=$(mktemp -d)
    trap 'rm -rf "$copy"' EXIT
    printf '%s\0' "${files[@]}" | xargs -0 cp --parents -t "$copy"
    mkdir "$copy/LICENSES"
    cp LICENSE "$copy/LICENSES/MIT.txt"
    reuse --root "$copy" lint
)

# narrow <columns> <file...>: no line is wider.
narrow() {
    local most=$1
    shift
    ! LC_ALL=C.UTF-8 grep -nHP "^.{$((most + 1)),}" "$@"
}

mapfile -t sources < <(among '\.(cpp|h)$' '^tests/(port|refused|accepted)/')
mapfile -t others < <(among '\.(qml|sh|py|cmake)$|CMakeLists\.txt$')
mapfile -t scripts < <(among '\.sh$|^\.ci/run$|^tools/qeager-new$')
mapfile -t texts < <(among '' '\.(svg|png)$')
mapfile -t pages < <(among '\.md$')
check format clang-format-19 --dry-run -Werror "${sources[@]}"
check spelling codespell --ignore-words-list nin,nd,allways,allready "${texts[@]}"
check scripts shellcheck -x -S warning "${scripts[@]}"
check licences licences
check "width of C++" narrow 120 "${sources[@]}"
check "width of the rest" narrow 150 "${others[@]}"
check "facts of tests" python3 tools/lint_tests.py "${sources[@]}"
check links python3 tools/lint_links.py "${pages[@]}"
if [[ $build ]]; then
    mapfile -t bodies < <(among '^(src|plugin)/.*\.cpp$')
    mapfile -t views < <(among '^demo_app/.*\.qml$')
    check clang-tidy xargs -n 4 -P "$(nproc)" clang-tidy-19 --quiet -p "$build" <<<"${bodies[*]}"
    check qmllint /usr/lib/qt6/bin/qmllint -I "$build/qml" -I "$build/demo_app" "${views[@]}"
fi
exit "$found"
