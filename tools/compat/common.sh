#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# shellcheck disable=SC2034,SC2154 # what is used elsewhere, or comes from elsewhere

# What the targets of tools/compat.sh share: trees of other systems, commands that run in them, and rows of results.
# tools/compat.sh sources tools/setup.sh, this, and then a target, which defines compat_describe and compat_run. tools/package.sh uses the
# trees, too: compat_base, compat_clone and compat_in.
#
# A target needs four functions of these:
#   compat_tree <name> <suite> <architecture> <package...>    makes or completes a tree; its path is then in $tree
#   compat_in <tree> <command...>                             runs a command in it; a copy of the checkout is /qeager there
#   compat_row <row> <key=value...> -- <cmake argument...>    builds in the tree, runs the tests, and keeps the result
#   compat_wants <row>                                        whether that row was asked for
# One that does not build with CMake inside a tree of Debian begins by compat_begin, and writes its result by compat_result. One that builds
# its own Qt has compat_sources, compat_qt and compat_qcoro.

compat_trees=$(realpath -m -- "${QEAGER_COMPAT_TREES:-$HOME/.cache/qeager-compat}")
compat_results=$compat_trees/results
compat_jobs=${QEAGER_COMPAT_JOBS:-$(nproc)}
compat_only=()

# What each tree of Debian has, but for the compiler. Names that a suite does not know are left out, and said.
compat_packages=(
    ccache cmake ninja-build git perl python3 valgrind dbus-daemon
    qt6-base-dev qt6-declarative-dev qt6-declarative-dev-tools qcoro-qt6-dev
    qt6-qpa-plugins qt6-svg-plugins libqt6svg6 assistant-qt6 libqt6sql6-sqlite
    qml6-module-qtquick qml6-module-qtquick-window qml6-module-qtquick-controls
    qml6-module-qtquick-layouts qml6-module-qtquick-templates
    qml6-module-qtqml qml6-module-qtqml-models qml6-module-qtqml-workerscript qml6-module-qttest
)

# What a row builds and runs that shows another way of building, or the language: what starts, awaits, cancels and ends, on one thread and several.
# The long list is for another compiler or processor.
compat_short=(
    cancel chaos_threads context coro eager exceptiongroup future gather offload onthread owner qcoro signal sleep task taskgroup timeout
    tracerecorder_json usercode valuetask
)
compat_long=(
    "${compat_short[@]}"
    awaitmatrix awaitsync cancel_awaited cancel_order chaos corostart framepool gather_cancel gather_failure io latest list
    observed onthread_cancel onthread_ends outcome progress qcoro_generators race readyqueue shield startpolicy task_then
    taskscope temporaries throwing
)

# compat_tests <name...>: the arguments of compat_row for the library and these tests: $build and $tests.
compat_tests() {
    build="build=$(printf 'tst_%s ' "$@")"
    tests="tests=^tst_($(IFS='|' && echo "$*"))\$"
}

# compat_core <row> <key=value...> -- <cmake argument...>: compat_row of the library, the module and the plugin, and of the long list.
compat_core() {
    local build tests
    compat_tests "${compat_long[@]}"
    compat_row "$1" "$build qeager-qml qeager-qmlplugin qeager-generic" "$tests" \
        notes="library, QML module and plugin built, tests of the core run" "${@:2}"
}

# compat_standards <row> <target> <compiler> <standard...>: the library and the short list in each standard; the row is ROW-STANDARD.
compat_standards() {
    local row=$1 target=$2 compiler=$3 standard build tests
    shift 3
    compat_tests "${compat_short[@]}"
    for standard in "$@"; do
        compat_row "$row-$standard" "target=$target" "cxx=$compiler" "standard=$standard" "$build" "$tests" "$compat_short_notes" \
            -- "${compat_short_only[@]}"
    done
}
compat_short_notes="notes=library and a short list of tests"
compat_short_only=(-DQEAGER_BUILD_QML=OFF -DQEAGER_BUILD_PLUGIN=OFF -DQEAGER_BUILD_DEMO=OFF -DQEAGER_CHECK_HEADERS=OFF)

