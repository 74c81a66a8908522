// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Base of the tests of copies and moves that throw: each case runs again and again, and each time a later copy or move
    is the first that throws, until none is: so no place is left out.
*/

#include "cancelling.h"
#include "grumpy.h"
#include "loop.h"
#include "messages.h"

#include <qeager/eager.h>
#include <qeager/exceptiongroup.h>

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>

template <typename G>
QEager::Coro<G> give(int yields, int value)
{
    for (int i = 0; i < yields; ++i)
        co_await QEager::yieldNow();
    co_return G(value);
}
template <typename G>
QEager::ValueTask<G> giveEagerly(int yields, int value)
{
    co_return co_await give<G>(yields, value);
}

//! By reference. In a template, GCC 12 takes `(co_await x).value` for something else.
template <typename G>
int valueOf(const G &g)
{
    return g.value;
}

//! How one run went.
struct Run
{
    std::optional<int> value;
    bool threw = false; // a copy or a move, and somebody was told so

    //! Calls \a f, which gives the value or throws.
    template <typename F>
    void read(F f)
    {
        try {
            value = f();
        } catch (const QEager::ExceptionGroup &e) {
            threw = e.contains<std::runtime_error>();
        } catch (const std::runtime_error &e) {
            threw = isGrumpy(e);
            if (!threw)
                throw;
        }
    }
    static bool isGrumpy(const std::exception &e)
    {
        return qstrcmp(e.what(), "moved") == 0 || qstrcmp(e.what(), "copied") == 0;
    }
};

//! Runs \a body with ever more copies and moves that succeed, until it gives \a value.
template <typename G>
void untilItSucceeds(const std::function<void(Run &)> &body, int value, int mostCopies = 60)
{
    for (int copies = 0; !QTest::currentTestFailed(); ++copies) { // neither here, nor before in the same test
        QVERIFY2(copies <= mostCopies, "it never succeeded");
        Run run;
        G::left = copies;
        QVERIFY_THROWS_NO_EXCEPTION(body(run));
        G::left = 1'000'000;
        if (QTest::currentTestFailed()) // in the body
            return;
        spin(3);
        QCOMPARE(G::alive.load(), 0);
        QCOMPARE(QEager::allTasks(), QList<QEager::TaskHandle>());
        if (!run.threw) {
            QCOMPARE(run.value.value_or(-1), value);
            return;
        }
    }
}
//! Runs \a body in a task, and reads what it gives.
template <typename G>
void awaiting(const std::function<QEager::Coro<int>()> &body)
{
    untilItSucceeds<G>(
        [&](Run &run) {
            auto task = QEager::eager(body());
            VERIFY_UNTIL(task.isReady());
            run.read([&] { return task.takeResult(); });
        },
        7);
}

class ThrowingTest : public QObject
{
protected:
    std::unique_ptr<Messages> m_messages;

    //! What nobody is given, because something else was first, is reported.
    static bool isReport(const QString &line)
    {
        return line.startsWith(u"The exception of "_s) &&
               (line.endsWith(u" was never retrieved: moved"_s) || line.endsWith(u" was never retrieved: copied"_s));
    }
};
