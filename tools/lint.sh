#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

set -euo pipefail

# shellcheck source=tools/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

usage() {
    cat <<EOF
Usage: tools/lint.sh [--build FOLDER]

Installs the missing packages from Debian, and checks what no compiler does, in all files that git knows: the format of C++, spelling, shell
scripts, licence lines, the width of lines, links between pages. Exit status 1: something was found; all of it is printed.
--build: also what needs a build of a Clang preset with its QML modules, such as build/dev-clang: clang-tidy and qmllint. Takes minutes.
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
*) die "unknown argument '$1'; --help says what there is." ;;
esac

qeager_install clang-format-19 codespell shellcheck reuse python3 git
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

# Licences: reuse wants the text in a folder of its own, which it gets in a copy of what git knows.
licences() (
    copy=$(mktemp -d)
    trap 'rm -rf "$copy"' EXIT
    git ls-files -z | xargs -0 cp --parents -t "$copy"
    mkdir "$copy/LICENSES"
    cp LICENSE "$copy/LICENSES/MIT.txt"
    reuse --root "$copy" lint
)

# No line of C++ is wider than 120 columns, no other one than 150. What a test reads in a comment cannot be broken.
width() {
    local wide
    wide=$({
        git ls-files -z -- '*.cpp' '*.h' ':!tests/refused' ':!tests/accepted' | LC_ALL=C.UTF-8 xargs -0 grep -nP '^.{121,}' || true
        git ls-files -z -- '*.qml' '*.sh' '*.py' '*.cmake' '*CMakeLists.txt' | LC_ALL=C.UTF-8 xargs -0 grep -nP '^.{151,}' || true
    })
    [[ -z $wide ]] || {
        printf '%s\n' "$wide"
        return 1
    }
}

mapfile -t sources < <(git ls-files -- '*.cpp' '*.h' ':!tests/port' ':!tests/refused' ':!tests/accepted')
mapfile -t scripts < <(git ls-files -- '*.sh' .ci/run)
mapfile -t texts < <(git ls-files -- ':!*.svg' ':!*.png')
mapfile -t pages < <(git ls-files -- '*.md')
check format clang-format-19 --dry-run -Werror "${sources[@]}"
check spelling codespell --ignore-words-list nin,nd,allways,allready "${texts[@]}"
check scripts shellcheck -x -S warning "${scripts[@]}"
check licences licences
check width width
check links python3 tools/lint_links.py "${pages[@]}"
if [[ $build ]]; then
    mapfile -t bodies < <(git ls-files -- 'src/*.cpp' 'plugin/*.cpp')
    mapfile -t views < <(git ls-files -- 'demo_app/*.qml')
    check clang-tidy xargs -n 4 -P "$(nproc)" clang-tidy-19 --quiet -p "$build" <<<"${bodies[*]}"
    check qmllint /usr/lib/qt6/bin/qmllint -I "$build/qml" -I "$build/demo_app" "${views[@]}"
fi
exit "$found"
