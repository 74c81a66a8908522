#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

"""Finds each QVERIFY that states several facts: QVERIFY(a && b). When one fails, nobody is told which fact it was.

lint_tests.py FILE...: prints each as "file:line: sentence". Exit status 1: there are some.
"""

import re
import sys

# What is no code: comments, strings, characters. A digit before ' is a separator of digits.
NO_CODE = re.compile(r'//[^\n]*|/\*.*?\*/|R"\((?:.*?)\)"|"(?:\\.|[^"\\\n])*"|(?<!\w)\'(?:\\.|[^\'\\])+\'', re.DOTALL)
MACRO = re.compile(r"\bQVERIFY2?\s*\(")


def code(text):
    """The text with blanks in place of what is no code, so that places stay."""
    return NO_CODE.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


def several_facts(text):
    """The lines of what is found in the text of a file."""
    text = code(text)
    for macro in MACRO.finditer(text):
        depth = 1
        for place in range(macro.end(), len(text)):
            if text[place] in "([{":
                depth += 1
            elif text[place] in ")]}":
                depth -= 1
            if depth == 0:
                break
            if depth == 1 and text.startswith("&&", place):
                yield text.count("\n", 0, macro.start()) + 1
                break


def main():
    found = False
    for name in sys.argv[1:]:
        with open(name, encoding="utf-8") as file:
            for line in several_facts(file.read()):
                print(f"{name}:{line}: This QVERIFY states several facts; give each its own, so that a failure says which.")
                found = True
    return found


if __name__ == "__main__":
    sys.exit(main())
