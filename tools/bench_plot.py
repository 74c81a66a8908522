#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

"""Draws the cost of one waiting thing against how many wait, from what bench_waiting measured.

usage: bench_plot.py DIRECTORY PICTURE
       bench_plot.py --cases

DIRECTORY has a JSON of Google Benchmark's for each of the --cases, with repetitions, named waiting-CASE.json: each from a process of its own, or
they would leave each other their memory in pieces, with tasks/1000 beside it, which it is compared with. PICTURE ends in .svg or .png; the same
JSON gives the same file. Ratios only.
"""

import argparse
import json
import pathlib

from matplotlib import rcParams
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

# case, label, line; later ones are drawn above earlier ones
SERIES = [
    ("qcoroTasks", "QCoro::Task, resumed by a queued call", {"color": "#c2571a", "marker": "s"}),
    ("qcoroSleeps", "QCoro::sleepFor(0), which is quadratic: up to 10,000", {"color": "#b03060", "marker": "x", "linestyle": ":"}),
    ("queuedCalls", "QMetaObject::invokeMethod(Queued)", {"color": "#8fc473", "marker": "o", "linewidth": 4}),
    ("singleShots", "QTimer::singleShot(0)", {"color": "#5d3f8c", "marker": "v", "linestyle": "--"}),
    ("tasks", "QEager task, yieldNow()", {"color": "#1b6ac9", "marker": "o", "linewidth": 2.2}),
]


def read(path):
    """case -> {how many wait: seconds for each}, medians of the repetitions of one process."""
    costs = {}
    for each in json.loads(path.read_text())["benchmarks"]:
        if each.get("aggregate_name") == "median":
            case, count = each["run_name"].split("/")[:2]
            costs.setdefault(case, {})[int(count)] = each["perTask"]
    return costs


def draw(axes, processes, base_case, title):
    """Costs beside that of one of base_case (None: of the same case) among 1,000 in the same process."""
    for case, label, style in SERIES:
        costs = processes[case]
        counts = sorted(costs[case])
        base = costs[base_case or case][1000]
        axes.plot(counts, [costs[case][n] / base for n in counts], label=label, markersize=4.5, **style)
    axes.set_title(title, fontsize=9.5)
    axes.set_xscale("log")
    axes.set_xlabel("how many wait at once")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda count, _: f"{count:,.0f}"))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.grid(color="#dddddd", linewidth=0.6)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", action="store_true", help="prints the cases")
    parser.add_argument("directory", type=pathlib.Path, nargs="?")
    parser.add_argument("picture", type=pathlib.Path, nargs="?")
    options = parser.parse_args()
    if options.cases:
        print(*(case for case, _, _ in SERIES))
        return
    if not options.picture:
        parser.error("the directory of the JSON files and the picture to write are needed")
    processes = {case: read(options.directory / f"waiting-{case}.json") for case, _, _ in SERIES}

    rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "qeager", "font.size": 9})
    figure = Figure(figsize=(9, 4.2))
    growth, cost = figure.subplots(1, 2)
    draw(growth, processes, None, "cost of one / the same among 1,000")
    growth.set_ylim(0, 3)  # sleepFor() leaves it
    draw(cost, processes, "tasks", "cost of one / a QEager task among 1,000")
    ticks = [0.5, 1, 2, 5, 10, 20, 50]
    cost.set_yscale("log")
    cost.set_ylim(ticks[0], ticks[-1])
    cost.yaxis.set_major_locator(FixedLocator(ticks))
    cost.yaxis.set_major_formatter(FuncFormatter(lambda ratio, _: f"{ratio:g}"))
    cost.yaxis.set_minor_locator(NullLocator())
    handles, labels = growth.get_legend_handles_labels()
    figure.legend(handles[::-1], labels[::-1], loc="lower center", ncol=2, frameon=False)
    figure.tight_layout(rect=(0, 0.17, 1, 1))
    rights = "2026 QEager contributors, MIT"
    metadata = {"Date": None, "Creator": None, "Rights": rights} if options.picture.suffix == ".svg" else None
    figure.savefig(options.picture, dpi=110, metadata=metadata)


if __name__ == "__main__":
    main()
