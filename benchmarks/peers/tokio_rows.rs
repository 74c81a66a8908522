// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

//! tokio's part of the table of peers. It is as fast as tokio's own means make it: a runtime of one thread, with tasks in a `LocalSet` (faster
//! to spawn one) or spawned as tasks that may move (faster when they yield). Everything is optimized as one, together with the cases.
//!
//! The runtime serves timers and sockets, as Qt's loop does. Without these it is faster, but can wait for neither: cases called `noDrivers`.
//!
//! The program takes Google Benchmark's options and prints its JSON, as far as tools/bench_table.py uses them. So all programs of the table
//! are run and read in the same way. Times are CPU times here, too.
//!
//! A future is a value inside the one that awaits it, until it is spawned or boxed. A case where it is neither is called `inPlace`: then the
//! compiler sees through it, and there is nothing that could be started, kept or handed on.

use std::future::Future;
use std::hint::black_box;
use std::pin::{pin, Pin};
use std::task::{Context, Poll, Waker};

use tokio::runtime::{Builder, Runtime};
use tokio::task::{self, JoinHandle, LocalSet};

const TASKS: usize = 100;
const YIELDS: usize = 1_000;

type Boxed = Pin<Box<dyn Future<Output = i32>>>;

#[inline(never)]
async fn sum(a: i32, b: i32) -> i32 {
    a + b
}

/// Has a frame of its own, like a coroutine in another file.
#[inline(never)]
fn boxed_sum(a: i32, b: i32) -> Boxed {
    Box::pin(sum(a, b))
}

/// In tokio a call starts nothing. This is the nearest thing by hand.
enum Started {
    Done(i32),
    Running(JoinHandle<i32>),
}

/// Polls once, and spawns what has not finished by then.
fn eager(mut future: Boxed) -> Started {
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Started::Done(value),
        Poll::Pending => Started::Running(task::spawn_local(future)),
    }
}

impl Started {
    async fn value(self) -> i32 {
        match self {
            Started::Done(value) => value,
            Started::Running(task) => task.await.expect("a task that is not cancelled"),
        }
    }
}

async fn start_and_read(iterations: u64) {
    for i in 0..iterations {
        match eager(boxed_sum(i as i32, 1)) {
            Started::Done(value) => black_box(value),
            Started::Running(_) => panic!("it should be done"),
        };
    }
}

async fn start_and_read_in_place(iterations: u64) {
    for i in 0..iterations {
        match pin!(sum(i as i32, 1)).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(value) => black_box(value),
            Poll::Pending => panic!("it should be done"),
        };
    }
}

async fn await_eager(iterations: u64) {
    for i in 0..iterations {
        black_box(eager(boxed_sum(i as i32, 1)).value().await);
    }
}

async fn await_lazy(iterations: u64) {
    for i in 0..iterations {
        black_box(boxed_sum(i as i32, 1).await);
    }
}

async fn await_lazy_in_place(iterations: u64) {
    for i in 0..iterations {
        black_box(sum(i as i32, 1).await);
    }
}

/// The runtime starts the task, and resumes its awaiter later on.
async fn await_posted(iterations: u64) {
    for i in 0..iterations {
        black_box(task::spawn_local(sum(i as i32, 1)).await.unwrap());
    }
}

async fn yielding() {
    for _ in 0..YIELDS {
        task::yield_now().await;
    }
}

/// Wakes its task at once. A task that yields by tokio's own means is woken after the runtime has looked at timers and sockets (a system call).
struct Hop(bool);

impl Future for Hop {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if std::mem::replace(&mut self.0, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

async fn hopping() {
    for _ in 0..YIELDS {
        Hop(false).await;
    }
}

/// 100 tasks let each other run, 1,000 times each.
async fn all<F: Future>(iterations: u64, spawned: impl Fn() -> F) {
    for _ in 0..iterations {
        let tasks: Vec<F> = (0..TASKS).map(|_| spawned()).collect();
        for task in tasks {
            task.await;
        }
    }
}

async fn yields_local(iterations: u64) {
    all(iterations, || task::spawn_local(yielding())).await
}

async fn yields(iterations: u64) {
    all(iterations, || tokio::spawn(yielding())).await
}

async fn hops(iterations: u64) {
    all(iterations, || tokio::spawn(hopping())).await
}

/// Runs a case's loop as a task.
fn in_local_set<F: Future<Output = ()> + 'static>(runtime: &Runtime, case: F) {
    LocalSet::new().block_on(runtime, async { task::spawn_local(case).await.unwrap() });
}

fn in_runtime<F: Future<Output = ()> + Send + 'static>(runtime: &Runtime, case: F) {
    runtime.block_on(async { tokio::spawn(case).await.unwrap() });
}

