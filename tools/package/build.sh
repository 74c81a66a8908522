#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# shellcheck disable=SC2154 # what comes from elsewhere

# How tools/package.sh makes packages: trees, builds in them, lintian, and what tools/package/try.sh does in a tree of its own.
# $results is the folder for what comes of a suite, $ccache and $nocheck are arguments.

# package_trees <suite>: $builder, with what debian/control asks for, and $linter, with lintian. Both are copies of one that has nothing
# else, which is then in $base.
package_trees() {
    local suite=$1 wanted
    compat_base "package-$suite" "$suite" amd64
    base=$tree

    wanted="$(sed '/^$/q' "$qeager_root/debian/control" | sha256sum) ${ccache:+ccache}" # the source's stanza
    builder=$compat_trees/package-$suite-build
    if [[ ! -f $builder/.qeager-compat || $(<"$builder/.qeager-compat") != "$wanted" ]]; then
        say "$suite: making the tree that builds (this takes some minutes)"
        compat_clone "$base" "package-$suite-build"
        compat_in "$builder" useradd --create-home builder
        compat_in "$builder" useradd --create-home other
        mkdir -p "$builder/build/control"
        cp -r -- "$qeager_root/debian" "$builder/build/control"
        package_apt "$builder" update
        package_apt "$builder" install build-essential ${ccache:+ccache}
        package_apt "$builder" build-dep /build/control
        compat_in "$builder" apt-get clean
        echo "$wanted" >"$builder/.qeager-compat"
    else
        compat_lock "$builder"
    fi

    linter=$compat_trees/package-$suite-lint
    if [[ ! -f $linter/.qeager-compat || $(<"$linter/.qeager-compat") != lintian ]]; then
        say "$suite: making the tree with lintian"
        compat_clone "$base" "package-$suite-lint"
        package_apt "$linter" update
        package_apt "$linter" install lintian
        compat_in "$linter" apt-get clean
        echo lintian >"$linter/.qeager-compat"
    else
        compat_lock "$linter"
    fi
}

# package_apt <tree> <argument...>
package_apt() {
    qeager_quietly compat_in "$1" apt-get -y --no-install-recommends "${@:2}" || die "apt-get ${*:2} failed in '$1', see above."
}

# package_source <folder>: the source tree with debian/, and its orig archive: the same files always make the same archive.
package_source() {
    local folder=$1 version files
    version=$(package_version)
    version=${version%-*}
    files=$(mktemp)
    # Every file that git knows or would; in an exported tree, every file but those of builds.
    (cd "$qeager_root" && { git ls-files -z --cached --others --exclude-standard 2>/dev/null ||
        find . -type f -not -path './build/*' -not -path './.git/*' -printf '%P\0'; }) | LC_ALL=C sort -z >"$files"
    rm -rf -- "$folder"
    (
        umask 022
        mkdir -p -- "$folder/qeager-$version"
        tar -C "$qeager_root" --null --files-from="$files" --mode=u=rwX,go=rX -cf - | tar -C "$folder/qeager-$version" -xpf -
    )
    rm -f -- "$files"
    tar -C "$folder" --exclude="qeager-$version/debian" --sort=name --owner=0 --group=0 --numeric-owner \
        --mtime="$(sed -n 's/^ -- .*>  //p;T;q' "$qeager_root/debian/changelog")" -cJf "$folder/qeager_$version.orig.tar.xz" "qeager-$version"
}

# package_version: that of debian/changelog.
package_version() { sed -n '1s/.*(\(.*\)).*/\1/p' "$qeager_root/debian/changelog"; }

# package_run <user> <folder> <umask> <NAME=VALUE...> -- <dpkg-buildpackage's argument...>: builds in the folder of $builder.
package_run() {
    local user=$1 folder=$2 mask=$3
    local -a settings=()
    shift 3
    while [[ $1 != -- ]]; do
        settings+=("$1")
        shift
    done
    shift
    if [[ $ccache ]]; then
        compat_in "$builder" install -d -o "$user" "/var/cache/ccache-$user"
        settings+=(CMAKE_CXX_COMPILER_LAUNCHER=ccache "CCACHE_DIR=/var/cache/ccache-$user")
        settings+=("CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime")
    fi
    package_source "$builder$folder"
    compat_in "$builder" chown -R "$user:" "$folder"
    # shellcheck disable=SC2016
    compat_offline=1 compat_in "$builder" runuser -u "$user" -- env -u QT_QPA_PLATFORM -u QTEST_FUNCTION_TIMEOUT -u CMAKE_BUILD_PARALLEL_LEVEL \
        HOME=/nonexistent "${settings[@]}" sh -euc 'umask "$0"; cd "$1"/qeager-*; shift; exec dpkg-buildpackage "$@"' "$mask" "$folder" \
        --no-sign "$@"
}

