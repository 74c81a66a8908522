#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

set -euo pipefail

# shellcheck source=tools/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

mistakes() { die "there are mistakes, see above."; }
case ${1:-} in
-h | --help)
    cat <<EOT
Usage: tools/docs.sh [--lenient]

Installs doxygen from Debian if it is missing, and makes HTML of the pages and the public headers: build/docs/html/index.html.
Each warning of doxygen is an error, and so is a link that leads nowhere. --lenient prints what is found, and goes on: for another
doxygen than that of Debian 12, which the pages are checked with.
EOT
    exit
    ;;
--lenient)
    mistakes() { say "going on, in spite of what is said above"; }
    ;;
"") ;;
*) die "unknown argument '$1'; see --help." ;;
esac

qeager_install doxygen python3
cd "$qeager_root"

rm -rf build/docs
mkdir -p build/docs
# A page for each program of examples/.
(cd examples && find . -name '*.cpp' -o -name '*.h' -o -name '*.qml' -o -name '*.py') | LC_ALL=C sort |
    sed 's|^\./\(.*\)|/*! \\example \1 */|' >build/docs/examples.dox
qeager_quietly doxygen docs/Doxyfile || mistakes
# The results of a search are pages of their own, which read only this.
printf '@import "../qeager.css";\n' >build/docs/html/search/search.css
# Pages are pages, and no files as well: neither in the list of headers, nor among what a search finds.
sed -i '/>docs</d; />howto</d; />build</d; /examples\.dox/d' build/docs/html/files.html
sed -i '/_8md\.html/d; /examples_8dox/d' build/docs/html/search/*.js
# Doxygen 1.17 no longer makes these scripts. In the tooltips of links, it shows the % by which docs_filter.py keeps a name from being a link.
for script in jquery.js dynsections.js; do
    [[ -e build/docs/html/$script ]] || sed -i "/<script src=\"[^\"]*$script\">/d" build/docs/html/*.html
done
sed -i ':again; s/\( title="[^"]*\)%QEager/\1QEager/; t again' build/docs/html/*.html
qeager_quietly python3 tools/docs_check.py build/docs/html || mistakes
say "made $qeager_root/build/docs/html/index.html"
