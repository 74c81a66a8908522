#!/bin/bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# Runs as root in a tree of Debian that has nothing else: installs /try/packages, runs the tests in /try/source/debian/tests, upgrades to
# /try/upgrades, removes and purges, and looks for files that are left. The lines that begin with "==" say how far it came. Ends at the
# first failure.

set -euo pipefail
cd /try

done_() { printf '== %s\n' "$*"; }
fail() {
    printf '== failed: %s\n' "$*"
    exit 1
}
install() { apt-get -y --no-install-recommends "$@"; }
as_user() { runuser -u tester -- env -i PATH=/usr/bin:/bin HOME=/home/tester LC_ALL=C.UTF-8 "$@"; }

# Everything but what changes by itself.
files() {
    find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /run -o -path /tmp -o -path /try -o -path /var/cache \
        -o -path /var/log -o -path /var/lib/dpkg -o -path /var/lib/apt -o -path /home \) -prune -o -print | LC_ALL=C sort
}

# tests: a line for each in debian/tests/control: its name, its restrictions ("-" for none), and what it depends on.
tests() {
    awk -v RS= '{
        gsub(/\n[ \t]+/, " "); name = depends = ""; restrictions = "-"
        n = split($0, lines, "\n")
        for (i = 1; i <= n; ++i) {
            value = lines[i]; sub(/^[^:]*: */, "", value)
            if (lines[i] ~ /^Tests:/) name = value
            if (lines[i] ~ /^Depends:/) { gsub(/,/, " ", value); depends = value }
            if (lines[i] ~ /^Restrictions:/) { gsub(/[ ,]+/, ",", value); restrictions = value }
        }
        print name, restrictions, depends
    }' source/debian/tests/control
}

# run_test <name> <restrictions>: as autopkgtest does: what it says to stderr is a failure, unless that is allowed.
run_test() {
    local status=0
    mkdir -p /home/tester/"$1"
    chown tester: /home/tester/"$1"
    (cd source && as_user AUTOPKGTEST_TMP=/home/tester/"$1" "debian/tests/$1") 2>/home/tester/stderr || status=$?
    cat /home/tester/stderr
    ((status == 0)) || fail "the test '$1' ended with $status"
    [[ $2 == *allow-stderr* || ! -s /home/tester/stderr ]] || fail "the test '$1' wrote to stderr"
    done_ "passed: $1"
}

useradd --create-home tester
apt-get update
mapfile -t ours < <(for package in packages/*.deb; do dpkg-deb -f "$package" Package; done)
version=$(dpkg-deb -f packages/libqeager-dev_*.deb Version)

# What they depend on comes first, so that what they leave can be told from what others leave.
apt-get -s --no-install-recommends install ./packages/*.deb | sed -n 's/^Inst \([^ ]*\).*/\1/p' | sort -u >wanted
mapfile -t others < <(grep -vxF "$(printf '%s\n' "${ours[@]}")" wanted)
install install "${others[@]}"
files >before

install install ./packages/*.deb
for package in "${ours[@]}"; do
    [[ $(dpkg-query -W -f '${db:Status-Status} ${Version}' "$package") == "installed $version" ]] || fail "$package is not installed"
done
done_ "installed: ${ours[*]}, and ${#others[@]} packages that they depend on"

as_user qeager-demo --orders
done_ "qeager-demo --orders ended well"

# First those that need no more than what is installed.
touch needy
while read -u 3 -r name restrictions depends; do
    # shellcheck disable=SC2086
    missing=$(apt-get -s --no-install-recommends install $depends)
    if grep -q '^Inst ' <<<"$missing"; then # not by a pipe, which grep may leave before apt-get has said all
        echo "$name $restrictions $depends" >>needy
    else
        run_test "$name" "$restrictions"
    fi
done 3< <(tests)
files >between
while read -u 3 -r -a words; do
    install install "${words[@]:2}"
done 3<needy
files | LC_ALL=C comm -13 between - >not_ours
while read -u 3 -r name restrictions _; do
    run_test "$name" "$restrictions"
done 3<needy

install install ./upgrades/*.deb
for package in "${ours[@]}"; do
    [[ $(dpkg-query -W -f '${Version}' "$package") == "$version+higher" ]] || fail "$package was not upgraded"
done
as_user qeager-demo --orders
done_ "upgraded to $version+higher; qeager-demo --orders ended well"

install remove "${ours[@]}"
! command -v qeager-demo || fail "the demo was not removed"
dpkg --purge "${ours[@]}" # which apt no longer knows, if they had no configuration
if dpkg-query -W -f '${Package} ${db:Status-Status}\n' "${ours[@]}" 2>/dev/null | grep -v ' not-installed$'; then
    fail "packages are left"
fi
files | LC_ALL=C comm -13 before - | LC_ALL=C comm -23 - not_ours >left
if [[ -s left ]]; then
    cat left
    fail "$(wc -l <left) files are left behind"
fi
done_ "removed and purged; no file is left behind"
