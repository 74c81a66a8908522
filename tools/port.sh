#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

set -euo pipefail

# shellcheck source=tools/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

usage() {
    cat <<EOF
Usage: ${QEAGER_PROGRAM:-tools/port.sh} DIR [--dry-run]

Moves the source tree DIR from QCoro::Task to QEager::ValueTask:
- in C++ files, replaces QCoro::Task<…> by QEager::ValueTask<…>, and includes <qeager/valuetask.h> behind QCoro's header;
- in each CMakeLists.txt, finds QEager where QCoro is found, and links QEager::Core where QCoro is linked;
- lists the lines to look at, as file:line, under the sections of docs/porting.md, which say why, and what to write.

--dry-run changes nothing. It prints what would change as a patch, and the same list.

A second run changes nothing more. A line with the comment "// not ported" keeps its QCoro::Task, and is not listed. In a Git repository, the
script takes the files that Git does not ignore. It leaves out build directories, directories named 3rdparty, 3rd_party, third_party,
thirdparty or external, and symbolic links.
EOF
}

directory=
dry_run=0
while (($#)); do
    case $1 in
    -h | --help)
        usage
        exit
        ;;
    --dry-run) dry_run=1 ;;
    -*) die "unknown argument '$1'; see --help." ;;
    *)
        [[ -z $directory ]] || die "one directory at a time: '$directory' or '$1'?"
        directory=$1
        ;;
    esac
    shift
done
[[ -n $directory ]] || die "which directory? See --help."
[[ -d $directory ]] || die "'$directory' is not a directory."
command -v perl >/dev/null || die "this needs perl, which is missing here."
cd -- "$directory"

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

# -- the files

# list_files: all of the tree, each ended by a null character.
list_files() {
    if git rev-parse --is-inside-work-tree >/dev/null 2>&1 && ! git check-ignore -q . 2>/dev/null; then
        git ls-files -z --cached --others --exclude-standard
    else
        find . -name .git -prune -o -type f -printf '%P\0'
    fi
}

# is_left_out <file>: it is in a build directory, or not this project's. Looks at each directory once.
declare -A left_out=([.]=no)
is_left_out() {
    local parent=.
    [[ $1 != */* ]] || parent=${1%/*}
    if [[ -z ${left_out[$parent]:-} ]]; then
        left_out[$parent]=no
        case ${parent##*/} in
        3rdparty | 3rd_party | third_party | thirdparty | external) left_out[$parent]=yes ;;
        *) if [[ -e $parent/CMakeCache.txt ]] || is_left_out "$parent"; then left_out[$parent]=yes; fi ;;
        esac
    fi
    [[ ${left_out[$parent]} == yes ]]
}

sources=()
cmake_lists=()
other_build_files=()
while IFS= read -r -d '' file; do
    [[ -f $file && ! -L $file ]] || continue
    case ${file##*/} in
    CMakeLists.txt) kind=cmake_lists ;;
    *.cmake | *.cmake.in | *.pro | *.pri | *.qbs | meson.build) kind=other_build_files ;;
    *.h | *.hh | *.hpp | *.hxx | *.h++ | *.c++ | *.cpp | *.cc | *.cxx | *.inl | *.ipp | *.tpp | *.txx | *.mm) kind=sources ;;
    *) continue ;;
    esac
    if ! is_left_out "$file"; then
        declare -n files=$kind
        files+=("$file")
    fi
