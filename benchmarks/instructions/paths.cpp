// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// paths NAME COUNT: runs one path COUNT times, so that valgrind can count its instructions. The instructions of QHash
// depend on its seed, so set QT_HASH_SEED=0.

#include <qeager/eager.h>

#include "shared/barecoroutine.h"
#include "shared/cachednames.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

using namespace QEager;

namespace {

Q_NEVER_INLINE BareCoroutine<PooledFrame> barePooled(int a, int b) { co_return a + b; }
Q_NEVER_INLINE Coro<int> coro(int a, int b) { co_return a + b; }
Q_NEVER_INLINE ValueTask<int> valueTask(int a, int b) { co_return a + b; }
Q_NEVER_INLINE Coro<int> nested(int levels)
{
    if (levels == 0)
        co_return 0;
    const int below = co_await nested(levels - 1);
    co_return below + 1;
}
// Not kept out of line: where the compiler can, it makes the frame a part of the awaiting one (QEAGER_AWAIT_ELIDABLE).
Coro<int> inSight(int a, int b) { co_return a + b; }
Q_NEVER_INLINE Coro<int> awaitInSight(int times)
{
    int sum = 0;
    for (int i = 0; i < times; ++i)
        sum += co_await inSight(i, 1);
    co_return sum;
}

volatile int s_sink;

void read(const ValueTask<int> &value)
{
    if (!value.isReady())
        std::abort();
    s_sink = value.result();
}

void bare(int i) { s_sink = barePooled(i, 1).run(); }
void eagerCoro(int i) { read(eager(coro(i, 1))); }
void eagerValueTask(int i) { read(valueTask(i, 1)); }
void tenLevels(int) { read(eager(nested(10))); }
void tenInSight(int) { read(eager(awaitInSight(10))); }

template <typename Loop>
void inLoop(int count)
{
    Loop loop;
    s_sink = loop.read(count);
    if (s_sink < 0)
        std::abort();
}

struct Path
{
    const char *name;
    void (*run)(int);
};
//! Each of these is called COUNT times.
constexpr Path Paths[] = {{"bare", bare},
                          {"eager", eagerCoro},
                          {"valuetask", eagerValueTask},
                          {"ten_levels", tenLevels},
                          {"ten_in_sight", tenInSight}};
//! Each of these is a loop that runs COUNT times.
constexpr Path Loops[] = {
    {"member_qobject", inLoop<MembersInLoop<WithValueTask, QObject>>},
    {"member_plain", inLoop<MembersInLoop<WithValueTask, PlainClass>>},
    {"member_free", inLoop<FreeInLoop<WithValueTask>>},
    {"qcoro_member_qobject", inLoop<MembersInLoop<WithQCoroTask, QObject>>},
    {"qcoro_member_plain", inLoop<MembersInLoop<WithQCoroTask, PlainClass>>},
    {"qcoro_member_free", inLoop<FreeInLoop<WithQCoroTask>>},
    {"bare_member", inLoop<MembersInLoop<WithBareCoroutine, QObject>>},
};

} // namespace

int main(int argc, char **argv)
{
    const int count = argc == 3 ? std::atoi(argv[2]) : 0;
    const char *const name = count > 0 ? argv[1] : "";
    for (const Path &path : Paths) {
        if (std::strcmp(name, path.name) == 0) {
            for (int i = count; i > 0; --i)
                path.run(i);
            return 0;
        }
    }
    for (const Path &loop : Loops) {
        if (std::strcmp(name, loop.name) == 0) {
            loop.run(count);
            return 0;
        }
    }
    std::fprintf(stderr, "usage: paths NAME COUNT; the names are in figures.txt\n");
    return 1;
}
