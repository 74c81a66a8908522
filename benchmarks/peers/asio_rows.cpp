// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Asio's part of the table of peers. It is as fast as Asio's own means make it: an io_context without locks (see
// CMakeLists.txt), coroutines that know the type of their executor, and `deferred`, with which an awaited operation
// needs no frame.
//
// An io_context looks at timers and sockets between its handlers only once something has been made that needs this.
// Cases that run without are called noReactor.
//
// There is no startAndRead: whoever calls co_spawn() gets the value in a handler, and that is always called in a later
// turn.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>

#include <benchmark/benchmark.h>

namespace asio = boost::asio;

namespace {

constexpr int Tasks = 100;
constexpr int Yields = 1'000;

using Executor = asio::io_context::executor_type;

template <typename T = void>
using Awaitable = asio::awaitable<T, Executor>;

BOOST_NOINLINE Awaitable<int> sum(int a, int b) { co_return a + b; }

//! Goes to the loop first, because co_spawn() alone runs a body at once.
BOOST_NOINLINE Awaitable<int> postedSum(int a, int b)
{
    co_await asio::post(asio::deferred);
    co_return a + b;
}

//! Runs the case's loop as a coroutine.
template <Awaitable<> (*Loop)(benchmark::State &)>
void inContext(benchmark::State &state, asio::io_context &context)
{
    asio::co_spawn(context.get_executor(), Loop(state), [](const std::exception_ptr &error) {
        if (error)
            std::rethrow_exception(error);
    });
    context.run();
}

template <Awaitable<> (*Loop)(benchmark::State &)>
void withoutReactor(benchmark::State &state)
{
    asio::io_context context(1);
    inContext<Loop>(state, context);
}

template <Awaitable<> (*Loop)(benchmark::State &)>
void withReactor(benchmark::State &state)
{
    asio::io_context context(1);
    const asio::steady_timer timer(context); // brings the reactor with it
    inContext<Loop>(state, context);
}

// Started here; its awaiter is resumed in a later turn.
Awaitable<> awaitEager(benchmark::State &state)
{
    const Executor executor = co_await asio::this_coro::executor;
    int i = 0;
    for (auto _ : state) {
        int result = co_await asio::co_spawn(executor, sum(++i, 1), asio::deferred);
        benchmark::DoNotOptimize(result);
    }
}

// Started by the await.
Awaitable<> awaitLazy(benchmark::State &state)
{
    int i = 0;
    for (auto _ : state) {
        int result = co_await sum(++i, 1);
        benchmark::DoNotOptimize(result);
    }
}

// Started by the loop; its awaiter is resumed as soon as it has finished.
Awaitable<> awaitPosted(benchmark::State &state)
{
    const Executor executor = co_await asio::this_coro::executor;
    int i = 0;
    for (auto _ : state) {
        int result = co_await asio::co_spawn(executor, postedSum(++i, 1), asio::deferred);
        benchmark::DoNotOptimize(result);
    }
}

BOOST_NOINLINE Awaitable<> yielding()
{
    for (int i = 0; i < Yields; ++i)
        co_await asio::post(asio::deferred);
}

// 100 coroutines let each other run, 1,000 times each. They run in turn, so the last one is the last to end.
Awaitable<> yields(benchmark::State &state)
{
    const Executor executor = co_await asio::this_coro::executor;
    for (auto _ : state) {
        for (int i = 1; i < Tasks; ++i)
            asio::co_spawn(executor, yielding(), asio::detached);
        co_await asio::co_spawn(executor, yielding(), asio::deferred);
    }
}

BENCHMARK(withoutReactor<awaitEager>)->Name("awaitEager");
BENCHMARK(withoutReactor<awaitLazy>)->Name("awaitLazy");
BENCHMARK(withReactor<awaitPosted>)->Name("awaitPosted");
BENCHMARK(withoutReactor<awaitPosted>)->Name("awaitPosted/noReactor");
BENCHMARK(withReactor<yields>)->Name("yields");
BENCHMARK(withoutReactor<yields>)->Name("yields/noReactor");

} // namespace

BENCHMARK_MAIN();
