#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

"""Finds in the HTML of our pages what doxygen does not warn of: links and pictures that lead nowhere, and markup that was not understood.

usage: docs_check.py FOLDER

Prints what it finds; the exit status is 1 then.
"""

import html
import pathlib
import re
import sys

CODE = re.compile(r'<div class="fragment">.*?<!-- fragment -->|<pre.*?</pre>|<code>.*?</code>|<span class="tt">.*?</span>', re.DOTALL)
RAW = re.compile(r"&lt;/?tt&gt;|@(?:section|ref|anchor)\b|\]\(|```|%QEager")


def main():
    folder = pathlib.Path(sys.argv[1])
    texts = {path.name: path.read_text(errors="replace") for path in folder.glob("*.html")}
    anchors = {name: set(re.findall(r'(?:id|name)="([^"]+)"', text)) for name, text in texts.items()}
    found = []
    for name, text in sorted(texts.items()):
        if not re.match(r"(index|README|CHANGELOG|docs_\w+)\.html", name):
            continue
        for link in re.findall(r'(?:href|src)="([^"]+)"', text):
            file, _, anchor = html.unescape(link).partition("#")
            file = file or name
            if re.match(r"[a-z]+:", link):
                continue
            if not (folder / file).exists() or (anchor and anchor not in anchors.get(file, ())):
                found.append(f"{name}: {link} leads nowhere")
        found += [f"{name}: not understood: {raw}" for raw in RAW.findall(CODE.sub("", text))]
    print("\n".join(found))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
