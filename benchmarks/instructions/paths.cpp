// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// paths NAME COUNT: runs one path COUNT times, for valgrind to count its instructions.

#include <qeager/eager.h>

#include "shared/barecoroutine.h"

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

struct Path
{
    const char *name;
    void (*run)(int);
};
constexpr Path Paths[] = {
    {"bare", bare}, {"eager", eagerCoro}, {"valuetask", eagerValueTask}, {"ten_levels", tenLevels}};

} // namespace

int main(int argc, char **argv)
{
    for (const Path &path : Paths) {
        if (argc == 3 && std::strcmp(argv[1], path.name) == 0) {
            for (int i = std::atoi(argv[2]); i > 0; --i)
                path.run(i);
            return 0;
        }
    }
    std::fprintf(stderr, "usage: paths bare|eager|valuetask|ten_levels COUNT\n");
    return 1;
}
