#!/usr/bin/env -S node --min-semi-space-size=16
// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// V8's part of the table of peers, in Node.js: async functions, warmed up before they are timed. The heap for young objects has from the start
// the 16 MB that it would grow to, because everything is two or three times slower while it grows and shrinks again.
//
// The program takes Google Benchmark's options and prints its JSON, as far as tools/bench_table.py uses them. So all programs of the table are
// run and read in the same way. Times are CPU times here, too: those of the main thread where Node.js can tell. What V8 does on other threads
// (compiling, and part of collecting garbage) is not counted.

import { parseArgs } from "node:util";

const TASKS = 100;
const YIELDS = 1_000;

async function sum(a, b) {
    return a + b;
}

const resolved = Promise.resolve(); // an await of nothing would make such a promise each time

// Started by the microtask queue, or by the next turn of the event loop. V8 has no call that posts; to wait first is the fastest way.
async function microtaskSum(a, b) {
    await resolved;
    return a + b;
}

// Waits for the next turn. All that wait for it share one event and one promise.
let next;
const turn = () =>
    (next ??= new Promise((resolve) => {
        setImmediate(() => {
            next = undefined;
            resolve();
        });
    }));

async function turnSum(a, b) {
    await turn();
    return a + b;
}

let kept; // what is stored there has to exist

// Nobody can read a promise: the value can only be awaited.
async function start(iterations) {
    for (let i = 0; i < iterations; ++i)
        kept = sum(i, 1);
}

// Each has a loop of its own, because V8 compiles a loop for what it has seen in it.
async function awaitEager(iterations) {
    for (let i = 0; i < iterations; ++i)
        kept = await sum(i, 1);
}

async function awaitMicrotask(iterations) {
    for (let i = 0; i < iterations; ++i)
        kept = await microtaskSum(i, 1);
}

async function awaitTurn(iterations) {
    for (let i = 0; i < iterations; ++i)
        kept = await turnSum(i, 1);
}

async function yieldingMicrotasks() {
    for (let i = 0; i < YIELDS; ++i)
        await resolved;
}

async function yieldingTurns() {
    for (let i = 0; i < YIELDS; ++i)
        await turn();
}

// 100 calls let each other run, 1,000 times each.
const yields = (body) => async (iterations) => {
    for (let i = 0; i < iterations; ++i)
        await Promise.all(Array.from({ length: TASKS }, body));
};

const CASES = {
    start,
    awaitEager,
    "awaitPosted/microtask": awaitMicrotask,
    "awaitPosted/setImmediate": awaitTurn,
    "yields/microtask": yields(yieldingMicrotasks),
    "yields/setImmediate": yields(yieldingTurns),
};

const cpuUsage = process.threadCpuUsage ?? process.cpuUsage;

async function nanoseconds(run, iterations) {
    const before = cpuUsage.call(process);
    await run(iterations);
    const used = cpuUsage.call(process, before);
    return (used.user + used.system) * 1e3;
}

// Returns the nanoseconds of one iteration, measured over enough of them to take minTime seconds.
async function measure(run, minTime) {
    for (let warm = 0, iterations = 1; warm < 5e8; iterations *= 2)
        warm += await nanoseconds(run, iterations);
    for (let iterations = 1; ; ) {
        const taken = await nanoseconds(run, iterations);
        if (taken >= minTime * 1e9)
            return taken / iterations;
        iterations *= taken > minTime * 1e8 ? 2 : 10;
    }
}

const options = parseArgs({
    strict: false,
    options: {
        benchmark_filter: { type: "string", default: "" },
        benchmark_min_time: { type: "string", default: "0.5" },
        benchmark_repetitions: { type: "string", default: "1" },
    },
}).values;

const benchmarks = [];
for (const [name, run] of Object.entries(CASES)) {
    if (!new RegExp(options.benchmark_filter).test(name))
        continue;
    for (let i = 0; i < Number(options.benchmark_repetitions); ++i) {
        const taken = await measure(run, Number.parseFloat(options.benchmark_min_time));
        benchmarks.push({ run_name: name, run_type: "iteration", cpu_time: taken, time_unit: "ns" });
    }
}
console.log(JSON.stringify({ benchmarks }, null, 2));
