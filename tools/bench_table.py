#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

"""Runs benchmarks and compares them with the bars in benchmarks/bars.json.

usage: bench_table.py BARS FOLDER [--repetitions N] [--json FILE]

FOLDER, a build's benchmarks/, holds the bench_* programs. Each runs all its cases N times, interleaved at random, in five
processes one after the other; a ratio is that of the medians. Instructions, bytes and turns of the event loop are those that CTest's tests
"instructions", "size" and "turns" count, times to compile what "headers" measures. Instructions of one path alone have their bar where that
test fails.
Prints a Markdown table; the exit status is 1 when a bar is missed. Rows without a bar are for comparison only.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys


PROCESSES = 5


def run(program, cases, repetitions, environment=None):
    """All repetitions of the cases of one program: name -> list of runs. In several processes, because where each finds its memory alone
    makes a case some per cent faster or slower."""
    runs = {}
    for process in range(min(PROCESSES, repetitions)):
        share = len(range(process, repetitions, PROCESSES))
        for name, some in run_once(program, cases, share, environment).items():
            runs.setdefault(name, []).extend(some)
    return runs


def run_once(program, cases, repetitions, environment):
    command = [
        str(program),
        "--benchmark_format=json",
        "--benchmark_filter=^(" + "|".join(sorted(cases)) + ")(/iterations:1)?$",
        f"--benchmark_repetitions={repetitions}",
        "--benchmark_enable_random_interleaving=true",
        "--benchmark_min_time=0.05",
    ]
    variables = {**os.environ, **(environment or {})}
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False, env=variables)
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


def counted(folder, test, key):
    """What CTest's test of that name found, by what each row has as key. Empty, with a warning, where there is no such test: it needs a tool."""
    rows = folder / f"{test}.json"
    rows.unlink(missing_ok=True)
    command = ["ctest", "--test-dir", str(folder.parent), "-R", f"^{test}$", "--verbose"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if rows.exists():
        return {each[key]: each for each in json.loads(rows.read_text())}
    if done.returncode != 0:
        sys.exit(f"the test '{test}' failed:\n{done.stdout}")
    print(f"No {test}: this build has no such test. Is {TOOLS[test]} missing?", file=sys.stderr)
    return {}


TOOLS = {"instructions": "valgrind", "size": "binutils", "turns": "the test", "headers": "python3"}
NANOSECONDS = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}


def time_of(runs):
    return statistics.median(each["cpu_time"] * NANOSECONDS[each["time_unit"]] for each in runs)


def number(value):
    return f"{value:.3g}" if value < 1000 else f"{value:.0f}"


def verdict(row):
    if "bar" not in row:
        return ""
    if row["value"] > row["bar"]:
        return "**missed**"
    return "moonshot" if row["value"] <= row.get("moonshot", -1) else "met"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bars", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--repetitions", type=int, default=15)
    parser.add_argument("--json", type=pathlib.Path, help="writes the rows there, too")
    options = parser.parse_args()

    instructions = counted(options.folder, "instructions", "path")
    sizes = counted(options.folder, "size", "type")
    turns = counted(options.folder, "turns", "shape")
    headers = counted(options.folder, "headers", "header")
    rows = json.loads(options.bars.read_text())
    rows = [row for row in rows if "instructions" not in row or row["instructions"] in instructions]
    rows = [row for row in rows if "size" not in row or row["size"] in sizes]
    rows = [row for row in rows if "turns" not in row or row["turns"] in turns]
    rows = [row for row in rows if "headers" not in row or row["headers"] in headers]
    wanted = {}
    for row in rows:
        if "file" in row:
            wanted.setdefault(row["file"], set()).update({row["of"], row.get("to", row["of"])})
    measured = {name: run(options.folder / name, cases, options.repetitions) for name, cases in wanted.items()}

    print("| case | median | ratio | bar | moonshot | verdict |")
    print("|---|---|---|---|---|---|")
    missed = 0
    for row in rows:
        runs = measured.get(row.get("file"))
        median = "-"
        if "instructions" in row:
            found = instructions[row["instructions"]]
            row["value"] = found["instructions"]
            if "to" in row:
                median = f"{row['value']} instructions"
                row["value"] /= instructions[row["to"]]["instructions"]
            else:
                row["bar"] = found["limit"]
        elif "size" in row:
            row["value"] = sizes[row["size"]]["bytes"]
            if "to" in row:
                median = f"{row['value']} bytes"
                row["value"] /= sizes[row["to"]]["bytes"]
        elif "headers" in row:
            median = f"{headers[row['headers']]['seconds']:.2f} s"
            row["value"] = headers[row["headers"]]["seconds"] / headers[row["to"]]["seconds"]
        elif "turns" in row:
            row["value"] = turns[row["turns"]]["turns"]
        elif "counter" in row:
            row["value"] = max(each[row["counter"]] for each in runs[row["of"]])
        else:
            nanoseconds = time_of(runs[row["of"]])
            row["value"] = nanoseconds / time_of(runs[row["to"]]) * row.get("scale", 1)
            median = f"{number(nanoseconds)} ns" if nanoseconds < 1e4 else f"{nanoseconds / 1e3:.4g} us"
        missed += verdict(row) == "**missed**"
        cells = [row["case"], median, number(row["value"]), row.get("bar", "-"), row.get("moonshot", "-"), verdict(row)]
        print("| " + " | ".join(map(str, cells)) + " |")
    if options.json:
        options.json.write_text(json.dumps(rows, indent=2))
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
