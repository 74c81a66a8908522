#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

"""asyncio's part of the table of peers, with and without its eager task factory.

The program takes Google Benchmark's options and prints its JSON, as far as tools/bench_table.py uses them. So all programs of
the table are run and read in the same way. Times are CPU times here, too.
"""

import argparse
import asyncio
import json
import re
import time

TASKS = 100
YIELDS = 1_000


async def summed(a, b):
    return a + b


async def start_and_read(iterations):
    """A task that is done when create_task() returns. It is read, never awaited."""
    create_task = asyncio.get_running_loop().create_task
    for i in range(iterations):
        task = create_task(summed(i, 1))
        if not task.done():
            raise RuntimeError("an eager task should be done")
        task.result()


async def await_task(iterations):
    """The loop starts the task, and resumes its awaiter later on; an eager task is done by then."""
    create_task = asyncio.get_running_loop().create_task
    for i in range(iterations):
        await create_task(summed(i, 1))


async def await_coroutine(iterations):
    """Started by the await, without a task."""
    for i in range(iterations):
        await summed(i, 1)


async def yielding():
    for _ in range(YIELDS):
        await asyncio.sleep(0)


async def yields(iterations):
    """100 tasks let each other run, 1,000 times each."""
    for _ in range(iterations):
        await asyncio.gather(*[asyncio.create_task(yielding()) for _ in range(TASKS)])


CASES = {
    "startAndRead/eager": (start_and_read, asyncio.eager_task_factory),
    "awaitEager/eager": (await_task, asyncio.eager_task_factory),
    "awaitLazy": (await_coroutine, None),
    "awaitPosted/default": (await_task, None),
    "yields/default": (yields, None),
    "yields/eager": (yields, asyncio.eager_task_factory),
}


def nanoseconds(loop, function, iterations):
    before = time.process_time_ns()
    loop.run_until_complete(function(iterations))
    return time.process_time_ns() - before


def measure(function, factory, min_time):
    """Return the nanoseconds of one iteration, measured over enough of them to take min_time seconds."""
    with asyncio.Runner() as runner:
        loop = runner.get_loop()
        loop.set_task_factory(factory)
        iterations = 1
        while (taken := nanoseconds(loop, function, iterations)) < min_time * 1e9:
            iterations *= 2 if taken > min_time * 1e8 else 10
        return taken / iterations


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--benchmark_filter", type=re.compile, default="")
    parser.add_argument("--benchmark_min_time", type=float, default=0.5)
    parser.add_argument("--benchmark_repetitions", type=int, default=1)
    options, _ = parser.parse_known_args()

    runs = []
    for name, (function, factory) in CASES.items():
        if re.search(options.benchmark_filter, name):
            for _ in range(options.benchmark_repetitions):
                taken = measure(function, factory, options.benchmark_min_time)
                runs.append({"run_name": name, "run_type": "iteration", "cpu_time": taken, "time_unit": "ns"})
    print(json.dumps({"benchmarks": runs}, indent=2))


if __name__ == "__main__":
    main()
