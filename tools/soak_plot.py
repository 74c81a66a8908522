#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

"""Says whether anything grew while benchmarks/soak ran, and draws it.

usage: soak_plot.py NUMBERS [PICTURE]

The first tenth does not count: pools fill, and libraries are loaded. Of the rest, the median of the last quarter is compared with that of the
first. Exit status 1: more than 2 % more memory, any handle or task more, or a 99th percentile that is twice as long and longer than 1 ms.
"""

import csv
import statistics
import sys

COLUMNS = [
    ("memory", "resident memory, KiB"),
    ("handles", "open files"),
    ("tasks", "tasks left after a round"),
    ("p99", "wait of a posted event, p99, ms"),
]


def has_grown(column, first, last):
    if column == "memory":
        return last > 1.02 * first
    if column == "p99":
        return last > 2 * first and last > 1
    return last > first


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as file:
        rows = [{name: float(value) for name, value in row.items()} for row in csv.DictReader(file)]
    if len(rows) < 12:
        sys.exit("soak_plot.py: fewer than 12 lines are too few to tell: run it for longer.")
    counted = rows[len(rows) // 10:]
    quarter = len(counted) // 4
    grown = []
    for column, title in COLUMNS:
        first = statistics.median(row[column] for row in counted[:quarter])
        last = statistics.median(row[column] for row in counted[-quarter:])
        print(f"{title}: {first:g} in the first quarter, {last:g} in the last, {max(row[column] for row in rows):g} at most")
        if has_grown(column, first, last):
            grown.append(title)
    print(f"{rows[-1]['second']:.0f} seconds, {sum(row['rounds'] for row in rows):.0f} rounds")

    if len(sys.argv) == 3:
        from matplotlib import rcParams
        from matplotlib.figure import Figure

        rcParams.update({"svg.hashsalt": "qeager", "font.size": 9})
        figure = Figure(figsize=(7.2, 6.4), layout="constrained")
        for axes, (column, title) in zip(figure.subplots(len(COLUMNS), 1, sharex=True), COLUMNS):
            axes.plot([row["second"] / 60 for row in rows], [row[column] for row in rows], color="#1b6ac9", linewidth=1.2)
            axes.set_ylim(0, 1.15 * max(row[column] for row in rows) or 1)
            axes.set_title(title, fontsize=9, loc="left")
            axes.grid(color="#dddddd", linewidth=0.6)
        axes.set_xlabel("minutes")
        figure.savefig(sys.argv[2], metadata={"Date": None} if sys.argv[2].endswith(".svg") else None)

    if grown:
        print("Grown: " + ", ".join(grown))
    return 1 if grown else 0


if __name__ == "__main__":
    sys.exit(main())
