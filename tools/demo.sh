#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

set -euo pipefail

# shellcheck source=tools/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

case ${1:-} in
-h | --help)
    cat <<EOF
Usage: tools/demo.sh [demo arguments...]

Installs the missing packages from Debian, builds the demo in build/release and runs it.
Its arguments are passed on; "tools/demo.sh -- --help" lists them.
EOF
    exit
    ;;
--) shift ;;
esac

qeager_setup release
say "building the demo in build/release"
(
    cd "$qeager_root"
    qeager_quietly cmake --preset release || die "configuring the preset 'release' failed, see above."
    qeager_quietly cmake --build --preset release --target qeager-demo || die "building the demo failed, see above."
)
exec "$qeager_root/build/release/demo_app/qeager-demo" "$@"
