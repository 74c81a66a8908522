#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

"""Runs benchmarks and compares them with the bars in benchmarks/bars.json.

usage: bench_table.py BARS FOLDER [--repetitions N] [--json FILE]

FOLDER holds the bench_* programs. Each runs all its cases N times, interleaved at random; a ratio is that of the medians.
Prints a Markdown table; the exit status is 1 when a bar is missed.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys


def run(program, cases, repetitions):
    """All repetitions of the cases of one program: name -> list of runs."""
    command = [
        str(program),
        "--benchmark_format=json",
        "--benchmark_filter=^(" + "|".join(sorted(cases)) + ")(/iterations:1)?$",
        f"--benchmark_repetitions={repetitions}",
        "--benchmark_enable_random_interleaving=true",
        "--benchmark_min_time=0.05",
    ]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{program} failed:\n{done.stderr}")
    runs = {}
    for each in json.loads(done.stdout)["benchmarks"]:
        if each.get("run_type") == "iteration":
            runs.setdefault(each["run_name"].removesuffix("/iterations:1"), []).append(each)
    missing = cases - runs.keys()
    if missing:
        sys.exit(f"{program} has no case {', '.join(sorted(missing))}: bars.json and the benchmark differ")
    return runs


NANOSECONDS = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}


def time_of(runs):
    return statistics.median(each["cpu_time"] * NANOSECONDS[each["time_unit"]] for each in runs)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bars", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--repetitions", type=int, default=15)
    parser.add_argument("--json", type=pathlib.Path, help="writes the rows there, too")
    options = parser.parse_args()

    rows = json.loads(options.bars.read_text())
    wanted = {}
    for row in rows:
        wanted.setdefault(row["file"], set()).update({row["of"], row.get("to", row["of"])})
    measured = {name: run(options.folder / name, cases, options.repetitions) for name, cases in wanted.items()}

    print("| case | median | ratio | bar | moonshot | verdict |")
    print("|---|---|---|---|---|---|")
    missed = 0
    for row in rows:
        runs = measured[row["file"]]
        if "counter" in row:
            value = max(each[row["counter"]] for each in runs[row["of"]])
            median = "-"
        else:
            nanoseconds = time_of(runs[row["of"]])
            value = nanoseconds / time_of(runs[row["to"]]) * row.get("scale", 1)
            median = f"{nanoseconds:.3g} ns" if nanoseconds < 1e4 else f"{nanoseconds / 1e3:.4g} us"
        row["value"] = value
        missed += value > row["bar"]
        verdict = "**missed**" if value > row["bar"] else "moonshot" if value <= row["moonshot"] else "met"
        print(f"| {row['case']} | {median} | {value:.3g} | {row['bar']} | {row['moonshot']} | {verdict} |")
    if options.json:
        options.json.write_text(json.dumps(rows, indent=2))
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
