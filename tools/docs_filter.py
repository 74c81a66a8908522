#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

"""Makes of a page or header what doxygen understands. doxygen calls this for each.

usage: docs_filter.py FILE

In a header, bold words at the beginning of a line get a tag, because doxygen takes the asterisks there for the frame of a comment. The
name QEager is no link to the namespace, wherever it is meant as a name. A return type is shown without what checks the arguments:
detail::Returned<R, F> is an R.

In a page, links to pages, to their headings and to headers become references, and headings get labels for that. A link to a program of
examples/ leads to the page of that. A link to any other file of the source tree becomes plain text, because that file is not part of
the HTML.
"""

import pathlib
import re
import sys

from lint_links import anchors

ROOT = pathlib.Path(__file__).resolve().parent.parent
CODE = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)\[((?:[^\]\[]|\[[^\]]*\])*)\]\(([^)\s]+)\)")
IMAGE = re.compile(r"!\[([^\]]*)\]\((?:[^)\s]*/)?([^)/\s]+)\)")
HEADING = re.compile(r"^(#+) +(.*)$", re.MULTILINE)
NAME = re.compile(r"(?<![\w:%/<`=\"-])QEager(?!\w|::|/|`|\"| REQUIRED| COMPONENTS)")
COMMENT = re.compile(r"(/\*!.*?(?:\\code|\*/)|\\endcode.*?(?:\\code|\*/)|//!<? [^\n]*)", re.DOTALL)
BOLD = re.compile(r"^( *)\*\*([^*]+)\*\*", re.MULTILINE)
FRIEND = re.compile(r"^ +(template <[^;]*>\n +)?friend [^;{]*(;|\{[^}]*\})\n", re.MULTILINE)
FUNCTION = re.compile(r"(\\file\n +)(?=[a-z]\w*\()")  # in lists of files, doxygen makes its first letter a capital
# doxygen's names of languages
LANGUAGES = {"cpp": "{.cpp}", "qml": "{.js}", "python": "{.py}", "csharp": "{.cs}"}


def label(page, anchor=""):
    """The label of a page, or of a heading of it."""
    name = re.sub(r"\W", "_", str(page.relative_to(ROOT).with_suffix("")))
    return f"{name}__{re.sub(r'[^A-Za-z0-9]', '_', anchor)}" if anchor else name


def link(page, text, target):
    text = " ".join(text.replace("%", "").split())  # on one line: doxygen would end the reference there
    if re.match(r"[a-z]+:", target):
        return f"[{text}]({target})"
    file, _, anchor = target.partition("#")
    to = (page.parent / file).resolve() if file else page
    if to.suffix == ".md" and to.parent in (ROOT, ROOT / "docs", ROOT / "docs/howto"):
        if to == ROOT / "docs/index.md":
            return f"[{text}](@ref index)"
        return f"[{text}](@ref {label(to, anchor)})"
    if to.suffix == ".h" and to.parent in (ROOT / "src/qeager", ROOT / "plugin/qml/qeager/qml"):
        return f"[{text}](@ref {to.name})"
    if ROOT / "examples" in to.parents:
        if to.suffix in (".cpp", ".h", ".qml", ".py"):
            return f"[{text}]({str(to.relative_to(ROOT / 'examples')).replace('/', '_2').replace('.', '_8')}-example.html)"
        return f"[{text}](examples.html)"
    if to == ROOT / "src/qeager":
        return f"[{text}](files.html)"
    return text


def returned(text):
    """Replaces each detail::Returned<R, F...> by R."""
    before, found, rest = text.partition("detail::Returned<")
    if not found:
        return text
    depth, comma, end = 0, None, None
    for i, char in enumerate(rest):
        depth += (char in "<(") - (char in ">)")
        if char == "," and depth == 0 and comma is None:
            comma = i
        if depth < 0:
            end = i
            break
    return before + " ".join(rest[:comma].split()) + returned(rest[end + 1:])


def main():
    page = pathlib.Path(sys.argv[1]).resolve()
    if page.suffix == ".h":
        pieces = COMMENT.split(page.read_text())
        pieces[1::2] = [BOLD.sub(r"\1<b>\2</b>", NAME.sub("%QEager", FUNCTION.sub(r"\1&zwnj;", piece))) for piece in pieces[1::2]]
        pieces[::2] = [FRIEND.sub("", returned(piece)) for piece in pieces[::2]]
        sys.stdout.write("".join(pieces))
        return
    if page.suffix != ".md":
        sys.stdout.write(page.read_text())
        return
    text = re.sub(r"\A<!--.*?-->\n", "", page.read_text(), flags=re.DOTALL)
    names = iter(anchors(page))

    def heading(match):
        anchor = next(names)
        name = label(page) if match[1] == "#" else label(page, anchor)
        return f"{match[1]} {match[2].replace('`', '')} {{#{name}}}"

    pieces = CODE.split(text)
    for i, piece in enumerate(pieces):
        if i % 2:
            pieces[i] = re.sub(r"^```(\w*)", lambda match: "```" + LANGUAGES.get(match[1], ""), piece)
        else:
            lines = piece.split("\n")  # neither headings nor indented code
            lines = [line if re.match(r"##|    ", line) else NAME.sub("%QEager", line) for line in lines]
            piece = HEADING.sub(heading, "\n".join(lines))
            piece = IMAGE.sub(r"![\1](\2)", piece)
            pieces[i] = LINK.sub(lambda match: link(page, match[1], match[2]), piece)
    sys.stdout.write("".join(pieces))


if __name__ == "__main__":
    main()
