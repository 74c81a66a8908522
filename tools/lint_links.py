#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

"""Follows the links between Markdown pages: files, and headings in them.

usage: lint_links.py PAGE...

Prints each link that leads nowhere; the exit status is 1 then. Addresses of other machines are not asked.
"""

import pathlib
import re
import sys

CODE = re.compile(r"^(```|~~~).*?^\1|^    [^\n]*$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"(`+).+?\1")
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.*)$", re.MULTILINE)


def anchors(page):
    """As GitHub makes them of headings: lower case, no punctuation, a hyphen for each space."""
    names = []
    for heading in HEADING.findall(CODE.sub("", page.read_text())):
        plain = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading)
        name = re.sub(r"[^\w\- ]", "", plain.lower()).strip().replace(" ", "-")
        names.append(name if name not in names else f"{name}-{names.count(name)}")
    return names


def main():
    dead = 0
    for name in sys.argv[1:]:
        page = pathlib.Path(name)
        for link in LINK.findall(SPAN.sub("", CODE.sub("", page.read_text()))):
            if re.match(r"[a-z]+:", link):
                continue
            file, _, anchor = link.partition("#")
            target = page.parent / file if file else page
            if not target.exists():
                print(f"{page}: {link}: there is no such file")
                dead += 1
            elif anchor and target.suffix == ".md" and anchor not in anchors(target):
                print(f"{page}: {link}: there is no such heading")
                dead += 1
    sys.exit(1 if dead else 0)


if __name__ == "__main__":
    main()
