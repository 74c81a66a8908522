#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# shellcheck disable=SC2154 # what comes from elsewhere

# package_table <suite>: what the packages in $results are, a row each: bytes to download, installed size in KiB, what they depend on.
package_table() {
    local package
    printf '\nPackages for %s: size (KB), installed (KiB), dependencies\n\n' "$1"
    for package in "$results"/*.deb; do
        [[ $package != *-dbgsym_* ]] || continue
        printf '%-20s %8.1f %8s  %s\n' "$(dpkg-deb -f "$package" Package)" "$(($(stat -c %s "$package") / 100))e-1" \
            "$(dpkg-deb -f "$package" Installed-Size)" "$(dpkg-deb -f "$package" Depends)"
    done
}