done < <(list_files | LC_ALL=C sort -zu)
((${#sources[@]})) || die "there is no C++ file in '$directory'."

if ((!dry_run)) && [[ -n $(git status --porcelain -- . 2>/dev/null) ]]; then
    say "warning: '$directory' has changes that are not committed; those of this script will be among them."
fi

# -- what is changed

# Reads a C++ file, writes the ported one.
cat >"$work/source.pl" <<'PERL'
undef $/;
$_ = <STDIN>;
my $eol = /\r\n/ ? "\r\n" : "\n";
my $replaced = s/^using QCoro::Task;/template <typename T = void>${eol}using Task = QEager::ValueTask<T>;/mg;
if (/^\s*using\s+namespace\s+QCoro\s*;/m && !/\b(?:class|struct|using)\s+Task\b/) {
    $replaced += s/(?<![\w:.>])Task(?=\s*<)/QEager::ValueTask/g;
}
$replaced += s/(?<![\w:])((?:::)?)QCoro::Task(?=\s*<)(?![^\n]*\/\/ not ported)/$1QEager::ValueTask/g;
if ($replaced && !/^\s*#\s*include\s*<qeager\/(?:qeager|valuetask)\.h>/m) {
    my $include = qr/^([ \t]*#[ \t]*include[ \t]*)[<"]/m;
    my $header = qr/${include}(?:QCoro|qcoro)[^\n]*\n/m;
    my $task = qr/${include}(?:QCoro\/(?:QCoro)?Task|QCoroTask|(?:qcoro\/)?(?:qcoro)?task\.h)[>"][^\n]*\n/m;
    # Behind the headers of QCoro, best those among which its task is, or
    s/$task(?:$header)*/$&$1<qeager\/valuetask.h>$eol/ or s/$header+/$&$1<qeager\/valuetask.h>$eol/ or do {
        # behind the first include that depends on no condition but the guard of the file.
        my ($depth, $guard, $done, $text) = (0, '', 0, '');
        for my $line (/.*\n|.+/g) {
            $text .= $line;
            if ($line =~ /^\s*#\s*if/) {
                $guard = $1 if !$depth && !$guard && $line =~ /^\s*#\s*ifndef\s+(\w+)/;
                ++$depth;
            } elsif ($line =~ /^\s*#\s*endif/) {
                --$depth;
            } elsif ($depth == 1 && $guard && $line =~ /^\s*#\s*define\s+\Q$guard\E\s*$/) {
                $depth = 0;
            } elsif (!$done && !$depth && $line =~ $include) {
                $text .= "$1<qeager/valuetask.h>$eol";
                $done = 1;
            }
        }
        $_ = $text;
    };
}
print;
PERL

# The same for a CMakeLists.txt.
cat >"$work/cmake.pl" <<'PERL'
undef $/;
$_ = <STDIN>;
my $eol = /\r\n/ ? "\r\n" : "\n";
my $arguments = qr/(?:[^()#"]|#[^\n]*|"(?:[^"\\]|\\.)*")*/s;
my $target = qr/QCoro(?:6|\$\{\w+\})?::\w+/;
if (!/^[^#\n]*\bfind_package\s*\(\s*QEager\b/mi) {
    s/^([ \t]*)find_package\s*\(\s*QCoro(?!5)\w*(?:\$\{\w+\})?(?=[\s)])$arguments\)[^\n]*(?:\n|\z)/
        $& . (substr($&, -1) eq "\n" ? '' : $eol) . "$1find_package(QEager REQUIRED)$eol"/mei;
}
sub with_ours {
    my $call = shift;
    return $call if $call =~ /^[^#\n]*\bQEager::Core\b/m;
    $call =~ s/^([ \t]*)$target[ \t]*\r?\n/$&$1QEager::Core$eol/m or $call =~ s/^([^#\n]*?\b$target)(?!\w)/$1 QEager::Core/m;
    return $call;
}
s/^([ \t]*(?:target_link_libraries|ecm_add_tests?)\s*\($arguments\))/with_ours($1)/meig;
print;
PERL

# Reads a ported CMakeLists.txt, writes the lines with a target of QCoro in commands that have none of ours, and with QCoro for Qt 5.
cat >"$work/left.pl" <<'PERL'
undef $/;
$_ = <STDIN>;
my $arguments = qr/(?:[^()#"]|#[^\n]*|"(?:[^"\\]|\\.)*")*/s;
while (/^[ \t]*(?!(?:else)?if\b)\w+\s*\($arguments\)/mig) {
    my ($call, $start) = ($&, $-[0]);
    next if $call =~ /^[^#\n]*\bQEager::Core\b/m || $call !~ /^[^#\n]*\b(?:QCoro(?:[56]|\$\{\w+\})?::\w+|find_package\s*\(\s*QCoro5)[^\n]*/m;
    my ($line, $text) = (1 + (substr($_, 0, $start + $-[0]) =~ tr/\n//), $&);
    print "$line:$text\n";
}
PERL

# port <program> <file>
changed=0
port() {
    local ported=$work/ported
    perl "$work/$1" <"$2" >"$ported"
    ! cmp -s -- "$2" "$ported" || return 0
    changed=$((changed + 1))
    if ((dry_run)); then
        diff -u --label "a/$2" --label "b/$2" -- "$2" "$ported" || true
    else
        cat -- "$ported" >"$2" # its mode stays
        printf 'ported: %s\n' "$2"
    fi
}

while IFS= read -r -d '' file; do
    port source.pl "$file"
done < <(grep -lZF 'QCoro' -- "${sources[@]}" || true)
is_ported=0
if ((changed)) || grep -qsF 'QEager::ValueTask' -- "${sources[@]}"; then
    is_ported=1
    for file in "${cmake_lists[@]}"; do
        port cmake.pl "$file"
    done
fi

# -- what somebody has to look at

# without_comments: drops the hits of grep that are comments as a whole, and those that somebody has looked at.
without_comments() { grep -vE '^[^:]*:[0-9]+:[[:space:]]*(//|/\*|\* )|// not ported' || true; }

# look <heading> <hits>
looks=0
look() {
    [[ -n $2 ]] || return 0
    looks=$((looks + $(wc -l <<<"$2")))
    printf '\n%s\n%s\n' "$1" "$2"
}

# The page has the expressions, each in its section. $FILES are those with coroutines.
# shellcheck disable=SC2016
files_of_section=' $FILES' all_files_of_section=' $ALL_FILES'
mapfile -d '' -t coroutines < <(grep -lZE 'co_await|co_return|QCoro|QEager::' -- "${sources[@]}" || true)
heading=
while IFS= read -r line; do
    [[ $line != '## '* ]] || heading=${line#'## '}
    if [[ $line =~ ^'    grep -nE '\'(.*)\'"$files_of_section"$ ]] && ((${#coroutines[@]})); then
        look "docs/porting.md: $heading" "$(grep -HnE -e "${BASH_REMATCH[1]}" -- "${coroutines[@]}" | without_comments)"
    elif [[ $line =~ ^'    grep -nE '\'(.*)\'"$all_files_of_section"$ ]]; then
        look "docs/porting.md: $heading" "$(grep -HnE -e "${BASH_REMATCH[1]}" -- "${sources[@]}" | without_comments)"
    fi
done <"$qeager_root/docs/porting.md"

mapfile -d '' -t with_tasks < <(grep -lZE 'QCoro::Task *<|QEager::ValueTask' -- "${sources[@]}" || true)
if ((${#with_tasks[@]})); then
    mapfile -d '' -t without_include < <(grep -LZE '^[[:space:]]*#[[:space:]]*include' -- "${with_tasks[@]}" || true)
    ((${#without_include[@]} == 0)) ||
        look 'docs/porting.md: What the script leaves (no #include, to put <qeager/valuetask.h> behind it)' \
            "$(grep -Hnm1 -E 'QCoro::Task *<|QEager::ValueTask' -- "${without_include[@]}")"
fi

if ((is_ported)); then
    by_hand=
    : >"$work/all_cmake"
    for file in "${cmake_lists[@]}"; do
        perl "$work/cmake.pl" <"$file" >"$work/ported"
        cat -- "$work/ported" >>"$work/all_cmake"
        found=$(perl "$work/left.pl" <"$work/ported")
        [[ -z $found ]] || by_hand+=$(while IFS= read -r line; do printf '%s:%s\n' "$file" "$line"; done <<<"$found")$'\n'
    done
    if ((${#other_build_files[@]})); then
        by_hand+=$({ grep -HnE '^[^#]*QCoro' -- "${other_build_files[@]}" || true; } | without_comments)
    fi
    look 'docs/porting.md: Building (QEager is not added here)' "${by_hand%$'\n'}"

    missing=()
    grep -qiE '^[^#]*find_package *\( *QEager' "$work/all_cmake" || missing+=('find_package(QEager REQUIRED)')
    grep -qE '^[^#]*QEager::Core' "$work/all_cmake" || missing+=('target_link_libraries(<target> PRIVATE QEager::Core)')
    if ((${#missing[@]})); then
        printf '\nNo CMakeLists.txt here has a usual place for these, so add them where QCoro is found and linked:\n'
        printf '    %s\n' "${missing[@]}"
    fi
fi

((dry_run)) && verb='Would change' || verb=Changed
printf '\n%s: %d. Lines to look at: %d.\n' "$verb" "$changed" "$looks"
