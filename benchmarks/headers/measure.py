#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

"""Measures how long the compiler takes for the sources of this folder, each of which includes one header.

usage: measure.py COMMANDS BARS ROWS

COMMANDS is the compile_commands.json of a build. Each source is compiled ten times, in turn, and its shortest CPU time counts. The times are
written to ROWS, as JSON. If the ratio of two is above the bar that a row of BARS has for them, this fails: rows with "headers", "to" and "bar".
"""

import json
import pathlib
import resource
import shlex
import subprocess
import sys

ROUNDS = 10


def commands(file):
    folder = pathlib.Path(__file__).resolve().parent
    found = {}
    for entry in json.loads(pathlib.Path(file).read_text()):
        source = pathlib.Path(entry["directory"], entry["file"]).resolve()
        if source.parent == folder:
            words = shlex.split(entry["command"])
            words = words[next(i for i, word in enumerate(words) if not word.endswith("ccache")) :]
            words[words.index("-o") + 1] = "/dev/null"
            found[source.stem] = (words, entry["directory"])
    return found


def seconds(words, folder):
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run(words, cwd=folder, check=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def main():
    found = commands(sys.argv[1])
    least = {}
    for _ in range(ROUNDS):
        for header, (words, folder) in found.items():
            least[header] = min(seconds(words, folder), least.get(header, 1e9))
    rows = [{"header": header, "seconds": time} for header, time in sorted(least.items())]
    pathlib.Path(sys.argv[3]).write_text(json.dumps(rows, indent=2))
    missed = False
    for row in json.loads(pathlib.Path(sys.argv[2]).read_text()):
        if "headers" in row:
            of, to = least[row["headers"]], least[row["to"]]
            print(f"{row['headers']} {of:.3f} s / {row['to']} {to:.3f} s: {of / to:.3f} (bar: {row['bar']})")
            missed = missed or of / to > row["bar"]
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
