#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

"""The results of tools/compat.sh: one file a row, a table of them, and docs/compatibility.md.

usage: table.py collect --row ROW [--junit FILE]... RESULTS KEY=VALUE...   writes RESULTS/ROW.json, and prints it in one line
       table.py print RESULTS                                          prints all rows
       table.py write RESULTS PAGE                                     writes the rows into PAGE; a row of PAGE without a result stays
       table.py check README PAGE                                      exit status 1: README claims what no passing row of PAGE shows

FILE is what ctest --output-junit wrote; of a test that is in several, the last counts, and the row says so. Keys are those of the file;
failed=NAME, skipped=NAME:REASON and known=NAME:CAUSE (why a test fails that cannot be mended here) may come several times.
"""

import argparse
import datetime
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

SINGLE = ("target", "date", "system", "qt", "qcoro", "compiler", "standard", "command", "notes", "minutes", "passed")
ROWS = ("<!-- rows: tools/compat.sh -->", "<!-- end of rows -->")
LEFT = ("<!-- not passed: tools/compat.sh -->", "<!-- end of not passed -->")
CLAIM = ("<!-- claims -->", "<!-- end of claims -->")
ROWS_HEAD = "| row | system | Qt | QCoro | compiler | C++ | what | passed | failed | skipped | date |\n|---|---|---|---|---|---|---|--:|--:|--:|---|"
LEFT_HEAD = "| rows | | what | why |\n|---|---|---|---|"


# -- one row


def read_junit(files):
    """What ctest wrote: how many passed, the others' names and why, and how many ran more than once."""
    cases, again = {}, 0
    for file in files:
        text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", file.read_text(encoding="utf-8", errors="replace"))
        latest = {case.get("name"): case for case in ElementTree.fromstring(text).iter("testcase")}
        again += len(cases.keys() & latest.keys())
        cases.update(latest)
    passed, failed, skipped, said = 0, [], [], {}
    for name, case in cases.items():
        status = case.get("status")
        output = case.findtext("system-out") or ""
        unmet = case.find("skipped")
        reason = unmet.get("message", "") if unmet is not None else ""
        if status == "run":
            passed += 1
        elif unmet is not None and ("SKIP" in reason or reason == "Disabled"):
            skipped.append({"name": name, "reason": reason})
        else:
            failed.append(name)
            said[name] = re.findall(r"^(?:FAIL!|XPASS|QFATAL).*", output, re.MULTILINE)[:10] or output.splitlines()[-3:] or [reason]
        # Qt Test's own, and why.
        for function, why in re.findall(r"^SKIP\s*: (\S+?\(.*?\)) (.*)", output, re.MULTILINE):
            skipped.append({"name": function, "reason": why.strip()})
    return passed, failed, skipped, said, again


