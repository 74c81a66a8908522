// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

/*! \file
    Ranges of parts whose values can only be moved: a vector of them says that it can be copied.
*/

#include <qeager/gather.h>

#include "shared/loop.h"
#include "shared/parts.h"
#include "shared/tracked.h"

using namespace QEager;

namespace {

template <typename... Parts>
concept CanGather = requires(Parts &&...parts) { gather(std::forward<Parts>(parts)...); };
static_assert(!CanGather<const std::vector<Coro<int>>> && !CanGather<const Coro<int>>);

} // namespace

class TestGatherMoveOnly : public QObject
{
    Q_OBJECT

    static Coro<MoveOnly> part(int value, int yields)
    {
        for (int i = 0; i < yields; ++i)
            co_await yieldNow();
        co_return std::make_unique<int>(value);
    }
    static Coro<int> sum(int yields, qsizetype limit)
    {
        const auto values = co_await gather(rangeOf(part(1, yields), part(2, 0)), {.limit = limit});
        const auto settled = co_await gatherSettled(rangeOf(part(3, 0), part(4, yields)), {.limit = limit});
        const auto winner = co_await race(rangeOf(part(5, yields + 5), part(6, yields)));
        co_return *values[0] + *values[1] + **settled[0] + **settled[1] + *winner.value;
    }

private Q_SLOTS:
    void anAwaiterTakesTheVector()
    {
        for (const int yields : {0, 1}) {
            for (const qsizetype limit : {0, 1}) {
                const auto value = eager(sum(yields, limit));
                VERIFY_UNTIL(value.isReady());
                QCOMPARE(value.result(), 16);
            }
        }
    }
    void theOutcomeIsTaken()
    {
        for (const int yields : {0, 1}) {
            auto all = gather(rangeOf(part(1, yields), part(2, 0)));
            VERIFY_UNTIL(all.isReady());
            const std::vector<MoveOnly> values = all.takeResult();
            QCOMPARE(*values[0] + *values[1], 3);
        }
    }
};

QTEST_GUILESS_MAIN(TestGatherMoveOnly)
#include "tst_gather_moveonly.moc"
