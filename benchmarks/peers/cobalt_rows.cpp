// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Boost.Cobalt's part of the table of peers. It is as fast as Cobalt's own means make it: one cobalt::run() around each
// timed loop, frames from malloc (the pool that run() provides is slower), and an io_context without locks (see
// CMakeLists.txt). For yields it uses the fastest of Cobalt's ways to post: the executor of the coroutine, not one that
// is named.
//
// An io_context looks at timers and sockets between its handlers only once something has been made that needs this.
// Cases that run without are called noReactor.

#include <boost/cobalt.hpp>

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <memory_resource>
#include <vector>

namespace asio = boost::asio;
namespace cobalt = boost::cobalt;

namespace {

constexpr int Tasks = 100;
constexpr int Yields = 1'000;

BOOST_NOINLINE cobalt::promise<int> eagerSum(int a, int b) { co_return a + b; }
BOOST_NOINLINE cobalt::task<int> lazySum(int a, int b) { co_return a + b; }

//! Runs the case's loop as a task.
template <cobalt::task<void> (*Loop)(benchmark::State &)>
void inTask(benchmark::State &state)
{
    cobalt::run(Loop(state));
}

//! The same, but the loop looks at timers and sockets.
template <cobalt::task<void> (*Loop)(benchmark::State &)>
cobalt::task<void> besideTimer(benchmark::State &state)
{
    const asio::steady_timer timer(co_await cobalt::this_coro::executor); // brings the reactor with it
    co_await Loop(state);
}

//! Makes the frames of the calling thread come from malloc.
class FramesFromMalloc
{
public:
    FramesFromMalloc() : m_before(cobalt::this_thread::set_default_resource(std::pmr::new_delete_resource())) {}
    ~FramesFromMalloc() { cobalt::this_thread::set_default_resource(m_before); }
    FramesFromMalloc(const FramesFromMalloc &) = delete;
    FramesFromMalloc &operator=(const FramesFromMalloc &) = delete;

private:
    std::pmr::memory_resource *m_before;
};

// A promise starts when it is called, and finishes here. It is read, never awaited.
cobalt::task<void> startAndRead(benchmark::State &state)
{
    const FramesFromMalloc frames;
    int i = 0;
    for (auto _ : state) {
        auto value = eagerSum(++i, 1);
        if (!value.ready())
            std::abort();
        int result = value.get();
        benchmark::DoNotOptimize(result);
    }
    co_return;
}

// A promise, which is ready when it is awaited.
cobalt::task<void> awaitEager(benchmark::State &state)
{
    const FramesFromMalloc frames;
    int i = 0;
    for (auto _ : state) {
        int result = co_await eagerSum(++i, 1);
        benchmark::DoNotOptimize(result);
    }
}

// A task, which starts when it is awaited.
cobalt::task<void> awaitLazy(benchmark::State &state)
{
    const FramesFromMalloc frames;
    int i = 0;
    for (auto _ : state) {
        int result = co_await lazySum(++i, 1);
        benchmark::DoNotOptimize(result);
    }
}

//! Goes to the loop first, because a promise, and what spawn() is given, run at once.
BOOST_NOINLINE cobalt::promise<int> postedSum(int a, int b)
{
    co_await asio::post(cobalt::use_op);
    co_return a + b;
}

// Started by the loop; its awaiter is resumed as soon as it has finished.
cobalt::task<void> awaitPosted(benchmark::State &state)
{
    const FramesFromMalloc frames;
    int i = 0;
    for (auto _ : state) {
        int result = co_await postedSum(++i, 1);
        benchmark::DoNotOptimize(result);
    }
}

BOOST_NOINLINE cobalt::promise<void> yielding()
{
    for (int i = 0; i < Yields; ++i)
        co_await asio::post(cobalt::use_op);
}

//! Does less than Cobalt: it resumes the bare handle. Whoever awaits this cannot be cancelled or destroyed.
struct BareHop
{
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> handle) const
    {
        asio::post(context, [handle] { handle.resume(); });
    }
    void await_resume() const noexcept {}
    asio::io_context::executor_type context;
};

BOOST_NOINLINE cobalt::promise<void> hopping()
{
    const BareHop hop{*cobalt::this_thread::get_executor().target<asio::io_context::executor_type>()};
    for (int i = 0; i < Yields; ++i)
        co_await hop;
}

// 100 promises let each other run, 1,000 times each.
template <cobalt::promise<void> (*Body)()>
cobalt::task<void> yields(benchmark::State &state)
{
    const FramesFromMalloc frames;
    for (auto _ : state) {
        std::vector<cobalt::promise<void>> promises;
        promises.reserve(Tasks);
        for (int i = 0; i < Tasks; ++i)
            promises.push_back(Body());
        for (auto &promise : promises)
            co_await promise;
    }
}

BENCHMARK(inTask<startAndRead>)->Name("startAndRead");
BENCHMARK(inTask<awaitEager>)->Name("awaitEager");
BENCHMARK(inTask<awaitLazy>)->Name("awaitLazy");
BENCHMARK(inTask<besideTimer<awaitPosted>>)->Name("awaitPosted");
BENCHMARK(inTask<awaitPosted>)->Name("awaitPosted/noReactor");
BENCHMARK(inTask<besideTimer<yields<yielding>>>)->Name("yields");
BENCHMARK(inTask<yields<yielding>>)->Name("yields/noReactor");
BENCHMARK(inTask<yields<hopping>>)->Name("bareHops");

} // namespace

BENCHMARK_MAIN();