# compat_wants <row>: whether it was asked for: no row was, or this one.
compat_wants() {
    ((${#compat_only[@]} == 0)) || [[ " ${compat_only[*]} " == *" $1 "* ]]
}

# compat_mirror: the mirror to make trees from: QEAGER_COMPAT_MIRROR, or that of this machine's own Debian, or nothing: debootstrap's choice.
compat_mirror() {
    if [[ ${QEAGER_COMPAT_MIRROR:-} ]]; then
        echo "$QEAGER_COMPAT_MIRROR"
    else
        # shellcheck disable=SC2016
        apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Identifier: Packages' 2>/dev/null | sed -n '/^Debian /{s///p;q}'
    fi
}

# compat_in <tree> <command...>: runs it with the tree as its root. What is mounted there is so in a namespace that ends with the command.
# $compat_environment (NAME=VALUE...) is added to the environment, which has nothing of the caller's else. $compat_emulated is a processor whose
# programs the tree's qemu-user runs, whoever starts them: the kernel is told so in a namespace of the command's users, which Linux 6.7 can.
# With $compat_offline, the command reaches no network but the loopback.
compat_environment=()
compat_emulated=
compat_offline=
compat_in() {
    local tree=$1
    local -a apart=(unshare --mount)
    shift
    [[ ! $compat_emulated ]] || apart+=(--user --map-root-user)
    [[ ! $compat_offline ]] || apart+=(--net)
    # shellcheck disable=SC2016
    "${apart[@]}" sh -euc '
        [ -z "'"$compat_offline"'" ] || ip link set lo up
        if [ "$1" ]; then
            mount --rbind /proc "$0/proc"
            mount -t binfmt_misc binfmt_misc "$0/proc/sys/fs/binfmt_misc"
            # A program of 64 bits, little endian (\x02\x01), executable or shared (\x02 or \x03), for machine 183.
            printf ":qemu-aarch64:M::%s:%s:/usr/bin/qemu-aarch64:" \
                "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00" \
                "\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff" \
                >"$0/proc/sys/fs/binfmt_misc/register"
        else
            mount -t proc proc "$0/proc"
        fi
        shift
        mkdir -p "$0/dev/shm"
        mount -t tmpfs tmpfs "$0/dev/shm"
        mount -t tmpfs tmpfs "$0/tmp"
        exec env -i ${http_proxy:+"http_proxy=$http_proxy"} PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
            QTEST_FUNCTION_TIMEOUT=1200000 DEBIAN_FRONTEND=noninteractive QT_QPA_PLATFORM=offscreen CCACHE_DIR=/var/cache/ccache \
            CCACHE_DEPEND=1 CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime \
            CMAKE_BUILD_PARALLEL_LEVEL="'"$compat_jobs"'" chroot "$0" "$@"
    ' "$tree" "$compat_emulated" env "${compat_environment[@]}" "$@" </dev/null
}

# compat_copy <tree>: copies the checkout, without its builds. What did not change keeps its date, and need not be built again.
compat_copy() {
    rm -rf -- "$1/qeager"
    mkdir -p -- "$1/qeager" "$1/build" "$1/tmp"
    tar -C "$qeager_root" --exclude=./build --exclude=./.git --exclude=.cache -cf - . | tar -C "$1/qeager" --no-same-owner -xf -
}

# compat_lock <tree>: nobody else uses it until this script ends.
compat_lock() {
    local lock
    mkdir -p -- "$compat_trees"
    exec {lock}>"$1.lock"
    flock -n "$lock" || die "'$1' is used by another run of this script."
}

# compat_remove <tree>: removes it, if it is one of these.
compat_remove() {
    [[ -e $1 ]] || return 0
    [[ -f $1/.qeager-compat ]] ||
        die "'$1' is no tree of this script: remove it, or name another folder by QEAGER_COMPAT_TREES."
    [[ $(findmnt --list --noheadings --output TARGET) != *"$1/"* ]] ||
        die "something is mounted in '$1', which should be made anew: unmount that first."
    rm -rf --one-file-system -- "$1"
}

# compat_base <name> <suite> <architecture>: makes the smallest tree of that name, if there is none; its path is then in $tree. What is
# installed in it is said by its file .qeager-compat, which says that the tree is ours, too.
# The architecture amd64+arm64 is amd64 with packages of arm64 beside.
compat_base() {
    local suite=$2 architecture=$3 mirror
    tree=$compat_trees/$1
    local state=$tree/.qeager-compat
    compat_lock "$tree"
    if [[ ! -f $state || $(<"$state") == unfinished ]]; then
        compat_remove "$tree"
        mkdir -p -- "$tree"
        echo unfinished >"$state"
        mirror=$(compat_mirror)
        say "making a tree of Debian $suite, $architecture, in '$tree' (this takes some minutes)"
        qeager_quietly unshare --mount debootstrap --variant=minbase --arch="${architecture%+*}" "$suite" "$tree" ${mirror:+"$mirror"} ||
            die "debootstrap failed, see above."
        # How this machine reaches its mirror is how the tree does.
        apt-config dump Acquire | grep -E '::(Proxy|Check-|DefaultEnabled)' >"$tree/etc/apt/apt.conf.d/00machine" || true
        if [[ $architecture == *+* ]]; then
            compat_in "$tree" dpkg --add-architecture "${architecture#*+}"
        fi
        echo base >"$state"
    fi
}

# compat_clone <tree> <name>: a copy of the tree as it is, in the place of any other of that name; its path is then in $tree.
compat_clone() {
    local from=$1
    tree=$compat_trees/$2
    compat_lock "$tree"
    compat_remove "$tree"
    mkdir -- "$tree"
    echo unfinished >"$tree/.qeager-compat"
    tar -C "$from" --exclude=./.qeager-compat --numeric-owner --xattrs -cf - . | tar -C "$tree" --numeric-owner --xattrs -xpf -
    echo base >"$tree/.qeager-compat"
}

# compat_tree <name> <suite> <architecture> <package...>: makes the tree once, and installs in it what it lacks; of clang-* the newest.
# --refresh: upgrades it, too.
compat_tree() {
    local suite=$2 state package
    local -a wanted=() unknown=()
    compat_base "$1" "$2" "$3"
    shift 3
    state=$tree/.qeager-compat
    if [[ ${compat_refresh:-} ]]; then
        say "upgrading '$tree'"
        qeager_quietly compat_in "$tree" apt-get update || die "apt-get update failed in '$tree', see above."
        qeager_quietly compat_in "$tree" apt-get -y --no-install-recommends dist-upgrade || die "apt-get failed in '$tree', see above."
    fi
    compat_copy "$tree"
    [[ $(<"$state") != "$*" || ${compat_refresh:-} ]] || return 0
    qeager_quietly compat_in "$tree" apt-get update || die "apt-get update failed in '$tree', see above."
    for package in "$@"; do
        if [[ $package == *-'*' ]]; then # the newest of those with a number
            package=$(compat_in "$tree" apt-cache search --names-only "^${package%'*'}[0-9]+\$" | sort -V | sed -n '$s/ .*//p')
        fi
        if compat_in "$tree" apt-cache show "$package" >/dev/null 2>&1; then
            wanted+=("$package")
        else
            unknown+=("$package")
        fi
    done
    ((${#unknown[@]} == 0)) || say "Debian $suite does not have: ${unknown[*]}"
    say "installing in '$tree' (this takes some minutes the first time)"
    qeager_quietly compat_in "$tree" apt-get -y --no-install-recommends install "${wanted[@]}" ||
        die "apt-get could not install in '$tree', see above."
    compat_in "$tree" apt-get clean
    echo "$*" >"$state"
}

# compat_newest <tree> <command>: of a command that ends in a star, that with the highest number; another as it is.
compat_newest() {
    if [[ $2 == *'*' ]]; then
        find "$1/usr/bin" -name "$2" -printf '%f\n' | grep -E -- '-[0-9]+$' | sort -V | tail -n 1
    else
        echo "$2"
    fi
}

# compat_version <tree> <package>: its upstream version.
compat_version() {
    # shellcheck disable=SC2016
    compat_in "$1" dpkg-query -W -f '${source:Upstream-Version}\n' "$2" | sed '1s/+.*//;q'
}

# compat_compiler <tree> <command>: "GCC 14.2.0" or "Clang 19.1.7".
compat_compiler() {
    compat_in "$1" "$2" --version | sed -nE '1{s/.*clang version ([0-9.]+).*/Clang \1/p;t;s/.*\) ([0-9.]+).*/GCC \1/p}'
}

# compat_system <tree>: "Debian 13", or "Debian sid", and the architecture if that is another than amd64.
compat_system() {
    local version architecture
    version=$(compat_in "$1" sh -c '. /etc/os-release; echo "${VERSION_ID:-sid}"')
    architecture=${2:-$(compat_in "$1" dpkg --print-architecture)}
    [[ $architecture == amd64 ]] && architecture=
    echo "Debian $version${architecture:+, $architecture}"
}

# compat_sources <package...>: what Debian makes these packages from, unpacked in the tree's /src/PACKAGE/source. Of a source package only the
# archive is needed: its description, which a mirror may lack, and Debian's patches are not.
compat_sources() {
    local package
    [[ ! -f $tree/src/unpacked || ${compat_refresh:-} ]] || return 0
    sed -n 's/^deb /deb-src /p' "$tree/etc/apt/sources.list" >"$tree/etc/apt/sources.list.d/qeager-sources.list"
    qeager_quietly compat_in "$tree" apt-get update || die "apt-get update failed in '$tree', see above."
    for package in "$@"; do
        say "fetching the sources of $package"
        rm -rf -- "$tree/src/$package"
        mkdir -p -- "$tree/src/$package/source"
        compat_in "$tree" sh -c "cd /src/$package && apt-get source --download-only $package" >/dev/null 2>&1 || true
        qeager_quietly compat_in "$tree" sh -c "tar -xf /src/$package/*.orig.tar.* -C /src/$package/source --strip-components=1" ||
            die "the sources of $package could not be had, see above."
    done
    touch "$tree/src/unpacked"
}

# compat_source_version <package>: of what compat_sources has fetched.
compat_source_version() {
    find "$tree/src/$1" -maxdepth 1 -name '*.orig.tar.*' -printf '%f\n' | sed -nE '1s/^[^_]*_([0-9.]*[0-9]).*/\1/p'
}

# compat_make <target> <what> <command...>: runs it in the tree; what it says goes to a file, which is named when it fails.
compat_make() {
    local target=$1 what=$2
    local log=$compat_results/$target-$what.log
    mkdir -p -- "$compat_results"
    say "$target: building $what (its output is in '$log')"
    shift 2
    compat_in "$tree" "$@" >"$log" 2>&1 || die "this failed, see the end of '$log'."
}

# compat_made <target> <what> <which>: whether that was built for /opt/TARGET before, and just so: /opt/TARGET/.WHAT says which.
compat_made() {
    [[ -f $tree/opt/$1/.$2 && $(<"$tree/opt/$1/.$2") == "$3" ]]
}

# compat_qt <target> <feature...> -- <cmake argument...>: builds Qt without these features for another system, in /opt/TARGET of $tree.
compat_qt() {
    local target=$1 which
    local -a features=()
    shift
    which="$(compat_source_version qt6-base) without"
    while [[ $1 != -- ]]; do
        features+=("-DFEATURE_$1=OFF")
        which+=" $1"
        shift
    done
    shift
    ! compat_made "$target" qt "$which" || return 0
    # shellcheck disable=SC2016
    compat_make "$target" qt sh -euc '
        rm -rf /build/qt "/opt/$0"
        cmake -Wno-dev -G Ninja -S /src/qt6-base/source -B /build/qt -DCMAKE_INSTALL_PREFIX="/opt/$0" -DCMAKE_BUILD_TYPE=Release \
            "-DCMAKE_C_FLAGS_RELEASE=-O1 -DNDEBUG" "-DCMAKE_CXX_FLAGS_RELEASE=-O1 -DNDEBUG" \
            -DQT_BUILD_EXAMPLES=OFF -DQT_BUILD_TESTS=OFF -DQT_GENERATE_SBOM=OFF -DQT_UNITY_BUILD=ON -DQT_UNITY_BUILD_BATCH_SIZE=24 "$@"
        cmake --build /build/qt
        cmake --install /build/qt
        rm -rf /build/qt
    ' "$target" "$@" "${features[@]}"
    echo "$which" >"$tree/opt/$target/.qt"
}

# compat_qcoro <target> <cmake argument...>: the same for QCoro, as static libraries.
compat_qcoro() {
    local target=$1 which
    shift
    which="$(compat_source_version qcoro) for Qt $(compat_source_version qt6-base)"
    ! compat_made "$target" qcoro "$which" || return 0
    # shellcheck disable=SC2016
    compat_make "$target" qcoro sh -euc '
        rm -rf /build/qcoro
        cmake -G Ninja -S /src/qcoro/source -B /build/qcoro -DCMAKE_INSTALL_PREFIX="/opt/$0" -DCMAKE_BUILD_TYPE=Release \
            -DBUILD_SHARED_LIBS=OFF -DUSE_QT_VERSION=6 -DQCORO_BUILD_EXAMPLES=OFF -DQCORO_BUILD_TESTING=OFF \
            -DQCORO_WITH_QTWEBSOCKETS=OFF -DQCORO_WITH_QTQUICK=OFF -DQCORO_WITH_QML=OFF -DQCORO_WITH_QTTEST=OFF "$@"
        cmake --build /build/qcoro
        cmake --install /build/qcoro
        rm -rf /build/qcoro
    ' "$target" "$@"
    echo "$which" >"$tree/opt/$target/.qcoro"
}

# compat_begin <row> <build>: removes the row's result, and, but for --again, what its tests said.
compat_begin() {
    mkdir -p -- "$compat_results"
    rm -f -- "$compat_results/$1.json"
    [[ ${compat_again:-} ]] || rm -f -- "$tree$2"/junit*.xml
}

# compat_ctest <build>: sets $ctest to the command that runs the tests of a build in $tree. The test 'compatibility' reads the page of this
# very run.
compat_ctest() {
    local build=$1
    ctest=(
        ctest --test-dir "$build" -E "^compatibility\$${QEAGER_COMPAT_LEAVE:+|$QEAGER_COMPAT_LEAVE}" --output-junit "$build/junit-$(date +%s).xml"
        --test-output-size-passed 1000000 --test-output-size-failed 1000000
    )
    # An emulator, and a busy machine, take longer than the tests may elsewhere.
    find "$tree$build" -name CTestTestfile.cmake -exec sed -i 's/TIMEOUT "[0-9]*"/TIMEOUT "1200"/' {} +
    ctest+=(--timeout 1200)
    # Some tests measure time, and fail on a busy machine: once more, then.
    ctest+=(--repeat until-pass:2)
    # --again: those that failed last time. The files are read in the order of their names.
    [[ ! ${compat_again:-} ]] || ! compgen -G "$tree$build/junit-*.xml" >/dev/null || ctest+=(--rerun-failed)
}

# compat_result <row> <folder> <key=value...>: writes results/ROW.json, with what is in the folder's junit*.xml. Keys: target, system, qt,
# qcoro, compiler, standard, command, notes; failed=NAME and skipped=NAME:REASON, as often as needed, beside what CTest says.
compat_result() {
    local row=$1 file
    local -a junit=()
    for file in "$2"/junit*.xml; do
        [[ ! -f $file ]] || junit+=(--junit "$file")
    done
    shift 2
    mkdir -p -- "$compat_results"
    python3 "$qeager_root/tools/compat/table.py" collect --row "$row" "${junit[@]}" "$compat_results" "$@"
}

# compat_row <row> <key=value...> -- <cmake argument...>: builds /qeager in a folder of its own of $tree, runs the tests, keeps the result.
# Keys, all with a default but the first two:
#   target=     the name of the target
#   build=      what is built, names of targets; by default everything
#   cxx=        the compiler's command; clang++-* is the newest that is installed
#   standard=   20, 23 or 26
#   tests=      a regular expression of the names of the tests that run; "none": building is what is shown
#   skipped=    NAME:REASON, one for each that does not, or is not built
#   notes=      what was built, in words
#   preset=     another preset than dev
#   qt=, qcoro=, system=   for a tree where these cannot be asked for
compat_row() {
    local row=$1 build status=0 key value began=$SECONDS
    local -A at=([standard]=20 [tests]=. [preset]=dev [build]="" [notes]=everything)
    local -a notes=() rest=() ctest
    shift
    compat_wants "$row" || return 0
    while (($#)); do
        [[ $1 != -- ]] || break
        key=${1%%=*} value=${1#*=}
        case $key in
        skipped) rest+=("skipped=$value") ;;
        *) at[$key]=$value ;;
        esac
        shift
    done
    shift || true
    build=/build/$row
    at[cxx]=$(compat_newest "$tree" "${at[cxx]}")
    rest+=(
        "target=${at[target]}"
        "system=${at[system]:-$(compat_system "$tree")}"
        "qt=${at[qt]:-$(compat_version "$tree" qt6-base-dev)}"
        "qcoro=${at[qcoro]:-$(compat_version "$tree" qcoro-qt6-dev)}"
        "compiler=$(compat_compiler "$tree" "${at[cxx]}")"
        "standard=C++${at[standard]}"
        "command=tools/compat.sh ${at[target]}:$row"
        "notes=${at[notes]}"
    )
    local log=$compat_results/$row.log
    compat_begin "$row" "$build"
    say "$row: building (its output is in '$log')"
    # Nobody debugs there. Benchmarks and what counts a compiler's instructions say nothing about whether it works; nor does
    # repeating all tests in other orders.
    compat_in "$tree" cmake --preset "${at[preset]}" -S /qeager -B "$build" -DCMAKE_CXX_COMPILER="${at[cxx]}" \
        -DCMAKE_CXX_STANDARD="${at[standard]}" -DCMAKE_CXX_COMPILER_LAUNCHER=ccache \
        -DCMAKE_CXX_FLAGS_DEBUG= -DQEAGER_BUILD_BENCHMARKS=OFF -DQEAGER_CHECK_CHAOS=OFF "$@" >"$log" 2>&1 || status=$?
    if ((status)); then
        say "$row: configuring failed"
        rest+=("failed=configuring")
    else
        # Everything that compiles, and a test that did not is one that failed.
        # shellcheck disable=SC2086
        compat_in "$tree" cmake --build "$build" -j "$compat_jobs" ${at[build]:+--target ${at[build]}} -- -k 0 >>"$log" 2>&1 ||
            rest+=("failed=building")
        if [[ ${at[tests]} != none ]]; then
            say "$row: running the tests"
            [[ ! ${QEAGER_COMPAT_LEAVE:-} ]] || rest+=("skipped=$QEAGER_COMPAT_LEAVE:${QEAGER_COMPAT_REASON:-not run this time}")
            compat_ctest "$build"
            compat_in "$tree" "${ctest[@]}" -j "$compat_jobs" -R "${at[tests]}" >>"$log" 2>&1 || true
        fi
    fi
    compat_result "$row" "$tree$build" "${rest[@]}" "minutes=$(((SECONDS - began + 59) / 60))"
}