def collect(results, row, junit, pairs):
    again = 0
    result = {"row": row, "date": datetime.date.today().isoformat(), "passed": 0, "failed": [], "skipped": [], "said": {}, "known": {}}
    if junit:
        result["passed"], result["failed"], result["skipped"], result["said"], again = read_junit(junit)
    for pair in pairs:
        key, _, value = pair.partition("=")
        name, _, why = value.partition(":")
        if key == "failed":
            result["failed"].append(value)
        elif key == "skipped":
            result["skipped"].append({"name": name, "reason": why})
        elif key == "known":
            result["known"][name] = why
        elif key in SINGLE:
            result[key] = int(value) if key == "passed" else value
        else:
            sys.exit(f"table.py: unknown key '{key}'; there are {', '.join(SINGLE)}, failed, skipped and known.")
    if again:
        result["notes"] = f"{result.get('notes', '')} ({again} of the tests in a later run)"
    results.mkdir(parents=True, exist_ok=True)
    (results / f"{row}.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(f"{row}: {result['passed']} passed, {len(result['failed'])} failed, {len(result['skipped'])} skipped")
    for name in result["failed"]:
        for line in [name, *result["said"].get(name, [])]:
            print(f"    {line}")


def load(results):
    return [json.loads(file.read_text(encoding="utf-8")) for file in sorted(results.glob("*.json"))]


# -- the page


def cell(text):
    return " ".join(str(text).split()).replace("|", "\\|")


def line_of(*cells):
    return "| " + " | ".join(cells) + " |"


def row_cells(result):
    standard = result.get("standard", "").removeprefix("C++")
    middle = [result.get("system", ""), result.get("qt", ""), result.get("qcoro", ""), result.get("compiler", ""), standard]
    counts = [result["passed"], len(result["failed"]), len(result["skipped"]), result["date"]]
    return tuple(cell(each) for each in [*middle, result.get("notes", ""), *counts])


def left_of(result):
    """(failed or skipped, what, why) of what did not pass; what has the same reason is together, each name once."""
    left = [("failed", f"`{cell(name)}`", cell(result["known"].get(name, "not known yet"))) for name in result["failed"]]
    reasons = {}
    for each in result["skipped"]:
        reasons.setdefault(each["reason"], {})[each["name"]] = True
    return left + [("skipped", cell(", ".join(f"`{name}`" for name in names)), cell(reason)) for reason, names in reasons.items()]


def between(text, marks):
    first, last = (text.find(mark) for mark in marks)
    if first < 0 or last < first:
        sys.exit(f"table.py: '{marks[0]}' and '{marks[1]}' are missing.")
    return text[: first + len(marks[0])], text[first + len(marks[0]) : last], text[last:]


def cells_by_row(table):
    """Of each row that a line begins with, the other cells of all its lines."""
    rows = {}
    for line in table.splitlines():
        first, *rest = [each.strip() for each in re.split(r"(?<!\\)\|", line)[1:-1]] or [""]
        for row in re.findall(r"`([^`]+)`", first):
            rows.setdefault(row, []).append(tuple(rest))
    return rows


def tables(rows, left):
    """The two tables. What did not pass in several rows has one line."""
    where = {}
    for row in rows:
        for each in left.get(row, []):
            where.setdefault(each, []).append(f"`{row}`")
    lines = [line_of(f"`{row}`", *cells) for row, (cells, *_) in rows.items()]
    left_lines = [line_of(", ".join(names), *each) for each, names in where.items()]
    return "\n".join([ROWS_HEAD, *lines]), "\n".join([LEFT_HEAD, *left_lines])


def update(rows, left, results):
    for result in load(results):
        rows[result["row"]] = [row_cells(result)]
        left[result["row"]] = left_of(result)
    return rows, left


def write(results, page):
    """Rows stand in the order of the page; new ones come last."""
    before, table, after = between(page.read_text(encoding="utf-8"), ROWS)
    middle, left_table, end = between(after, LEFT)
    first, second = tables(*update(cells_by_row(table), cells_by_row(left_table), results))
    page.write_text("\n".join([before, first, middle.strip("\n"), second, end]), encoding="utf-8")


# -- claims

# What a claim is, and which column of the page shows it.
CLAIMS = {
    "system": r"Debian (?:\d+|sid|unstable)|Windows|macOS|WebAssembly|i386|32 bits|arm64",
    "compiler": r"(?:GCC|Clang|MSVC) \d+(?:\.\d+)*",
    "qt": r"Qt (6\.\d+)",
    "qcoro": r"QCoro (0\.\d+)",
    "standard": r"C\+\+(\d\d)",
}
ALSO = {"Debian unstable": "Debian sid", "32 bits": "i386"}
COLUMNS = ["system", "qt", "qcoro", "compiler", "standard", "what", "passed", "failed", "skipped", "date"]


def shown(page):
    """The rows of the page in which something passed and nothing failed; and what .ci/run runs, by the last column of the page's first table."""
    ci = dict(re.findall(r"^\| ([\w+ ]+) \| [^|]+ \| ([^|]+) \|$", page.split("\n## ")[0], re.MULTILINE))
    compilers = " ".join(f"{name} {ci[name]}" for name in ("GCC", "Clang") if name in ci)
    rows = []
    if compilers:
        columns = {"system": "system", "qt": "Qt", "qcoro": "QCoro", "standard": "C++"}
        rows.append({"compiler": compilers, **{column: ci.get(name, "") for column, name in columns.items()}})
        rows[0]["standard"] = rows[0]["standard"].replace("-std=c++", "").strip("` ")
    for cells, *_ in cells_by_row(between(page, ROWS)[1]).values():
        row = dict(zip(COLUMNS, cells))
        if int(row["failed"]) == 0 and int(row["passed"]) > 0:
            rows.append(row)
    return rows


def unshown(readme, page):
    """What the claims of the README (between marks) say that no row shows: 'GCC 12' is shown by one with GCC 12.2.0."""
    rows = shown(page)
    claims = " ".join(between(readme, CLAIM)[1].split())
    missing = []
    for column, pattern in CLAIMS.items():
        for match in re.finditer(pattern, claims):
            value = match[1] if match.re.groups else match[0]
            value = ALSO.get(value, value)
            if not any(re.search(rf"(?<![\w.]){re.escape(value)}(?![\w])", row[column]) for row in rows):
                missing.append(match[0])
    return missing


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("collect", "print", "write", "check"))
    parser.add_argument("--row")
    parser.add_argument("--junit", type=pathlib.Path, action="append")
    parser.add_argument("first", type=pathlib.Path)
    parser.add_argument("others", nargs="*")
    given = parser.parse_args()
    if given.what == "collect":
        collect(given.first, given.row, given.junit, given.others)
    elif given.what == "print":
        print("\n\n".join(tables(*update({}, {}, given.first))))
    elif given.what == "write":
        write(given.first, pathlib.Path(given.others[0]))
    else:
        page = pathlib.Path(given.others[0]).read_text(encoding="utf-8")
        missing = unshown(given.first.read_text(encoding="utf-8"), page)
        for each in missing:
            print(f"{given.first} claims '{each}', and no row of {given.others[0]} shows it: run tools/compat.sh, or claim less.")
        sys.exit(bool(missing))


if __name__ == "__main__":
    main()
