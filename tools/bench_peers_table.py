#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

"""Runs QEager and its peers by turns and compares them, as benchmarks/peers/rows.json says.

usage: bench_peers_table.py ROWS FOLDER [--repetitions N] [--json FILE]

FOLDER holds the *_rows programs. In each of N rounds every program runs once, all its cases; what is compared is the median
of the rounds. A row's "with" is set in the environment of QEager's program. Prints what was compared and a Markdown table; the
exit status is 1 when QEager is behind a peer. A floor, which is no peer but what any of them would cost without its features, has
no verdict. Run in the tree of tools/bench-peers.sh.
"""

import argparse
import json
import os
import pathlib
import platform
import re
import subprocess
import sys

from bench_table import run, time_of

QEAGER = "qeager_rows"


def printed_by(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def version_of(package):
    """The first three numbers of a Debian package's version."""
    return re.search(r"\d+(\.\d+){0,2}", printed_by("dpkg-query", "-W", "-f", "${Version}", package))[0]


def machine():
    model = re.search(r"^model name\s*: (.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return f"{model[1] if model else platform.machine()}, {os.cpu_count()} processors"


def versions():
    return ", ".join((
        f"GCC {printed_by('g++', '-dumpfullversion')}",
        f"Qt {version_of('qt6-base-dev')}",
        f"QCoro {version_of('qcoro-qt6-dev')}",
        f"Boost {version_of('libboost-cobalt-dev')}",
        f"Python {platform.python_version()}",
    ))


def load():
    return f"{os.getloadavg()[0]:.2f}"


def setup(program, row):
    """The program and what is set in its environment."""
    return program, tuple(row.get("with", {}).items()) if program == QEAGER else ()


def in_rounds(folder, wanted, rounds):
    """(setup, case) -> its runs, one a round."""
    measured = {}
    for _ in range(rounds):
        for (program, environment), cases in wanted.items():
            for case, runs in run(folder / program, cases, 1, dict(environment)).items():
                measured.setdefault(((program, environment), case), []).extend(runs)
    return measured


def figure(nanoseconds):
    return f"{nanoseconds:.1f}" if nanoseconds < 1e3 else f"{nanoseconds:.0f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--repetitions", type=int, default=15)
    parser.add_argument("--json", type=pathlib.Path, help="writes the rows there, too")
    options = parser.parse_args()

    rows = json.loads(options.rows.read_text())
    wanted = {}
    for row in rows:
        wanted.setdefault(setup(QEAGER, row), set()).add(row["of"])
        wanted.setdefault(setup(row["program"], row), set()).add(row["to"])

    before = load()
    measured = in_rounds(options.folder, wanted, options.repetitions)
    print(f"{versions()}; {machine()}; load {before} before and {load()} after {options.repetitions} rounds.\n")

    print("| row | peer | QEager ns | peer ns | QEager / peer | verdict |")
    print("|---|---|---|---|---|---|")
    behind = 0
    for row in rows:
        ours = time_of(measured[setup(QEAGER, row), row["of"]]) * row.get("scale", 1)
        theirs = time_of(measured[setup(row["program"], row), row["to"]]) * row.get("scale", 1)
        ahead = ours < theirs
        behind += not ahead and not row.get("floor")
        verdict = "floor" if row.get("floor") else "ahead" if ahead else "**behind**"
        row.update({"qeager_ns": ours, "peer_ns": theirs, "value": ours / theirs, "verdict": verdict.strip("*")})
        print(f"| {row['row']} | {row['peer']} | {figure(ours)} | {figure(theirs)} | {ours / theirs:.3g} | {verdict} |")
    if options.json:
        options.json.write_text(json.dumps(rows, indent=2))
    sys.exit(1 if behind else 0)


if __name__ == "__main__":
    main()
