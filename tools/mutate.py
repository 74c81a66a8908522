#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

"""Changes the library in one place after the other, and counts how many of these mutants the tests notice.

usage: mutate.py [--count N] [--seed N] [--only TEXT] [--jobs N] [--again] [--list]

Each mutant is one change in src/runtime or src/tasks: a condition is negated, a comparison or an operator is replaced, or a statement is
deleted. It is built in a copy (build/mutation), and the tests run until one of them fails, twice, or hangs: then it is killed. A mutant that
does not compile, or is the same program, does not count. What survives is printed with its line: a test is missing there, or the change
makes no difference, and then tests/mutants.txt says so, as "FILE | the line | what it becomes | why". Interrupted, it goes on where it was;
the results are in build/mutation/results.json.

--count N    how many mutants count (default: 500)
--seed N     which ones (default: 1)
--only TEXT  mutants of files whose path has TEXT in it
--again      tries those once more that have survived, and have no reason yet: the tests may notice them now
--jobs N     how many mutants are tried at once (default: one for each core)
--list       prints the results that there are, and runs nothing

The exit status is 1 if fewer than 85 % were killed, or a survivor is not explained.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "mutation"
BAR = 85.0
TEST_SECONDS = 30  # a test that takes longer hangs
LEFT_OUT = re.compile(r"tst_(assistant|generic|demo_.*|later|faults_quit)$")  # not about these rooms; the last one measures memory

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
    """All mutants by their key, in the order in which they are tried."""
    files = sorted(path.relative_to(ROOT).as_posix() for room in ("runtime", "tasks") for path in (ROOT / "src" / room).glob("*.cpp"))
    everything = [(file, *mutant) for file in files for mutant in mutants_of(file)]
    keys = list(keyed(everything).items())
    random.Random(seed).shuffle(keys)
    return {key: mutant for key, mutant in keys if only in mutant[0]}


def run(command, **more):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, **more)


def build(source, folder, *options):
    """Configures and builds a copy of the sources."""
    for command in (["cmake", "--preset", "dev", "-S", source, "-B", folder, "-DCMAKE_CXX_FLAGS_DEBUG=", "-DQEAGER_BUILD_DEMO=OFF",
                     "-DQEAGER_BUILD_QML=OFF", "-DQEAGER_BUILD_PLUGIN=OFF", "-DQEAGER_BUILD_BENCHMARKS=OFF", "-DQEAGER_BUILD_EXAMPLES=OFF",
                     "-DQEAGER_WERROR=OFF",
                     "-DQEAGER_CHECK_CHAOS=OFF", *options],
                    ["cmake", "--build", folder]):
        done = run(command, cwd=source)
        if done.returncode:
            sys.exit(done.stdout.decode(errors="replace")[-3000:] + "\nmutate.py: the unchanged sources do not build, see above.")


def copied(source):
    """A copy of what git knows of the checkout."""
    shutil.rmtree(source, ignore_errors=True)
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout.decode().split("\0")
    for file in filter(None, files):
        if (ROOT / file).is_file():
            (source / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / file, source / file)
    return source


def fails(test, library, seconds):
    """Whether a test fails with that library: "fails", "hangs" or nothing."""
    environment = {"QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin:/bin", "HOME": str(WORK), "LD_LIBRARY_PATH": str(library),
                   "QTEST_FUNCTION_TIMEOUT": str(TEST_SECONDS * 1000)}
    arguments = ["-maxwarnings", "100"] if test.name.startswith("tst_") else []
    with subprocess.Popen([test, *arguments], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          start_new_session=True) as process:
        try:
            return "fails" if process.wait(seconds) else ""
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # with what it has started
            return "hangs"


def timed(jobs):
    """The tests, and how long each takes, with the library as it is; as many at once as there will be."""
    build(copied(WORK / "source"), WORK / "build")

    def once(test):
        began = time.monotonic()
        how = fails(test, WORK / "build" / "src", TEST_SECONDS)
        if how:
            print(f"{test.name} {how} without a mutant, and is left out", file=sys.stderr)
        return None if how else time.monotonic() - began

    folder = WORK / "build" / "tests"
    tests = [path for path in sorted(folder.glob("tst_*")) if path.is_file() and not LEFT_OUT.match(path.name)]
    tests.append(folder / "qeager_stress")
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        return {test: seconds for test, seconds in zip(tests, pool.map(once, tests)) if seconds is not None}


class Worker:
    """Makes the library with one mutant after the other, in a copy of its own. The tests are the same for all workers."""

    def __init__(self, number, times):
        self.source = copied(WORK / f"worker{number}" / "source")
        self.build = WORK / f"worker{number}" / "build"
        self.times = times
        self.tests = sorted(times, key=times.get)
        build(self.source, self.build, "-DQEAGER_BUILD_TESTS=OFF", "-DQEAGER_BUILD_TESTLIB=OFF")
        self.original = self.library()

    def library(self):
        return (self.build / "src" / "libQEagerCore.so").read_bytes()

    def judged(self, mutant):
        """What becomes of it: "killed by …", "survived", "does not compile" or "is the same program". A test that killed one is asked first
        next time."""
        file, number, changed = mutant
        path = self.source / file
        original = path.read_text(encoding="utf-8")
        lines = original.splitlines(keepends=True)
        lines[number] = changed + "\n"
        try:
            path.write_text("".join(lines), encoding="utf-8")
            if run(["cmake", "--build", self.build, "--target", "qeager-core"]).returncode:
                return "does not compile"
            if self.library() == self.original:
                return "is the same program"
            for test in self.tests:
                if self.notices(test):
                    self.tests.remove(test)
                    self.tests.insert(0, test)
                    return f"killed by {test.name}"
            return "survived"
        finally:
            path.write_text(original, encoding="utf-8")

    def notices(self, test):
        """Twice, because a test that measures time may fail on a busy machine."""
        seconds = 5 + 10 * self.times[test]
        how = fails(test, self.build / "src", seconds)
        return how and (how == "hangs" or fails(test, self.build / "src", seconds))


def counts(result):
    return result.startswith(("killed", "survived"))


def keyed(mutants):
    """Each by its file, the line as it is and what it becomes, so that a result is still there when lines have moved."""
    found = {}
    for mutant in sorted(mutants):
        file, number, changed = mutant
        text = (ROOT / file).read_text(encoding="utf-8").splitlines()[number].strip()
        key, again = f"{file} | {text} | {changed.strip()}", 1
        while (key if again == 1 else f"{key} | {again}") in found:
            again += 1
        found[key if again == 1 else f"{key} | {again}"] = mutant
    return found


def read_reasons():
    reasons = {}
    for line in (ROOT / "tests" / "mutants.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            file, text, changed, why = (part.strip() for part in line.split(" | ", 3))
            reasons[file, text, changed] = why
    return reasons


def main():
    parser = argparse.ArgumentParser(usage=__doc__, add_help=False)
    parser.add_argument("-h", "--help", action="store_true")
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    if options.help:
        print(__doc__)
        return 0

    stored = WORK / "results.json"
    results = json.loads(stored.read_text(encoding="utf-8")) if stored.exists() else {}
    mutants = chosen(options.seed, options.only)
    reasons = read_reasons()

    def is_explained(key):
        return tuple(key.split(" | ")[:3]) in reasons

    if not options.list:
        times = timed(options.jobs)
        again = [key for key in mutants if options.again and results.get(key) == "survived" and not is_explained(key)]
        counted = sum(counts(results.get(key, "")) for key in mutants) - len(again)
        todo = iter(again + [key for key in mutants if key not in results])
        lock = threading.Lock()

        def work(worker):
            nonlocal counted
            while True:
                with lock:
                    key = next(todo, None) if counted < options.count else None
                if not key:
                    return
                result = worker.judged(mutants[key])
                with lock:
                    counted += counts(result)
                    results[key] = result
                    stored.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
                    print(f"{result}: {key}", flush=True)

        workers = [Worker(number, times) for number in range(options.jobs)]
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            list(pool.map(work, workers))

    killed, explained, left = 0, 0, []
    for key in mutants:
        result = results.get(key, "")
        if result.startswith("killed"):
            killed += 1
        elif result == "survived" and is_explained(key):
            explained += 1
        elif result == "survived":
            file, text, changed = key.split(" | ")[:3]
            left.append(f"{file}:{mutants[key][1] + 1}: {text}\n    became: {changed}")
    total = killed + explained + len(left)
    share = 100.0 * killed / total if total else 0.0
    print("\n".join(left))
    print(f"{total} mutants: {killed} killed ({share:.1f} %, bar {BAR:.0f} %), {explained} survivors explained, {len(left)} not.")
    return 1 if left or share < BAR else 0


if __name__ == "__main__":
    sys.exit(main())
