#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

"""Changes the library in one place after the other, and counts how many of these mutants the tests notice.

usage: mutate.py [--count N] [--seed N] [--only TEXT] [--list]

Each mutant is one change in src/runtime or src/tasks: a condition is negated, a comparison or an operator is replaced, or a statement is
deleted. It is built in a copy (build/mutation), and the tests run until one of them fails: then it is killed. A mutant that does not compile
does not count. What survives is printed with its line: a test is missing there, or the change makes no difference, and then
tests/mutants.txt says so, as "FILE | the line | why". Interrupted, it goes on where it was; the results are in
build/mutation/results.json.

--count N    how many mutants count (default: 500)
--seed N     which ones (default: 1)
--only TEXT  mutants of files whose path has TEXT in it
--list       prints the results that there are, and runs nothing

The exit status is 1 if fewer than 85 % were killed, or a survivor is not explained.
"""

import argparse
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "mutation"
BAR = 85.0
TEST_SECONDS = 30  # a test that takes longer hangs
LEFT_OUT = re.compile(r"tst_(assistant|generic|demo_.*|later)$")  # not about these rooms

SWAPS = [
    (re.compile(r" == "), " != "), (re.compile(r" != "), " == "), (re.compile(r" < "), " <= "), (re.compile(r" > "), " >= "),
    (re.compile(r" <= "), " < "), (re.compile(r" >= "), " > "), (re.compile(r" && "), " || "), (re.compile(r" \|\| "), " && "),
    (re.compile(r"\+\+"), "--"), (re.compile(r"--(?=\w)"), "++"), (re.compile(r"\btrue\b"), "false"), (re.compile(r"\bfalse\b"), "true"),
]
CONDITION = re.compile(r"^(\s*(?:\} else )?(?:if|while) \()(.*)(\)(?: \[\[\w+\]\])?(?: \{)?)$")
STATEMENT = re.compile(r"^\s*(?!return\b|using\b|static\b|const\b|auto\b|constexpr\b|case\b|break\b|delete\b|throw\b|Q_ASSERT|[\w:<>*& ]+ \*?\w+ = )"
                       r"[\w:.\->*()\[\]!]+(?:\(.*\)|(?: [+\-|&]?= .*)|\+\+|--);$")


def mutants_of(file):
    """(line number, what it becomes) of each change that there is in a file."""
    found = []
    for number, line in enumerate((ROOT / file).read_text(encoding="utf-8").splitlines()):
        code = line.split("//")[0].rstrip()
        if not code.strip() or code.lstrip().startswith(("#", "*", "/*", "Q_ASSERT", "static_assert", "template", "[[")):
            continue
        if '"' in code:
            continue  # a text, or a warning
        if condition := CONDITION.match(code):
            found.append((number, f"{condition[1]}!({condition[2]}){condition[3]}"))
        for pattern, replacement in SWAPS:
            for match in pattern.finditer(code):
                found.append((number, code[:match.start()] + replacement + code[match.end():]))
        if STATEMENT.match(code):
            found.append((number, code[:len(code) - len(code.lstrip())] + ";"))
    return found


def chosen(seed, only):
    files = sorted(path.relative_to(ROOT).as_posix() for room in ("runtime", "tasks") for path in (ROOT / "src" / room).glob("*.cpp"))
    everything = [(file, *mutant) for file in files if only in file for mutant in mutants_of(file)]
    random.Random(seed).shuffle(everything)
    return everything


def run(command, **more):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, **more)


