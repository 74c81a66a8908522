#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

"""A table of what tools/coverage.sh measured.

usage: coverage_table.py LCOV EACH REASONS

LCOV is of all programs at once, EACH of one after the other: what ran there has run, but what it knows beside LCOV does not count.
REASONS has lines "FILE | text of the line | why no test runs it"; the text is that of the source without the space around it. Exit status 1:
less than 97 % of the lines ran, a line has neither run nor a reason, or a reason is for a line that ran or does not exist.
"""

import collections
import pathlib
import sys

BAR = 97.0


def read_lcov(path, root):
    """Of each file: how often each line ran, and each branch. What several programs have of a header is added up."""
    lines, branches = collections.defaultdict(collections.Counter), collections.defaultdict(collections.Counter)
    file = None
    for entry in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        kind, _, rest = entry.partition(":")
        if kind == "SF":
            file = pathlib.Path(rest).resolve().relative_to(root).as_posix()
        elif kind == "DA":
            number, count = rest.split(",")[:2]
            lines[file][int(number)] += int(count)
        elif kind == "BRDA":
            number, block, branch, count = rest.split(",")
            branches[file][int(number), int(block), int(branch)] += 0 if count == "-" else int(count)
    return lines, branches


def without_macros(numbers, source):
    """Lines that did not run, without those which Q_OBJECT seems to have up to the first function that did."""
    left, skipped = [], None
    for number in sorted(numbers):
        if source[number - 1].strip() == "Q_OBJECT" or number - 1 == skipped:
            skipped = number
        else:
            left.append(number)
    return left


def read_reasons(path):
    reasons = {}
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            file, text, why = (part.strip() for part in line.split(" | ", 2))
            reasons[file, text] = why
    return reasons


def percent(part, whole):
    return 100.0 * part / whole if whole else 100.0


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    root = pathlib.Path.cwd().resolve()
    measured, each = read_lcov(sys.argv[1], root), read_lcov(sys.argv[2], root)
    for known, more in zip(measured, each):
        for file, counts in known.items():
            counts.update({place: more[file][place] for place in counts})
    lines, branches = measured
    reasons = read_reasons(sys.argv[3])
    used, missing, total = set(), [], collections.Counter()
    print("| file | lines | ran | branches | ran |\n|---|--:|--:|--:|--:|")
    for file in sorted(lines):
        source = (root / file).read_text(encoding="utf-8").splitlines()
        ran = sum(count > 0 for count in lines[file].values())
        unrun = without_macros([number for number, count in lines[file].items() if count == 0], source)
        known = ran + len(unrun)
        taken = sum(count > 0 for count in branches[file].values())
        total.update({"lines": known, "ran": ran, "branches": len(branches[file]), "taken": taken})
        print(f"| {file} | {known} | {percent(ran, known):.1f} % "
              f"| {len(branches[file])} | {percent(taken, len(branches[file])):.1f} % |")
        for number in unrun:
            text = source[number - 1].strip()
            if (file, text) in reasons:
                used.add((file, text))
            else:
                missing.append(f"{file}:{number}: {text}")
    share = percent(total["ran"], total["lines"])
    print(f"| all | {total['lines']} | {share:.2f} % | {total['branches']} | {percent(total['taken'], total['branches']):.2f} % |")
    stale = sorted(set(reasons) - used)
    for title, entries in (("Neither run nor explained:", missing), ("Explained, but run or gone:", [" | ".join(key) for key in stale])):
        if entries:
            print(f"\n{title}")
            print("\n".join(entries))
    print(f"\n{len(used)} lines are explained in {sys.argv[3]}, {len(missing)} are not. Lines run: {share:.2f} %, bar {BAR:.0f} %.")
    return 1 if missing or stale or share < BAR else 0


if __name__ == "__main__":
    sys.exit(main())