# package_build <suite>: source and binary packages, in $results.
package_build() {
    local suite=$1 began=$SECONDS
    say "$suite: building the packages (what the build says is in '$results/build.log')"
    package_run builder /build/first 022 ${nocheck:+DEB_BUILD_OPTIONS=nocheck} -- --build=full "-j$compat_jobs" >"$results/build.log" 2>&1 || {
        tail -n 60 "$results/build.log" >&2
        die "$suite: the build failed, see above and in '$results/build.log'."
    }
    find "$builder/build/first" -maxdepth 1 -type f -exec cp -t "$results" {} +
    say "$suite: built in $(((SECONDS - began + 59) / 60)) minutes; $(grep -E '^[0-9]+% tests passed' "$results/build.log" || echo 'no test ran')"
}

# package_lint <suite>: what lintian says is in lintian.txt; more than notes is a failure.
package_lint() {
    local suite=$1
    rm -rf -- "$linter/packages"
    mkdir -- "$linter/packages"
    cp -t "$linter/packages" "$results"/*.{changes,dsc,deb,xz,buildinfo}
    # Not by its status: with --show-overrides, Debian 12's counts what is overridden as well.
    compat_in "$linter" sh -c 'exec lintian --allow-root --tag-display-limit 0 -I --pedantic --show-overrides --fail-on none \
        /packages/*.changes' >"$results/lintian.txt" 2>&1 ||
        die "$suite: lintian did not come to its end, see '$results/lintian.txt'."
    ! grep -E '^[EW]:' "$results/lintian.txt" >&2 || die "$suite: lintian found mistakes, see '$results/lintian.txt'."
    say "$suite: lintian found no error and no warning; notes: $(grep -cE '^[IP]:' "$results/lintian.txt" || true)," \
        "overrides: $(grep -c '^O:' "$results/lintian.txt" || true)"
}

# package_try <suite>: tools/package/try.sh, in a new copy of $base.
package_try() {
    local suite=$1 package
    compat_clone "$base" "package-$suite-try"
    mkdir -p "$tree/try/packages" "$tree/try/upgrades" "$tree/try/source"
    find "$results" -name '*.deb' -not -name '*-dbgsym_*' -exec cp -t "$tree/try/packages" {} +
    for package in "$tree/try/packages"/*.deb; do
        package_raise "$package" "$tree/try/upgrades"
    done
    cp -r -- "$builder/build/first"/qeager-*/. "$tree/try/source"
    cp -- "$qeager_root/tools/package/try.sh" "$tree/try"
    say "$suite: installing the packages in a tree that has nothing else"
    compat_in "$tree" env -u QT_QPA_PLATFORM bash /try/try.sh >"$results/try.log" 2>&1 || {
        tail -n 60 "$results/try.log" >&2
        die "$suite: the packages do not work, see above and in '$results/try.log'."
    }
    sed -n 's/^== //p' "$results/try.log" >&2
}

# package_raise <package> <folder>: a copy of it, with a higher version.
package_raise() {
    local work version
    work=$(mktemp -d)
    version=$(dpkg-deb -f "$1" Version)
    dpkg-deb --raw-extract "$1" "$work"
    sed -i -e "/^Version: /s/\$/+higher/" -e "/^Depends: \|^Recommends: /s/(= $version)/(= $version+higher)/g" "$work/DEBIAN/control"
    qeager_quietly dpkg-deb --root-owner-group --build "$work" "$2"
    rm -rf -- "$work"
}

# package_again <suite>: builds once more in other circumstances, without tests, and compares.
package_again() {
    local suite=$1 package name differing=0
    say "$suite: building once more, to compare"
    package_run other /build/again/somewhere-else 002 TZ=UTC-14 LC_ALL=C LANGUAGE=fr DEB_BUILD_OPTIONS=nocheck -- --build=binary \
        "-j$((compat_jobs > 1 ? compat_jobs - 1 : 2))" >"$results/again.log" 2>&1 || {
        tail -n 60 "$results/again.log" >&2
        die "$suite: the second build failed, see above and in '$results/again.log'."
    }
    for package in "$results"/*.deb; do
        name=${package##*/}
        if cmp -s "$package" "$builder/build/again/somewhere-else/$name"; then
            echo "the same: $name"
        else
            differing=1
            echo "differs: $name"
            package_differences "$package" "$builder/build/again/somewhere-else/$name"
        fi
    done >"$results/reproducible.txt"
    cat "$results/reproducible.txt" >&2
    ((differing == 0)) || die "$suite: the packages are not reproducible, see '$results/reproducible.txt'."
}

# package_differences <package> <package>: the files that are not the same.
package_differences() {
    local work
    work=$(mktemp -d)
    dpkg-deb --raw-extract "$1" "$work/first"
    dpkg-deb --raw-extract "$2" "$work/again" 2>&1 || true
    diff -rq --no-dereference "$work/first" "$work/again" | sed "s|$work/||g" || true
    diff <(dpkg-deb -c "$1") <(dpkg-deb -c "$2") || true
    rm -rf -- "$work"
}
