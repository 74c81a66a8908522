#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

"""Runs the tests of the core under Valgrind's memcheck, and says which of them used memory wrongly or lost some.

usage: memcheck.py [--build FOLDER] [--jobs N] [PATTERN]

The programs run with the environment that CTest gives them. What AddressSanitizer cannot see is what this is for: values that nobody has
written yet, also inside Qt. Everything takes 20 to 50 times as long, so a test that measures time may fail; that is said, and is not what
this script is about.

--build FOLDER  where the tests were built, without a sanitizer (default: build/dev, by cmake --build --preset dev)
--jobs N        how many run at once (default: one for each core)
PATTERN         a regular expression: the tests whose names it matches (default: all of the core)

What Valgrind has to say is in build/memcheck/TEST.log. The exit status is 1 if it has found an error or a leak in any of them.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
LOGS = ROOT / "build" / "memcheck"
SUPPRESSIONS = ROOT / "tests" / "memcheck.supp"
SECONDS = 1800
# What these do, Valgrind cannot do: run without memory or with a stack of their own size, count allocations, start a shell's many programs.
LEFT_OUT = {
    "tst_faults_memory": "lets operator new fail, which Valgrind replaces",
    "tst_faults_memory_threads": "lets operator new fail, which Valgrind replaces",
    "tst_faults_stack": "is about how much stack there is, and Valgrind takes some itself",
    "tst_framepool": "counts calls of operator new, which Valgrind replaces",
    "tst_hostile": "starts a program with more rights, which Valgrind may not follow",
}


def tests(build, pattern):
    """(name, command, environment, folder) of each program of the core."""
    listed = subprocess.run(["ctest", "--test-dir", build, "--show-only=json-v1"], stdout=subprocess.PIPE, check=True).stdout
    for test in json.loads(listed)["tests"]:
        name = test["name"]
        if not re.fullmatch(r"tst_(?!demo_|dropin_|assistant|generic)\w+", name) or not re.search(pattern, name) or "command" not in test:
            continue
        properties = {item["name"]: item["value"] for item in test.get("properties", [])}
        if "chaos" in properties.get("LABELS", []):
            continue
        environment = dict(pair.split("=", 1) for pair in properties.get("ENVIRONMENT", []))
        yield name, test["command"], environment, properties.get("WORKING_DIRECTORY", str(build))


def checked(test):
    """(name, mistakes found or -1 if Valgrind did not come to its end, "ended well" or how it ended)"""
    name, command, environment, folder = test
    log = LOGS / f"{name}.log"
    valgrind = [
        "valgrind", "--leak-check=full", "--errors-for-leak-kinds=definite", "--show-leak-kinds=definite",
        "--show-mismatched-frees=no",  # some tests count what operator new gives, and AddressSanitizer sees those
        "--num-callers=40", "--fair-sched=yes", f"--suppressions={SUPPRESSIONS}", f"--log-file={log}", "--child-silent-after-fork=yes",
    ]
    more = {"QT_QPA_PLATFORM": "offscreen", "QTEST_FUNCTION_TIMEOUT": str(SECONDS * 1000)}
    output = LOGS / f"{name}.out"
    try:
        with output.open("w", encoding="utf-8") as file:
            status = subprocess.run(valgrind + command, env={**os.environ, **environment, **more}, cwd=folder, timeout=SECONDS,
                                    stdout=file, stderr=subprocess.STDOUT, check=False).returncode
        end = "ended well" if status == 0 else f"the test itself ended with {status}, see {output.relative_to(ROOT)}"
    except subprocess.TimeoutExpired:
        end = f"was stopped after {SECONDS} s"
    summaries = re.findall(r"ERROR SUMMARY: [\d,]+ errors from (\d+) contexts", log.read_text(encoding="utf-8", errors="replace"))
    found = int(summaries[-1]) if summaries else -1
    return name, found, end


def main():
    parser = argparse.ArgumentParser(usage=__doc__, add_help=False)
    parser.add_argument("-h", "--help", action="store_true")
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build" / "dev")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("pattern", nargs="?", default="")
    options = parser.parse_args()
    if options.help:
        print(__doc__)
        return 0
    if not (options.build / "CTestTestfile.cmake").exists():
        sys.exit(f"memcheck.py: {options.build} has no tests: cmake --preset dev && cmake --build --preset dev")
    LOGS.mkdir(parents=True, exist_ok=True)
    wanted = list(tests(options.build, options.pattern))
    chosen = [test for test in wanted if test[0] not in LEFT_OUT]
    for name in sorted(test[0] for test in wanted if test[0] in LEFT_OUT):
        print(f"{name} is left out: it {LEFT_OUT[name]}")
    if not chosen:
        sys.exit("memcheck.py: no test has such a name.")
    wrong, failed = [], []
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for name, found, end in pool.map(checked, chosen):
            if found:
                wrong.append(name)
            if end != "ended well":
                failed.append(name)
            what = {-1: "Valgrind did not come to its end", 0: "no finding", 1: "1 finding"}.get(found, f"{found} findings")
            print(f"{name}: {what}; {end}", flush=True)
    print(f"{len(chosen)} programs, {len(wrong)} with findings; {len(failed)} did not end well under Valgrind.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
