#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

"""Runs QEager and its peers by turns and compares them, as benchmarks/peers/rows.json says.

usage: bench_peers_table.py ROWS FOLDER [--repetitions N] [--json FILE]

FOLDER holds the *_rows programs. In each of N rounds every program runs once, all its cases; what is compared is the median
of the rounds, and the least and the most of them are shown beside it. A row's "with" is set in the environment of QEager's program, its "scale" is
for what a case does many times; a peer's case has its own by "peer_scale".
Prints what was compared, a Markdown table, and what is not the same on both sides; the exit status is 1 when QEager is behind a peer that does
the same work. Behind one whose work is "other", or a floor, which is no peer but what any of them would cost without its features, it may be. A
peer with a "to" of null has nothing that does the row's work; one whose program is missing is left out, with the reason. Run in the tree of
tools/bench-peers.sh.
"""

import argparse
import json
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys

from bench_table import run, time_of

QEAGER = "qeager_rows"
# What Debian unstable may lack for a while, and then the program is not there.
PACKAGES = {"tokio_rows": "cargo, librust-libc-dev, librust-tokio-dev", "node_rows.mjs": "nodejs"}


def printed_by(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def version_of(package):
    """The first three numbers of a Debian package's version."""
    return re.search(r"\d+(\.\d+){0,2}", printed_by("dpkg-query", "-W", "-f", "${Version}", package))[0]


def machine():
    model = re.search(r"^model name\s*: (.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return f"{model[1] if model else platform.machine()}, {os.cpu_count()} processors"


def versions(programs):
    yield f"GCC {printed_by('g++', '-dumpfullversion')}"
    yield f"Qt {version_of('qt6-base-dev')}"
    yield f"QCoro {version_of('qcoro-qt6-dev')}"
    yield f"Boost {version_of('libboost-cobalt-dev')}"
    yield f"Python {platform.python_version()}"
    if "tokio_rows" in programs:
        yield f"tokio {version_of('librust-tokio-dev')}"
        yield printed_by("rustc", "--version").split(" (")[0]
    if "node_rows.mjs" in programs:
        node, v8 = printed_by("node", "-p", "`${process.versions.node} ${process.versions.v8}`").split()
        yield f"Node.js {node}"
        yield f"V8 {v8}"


def load():
    return f"{os.getloadavg()[0]:.2f}"


def setup(program, row):
    """The program and what is set in its environment."""
    return program, tuple(row.get("with", {}).items()) if program == QEAGER else ()


def comparisons(rows):
    """One for each row and peer: all that is said of either."""
    for row in rows:
        for peer in row["peers"]:
            yield {**{key: value for key, value in row.items() if key != "peers"}, **peer}


def in_rounds(folder, wanted, rounds):
    """(setup, case) -> its runs, one a round."""
    measured = {}
    for _ in range(rounds):
        for (program, environment), cases in wanted.items():
            for case, runs in run(folder / program, cases, 1, dict(environment)).items():
                measured.setdefault(((program, environment), case), []).extend(runs)
    return measured


def times(runs, scale):
    """Nanoseconds, a round each."""
    return [time_of([each]) * scale for each in runs]


def figure(nanoseconds):
    return f"{nanoseconds:.1f}" if nanoseconds < 1e3 else f"{nanoseconds:.0f}"


def ratio(value):
    return f"{value:.3g}"


def spread(figures, shown):
    """The median, the least and the most."""
    return f"{shown(statistics.median(figures))} ({shown(min(figures))} to {shown(max(figures))})"


def compare(row, ours, theirs):
    """Adds what was found to the row."""
    scale = row.get("scale", 1)
    ours, theirs = times(ours, scale), times(theirs, row.get("peer_scale", scale))
    value = statistics.median(ours) / statistics.median(theirs)
    # Our run and the peer's in the same round, which had the same neighbours.
    ratios = [our / their for our, their in zip(ours, theirs)]
    verdict = next((each for each in ("floor", "other") if row.get(each)), "ahead" if value < 1 else "behind")
    row.update({"qeager_ns": ours, "peer_ns": theirs, "ratios": ratios, "value": value, "verdict": verdict})


def printed(row):
    shown = {"behind": "**behind**", "other": "other work, ahead" if row["value"] < 1 else "other work, behind"}
    verdict = shown.get(row["verdict"], row["verdict"])
    # The ratio is that of the medians, which is not the median of the ratios.
    found = f"{ratio(row['value'])} ({ratio(min(row['ratios']))} to {ratio(max(row['ratios']))})"
    ours, theirs = spread(row["qeager_ns"], figure), spread(row["peer_ns"], figure)
    return f"| {row['row']} | {row['peer']} | {ours} | {theirs} | {found} | {verdict} |"


def print_work(rows):
    """What both sides do, and what one of them does not."""
    print("\nWhat is the same and what is not:")
    said = None
    for row in rows:
        if row["row"] != said:
            print(f"\n{row['row']}: {row['same']}\n")
        said = row["row"]
        left_out = "no such row: " if row["to"] is None else "not the same work: " if row.get("other") else ""
        print(f"- {row['peer']}: {left_out}{row['differs']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--repetitions", type=int, default=15)
    parser.add_argument("--json", type=pathlib.Path, help="writes the rows there, too")
    options = parser.parse_args()

    described = list(comparisons(json.loads(options.rows.read_text())))
    missing = {name for name in PACKAGES if not (options.folder / name).exists()}
    described = [row for row in described if row.get("program") not in missing]
    rows = [row for row in described if row["to"] is not None]
    wanted = {}
    for row in rows:
        wanted.setdefault(setup(QEAGER, row), set()).add(row["of"])
        wanted.setdefault(setup(row["program"], row), set()).add(row["to"])

    before = load()
    measured = in_rounds(options.folder, wanted, options.repetitions)
    compared = ", ".join(versions({row["program"] for row in rows}))
    print(f"{compared}; {machine()}; load {before} before and {load()} after {options.repetitions} rounds.\n")
    for name in sorted(missing):
        print(f"Left out: the rows of {name}, because {PACKAGES[name]} could not be installed when the tree was made.\n")

    print("| row | peer | QEager ns | peer ns | QEager / peer | verdict |")
    print("|---|---|---|---|---|---|")
    for row in rows:
        compare(row, measured[setup(QEAGER, row), row["of"]], measured[setup(row["program"], row), row["to"]])
        print(printed(row))
    print_work(described)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=2))
    sys.exit(any(row["verdict"] == "behind" for row in rows))


if __name__ == "__main__":
    main()