def prepare():
    """A copy of the sources with its own build; the tests in the order of how fast they are."""
    source = WORK / "source"
    shutil.rmtree(source, ignore_errors=True)
    WORK.mkdir(parents=True, exist_ok=True)
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout.decode().split("\0")
    for file in filter(None, files):
        if (ROOT / file).is_file():
            (source / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / file, source / file)
    build = WORK / "build"
    for command in (["cmake", "--preset", "dev", "-S", source, "-B", build, "-DQEAGER_BUILD_DEMO=OFF", "-DQEAGER_BUILD_QML=OFF",
                     "-DQEAGER_BUILD_PLUGIN=OFF", "-DQEAGER_BUILD_BENCHMARKS=OFF", "-DQEAGER_WERROR=OFF", "-DQEAGER_CHECK_CHAOS=OFF"],
                    ["cmake", "--build", build]):
        done = run(command, cwd=source)
        if done.returncode:
            sys.exit(done.stdout.decode(errors="replace")[-3000:] + "\nmutate.py: the unchanged sources do not build, see above.")
    times = {}
    for test in sorted(path for path in (build / "tests").glob("tst_*") if path.is_file() and not LEFT_OUT.match(path.name)):
        began = time.monotonic()
        if fails(test):
            print(f"{test.name} fails without a mutant, and is left out", file=sys.stderr)
        else:
            times[test] = time.monotonic() - began
    return source, build, sorted(times, key=times.get)


def fails(test):
    environment = {"QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin:/bin", "HOME": str(WORK), "QTEST_FUNCTION_TIMEOUT": str(TEST_SECONDS * 1000)}
    try:
        return run([test, "-maxwarnings", "100"], env=environment, timeout=TEST_SECONDS).returncode != 0
    except subprocess.TimeoutExpired:
        return True


def judged(source, build, tests, mutant):
    """What becomes of it: "killed by …", "survived" or "does not compile". A test that killed one is asked first next time."""
    file, number, changed = mutant
    path = source / file
    original = path.read_text(encoding="utf-8")
    lines = original.splitlines(keepends=True)
    lines[number] = changed + "\n"
    try:
        path.write_text("".join(lines), encoding="utf-8")
        if run(["cmake", "--build", build, "--target", "qeager-core"]).returncode:
            return "does not compile"
        for test in tests:
            if fails(test):
                tests.remove(test)
                tests.insert(0, test)
                return f"killed by {test.name}"
        return "survived"
    finally:
        path.write_text(original, encoding="utf-8")


def read_reasons():
    reasons = {}
    for line in (ROOT / "tests" / "mutants.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            file, text, why = (part.strip() for part in line.split(" | ", 2))
            reasons[file, text] = why
    return reasons


def main():
    parser = argparse.ArgumentParser(usage=__doc__, add_help=False)
    parser.add_argument("-h", "--help", action="store_true")
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    if options.help:
        print(__doc__)
        return 0

    stored = WORK / "results.json"
    results = json.loads(stored.read_text(encoding="utf-8")) if stored.exists() else {}
    mutants = chosen(options.seed, options.only)
    if not options.list:
        source, build, tests = prepare()
        counted = 0
        for mutant in mutants:
            key = " | ".join([mutant[0], str(mutant[1] + 1), mutant[2].strip()])
            if key not in results:
                results[key] = judged(source, build, tests, mutant)
                stored.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
                print(f"{results[key]}: {key}", flush=True)
            counted += results[key] != "does not compile"
            if counted >= options.count:
                break

    reasons = read_reasons()
    killed, explained, left = 0, 0, []
    for key, result in results.items():
        file, number, changed = key.split(" | ", 2)
        text = (ROOT / file).read_text(encoding="utf-8").splitlines()[int(number) - 1].strip()
        if result.startswith("killed"):
            killed += 1
        elif result == "survived" and (file, text) in reasons:
            explained += 1
        elif result == "survived":
            left.append(f"{file}:{number}: {text}\n    became: {changed}")
    total = killed + explained + len(left)
    share = 100.0 * killed / total if total else 0.0
    print("\n".join(left))
    print(f"{total} mutants: {killed} killed ({share:.1f} %, bar {BAR:.0f} %), {explained} survivors explained, {len(left)} not.")
    return 1 if left or share < BAR else 0


if __name__ == "__main__":
    sys.exit(main())