struct Case {
    name: &'static str,
    drivers: bool,
    run: fn(&Runtime, u64),
}

const fn case(name: &'static str, run: fn(&Runtime, u64)) -> Case {
    Case { name, drivers: true, run }
}

const fn without_drivers(name: &'static str, run: fn(&Runtime, u64)) -> Case {
    Case { name, drivers: false, run }
}

const CASES: &[Case] = &[
    case("startAndRead/boxed", |runtime, n| in_local_set(runtime, start_and_read(n))),
    case("startAndRead/inPlace", |runtime, n| in_local_set(runtime, start_and_read_in_place(n))),
    case("awaitEager/boxed", |runtime, n| in_local_set(runtime, await_eager(n))),
    case("awaitLazy/boxed", |runtime, n| in_local_set(runtime, await_lazy(n))),
    case("awaitLazy/inPlace", |runtime, n| in_local_set(runtime, await_lazy_in_place(n))),
    case("awaitPosted", |runtime, n| in_local_set(runtime, await_posted(n))),
    without_drivers("awaitPosted/noDrivers", |runtime, n| in_local_set(runtime, await_posted(n))),
    case("yields/LocalSet", |runtime, n| in_local_set(runtime, yields_local(n))),
    case("yields/spawn", |runtime, n| in_runtime(runtime, yields(n))),
    without_drivers("yields/noDrivers", |runtime, n| in_runtime(runtime, yields(n))),
    case("hops", |runtime, n| in_runtime(runtime, hops(n))),
];

fn cpu_time() -> f64 {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the call writes where it is told to, and nothing else.
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut now) };
    now.tv_sec as f64 * 1e9 + now.tv_nsec as f64
}

/// Returns the nanoseconds of one iteration, measured over enough of them to take `min_time` seconds.
fn measure(case: &Case, min_time: f64) -> f64 {
    let mut builder = Builder::new_current_thread();
    if case.drivers {
        builder.enable_all();
    }
    let runtime = builder.build().expect("a runtime");
    let mut iterations = 1;
    loop {
        let before = cpu_time();
        (case.run)(&runtime, iterations);
        let taken = cpu_time() - before;
        if taken >= min_time * 1e9 {
            return taken / iterations as f64;
        }
        iterations *= if taken > min_time * 1e8 { 2 } else { 10 };
    }
}

/// Returns the names in a filter of tools/bench_table.py, "^(one|another)(...)?$"; without a filter, all names.
fn is_wanted(filter: &str, name: &str) -> bool {
    let names = filter.strip_prefix("^(").and_then(|rest| rest.split(')').next());
    names.map_or(true, |names| names.split('|').any(|each| each == name))
}

fn main() {
    let (mut filter, mut min_time, mut repetitions) = (String::new(), 0.5, 1);
    for argument in std::env::args().skip(1) {
        match argument.split_once('=') {
            Some(("--benchmark_filter", value)) => filter = value.into(),
            Some(("--benchmark_min_time", value)) => min_time = value.parse().expect("seconds"),
            Some(("--benchmark_repetitions", value)) => repetitions = value.parse().expect("a number"),
            _ => {}
        }
    }

    let mut runs = Vec::new();
    for case in CASES.iter().filter(|case| is_wanted(&filter, case.name)) {
        for _ in 0..repetitions {
            let (name, taken) = (case.name, measure(case, min_time));
            runs.push(format!(
                r#"{{"run_name": "{name}", "run_type": "iteration", "cpu_time": {taken}, "time_unit": "ns"}}"#
            ));
        }
    }
    println!("{{\"benchmarks\": [\n{}\n]}}", runs.join(",\n"));
}
