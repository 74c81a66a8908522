// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Rule 9: groups inside each other that are closed, in which order, and what user code may do meanwhile.

#include <qeager/chaos.h>
#include <qeager/sleep.h>
#include <qeager/taskgroup.h>
#include <qeager/taskscope.h>

#include "shared/elsewhere.h"
#include "shared/grouptest.h"

#include <QtCore/qscopeguard.h>

#include <functional>
#include <memory>
#include <optional>

using namespace QEager;
using namespace std::chrono_literals;

class TestTaskGroupNested : public GroupTest
{
    Q_OBJECT

    std::function<void(const QString &name)> m_atEnd; // of each

    //! Logs its end, with the task in which that is, if that is not its own.
    auto guard(QString name)
    {
        return qScopeGuard([this, name] {
            const QString current = currentTask().name();
            log("~", name, current == name ? QString() : u'/' + current);
            if (m_atEnd)
                m_atEnd(name);
        });
    }
    Coro<> leaf(QString name)
    {
        const auto end = guard(name);
        co_await QEager::sleep(1h);
    }
    void start(TaskGroup &group, const QString &name, int depth, bool bodiesWait)
    {
        TaskOptions options{.name = name};
        if (depth == 0)
            group.start(leaf(name), options);
        else
            group.start(tree(name, depth, bodiesWait), options);
    }
    //! Has three children, the second of which has a group, too, and so on.
    Coro<> tree(QString name, int depth, bool bodiesWait)
    {
        const auto end = guard(name);
        const auto body = [this, name, depth, bodiesWait](TaskGroup &group) -> Coro<> {
            start(group, name + u'a', 0, bodiesWait);
            start(group, name + u'b', depth - 1, bodiesWait);
            start(group, name + u'c', 0, bodiesWait);
            if (!bodiesWait)
                co_return;
            try {
                co_await QEager::sleep(1h);
            } catch (const Cancelled &) {
                log(name, "!");
                throw;
            }
        };
        co_await withTaskGroup(body);
        log("never");
    }
    static TaskOptions named(const char *name) { return {.name = QString::fromLatin1(name)}; }

private Q_SLOTS:
    void init()
    {
        reset();
        m_atEnd = nullptr;
    }
    void cleanup() { checkNothingIsLeft(); }

    void inTheirOrder_data()
    {
        QTest::addColumn<bool>("bodiesWait");
        QTest::addColumn<QString>("words");
        QTest::newRow("the bodies have ended")
            << false << QStringLiteral("~ha ~hba ~hbba ~hbbb ~hbbc ~hbb ~hbc ~hb ~hc ~h");
        QTest::newRow("the bodies wait") << true
                                         << QStringLiteral(
                                                "h! ~ha hb! ~hba hbb! ~hbba ~hbbb ~hbbc ~hbb ~hbc ~hb ~hc ~h");
    }
    void inTheirOrder()
    {
        QFETCH(bool, bodiesWait);
        QFETCH(QString, words);
        const ChaosScope off(std::nullopt);
        TaskScope scope;
        const auto task = scope.eager(tree(QStringLiteral("h"), 3, bodiesWait), named("h"));
        scope.close();
        QCOMPARE(log.words(), words);
        QVERIFY(task.isCancelled());
    }
    void atTheEndOfAThread()
    {
        elsewhere([this] {
            const ChaosScope off(std::nullopt);
            static_cast<void>(eager(tree(QStringLiteral("h"), 2, false), named("h")));
        });
        COMPARE_LOG(log, "~ha ~hba ~hbb ~hbc ~hb ~hc ~h");
    }
    // It is further down in the same closing: nobody resumes it before its turn.
    void aChildClosesItsHost()
    {
        const ChaosScope off(std::nullopt);
        TaskScope scope;
        auto owner = std::make_unique<QObject>();
        const TaskOptions options{.name = QStringLiteral("h"), .owner = owner.get()};
        const auto task = scope.eager(tree(QStringLiteral("h"), 2, false), options);
        m_atEnd = [&](const QString &name) {
            if (name != QLatin1StringView("hba"))
                return;
            log("closes");
            owner.reset();
            scope.close();
            task.cancel();
            log("closed");
        };
        scope.close();
        COMPARE_LOG(log, "~ha ~hba closes closed ~hbb ~hbc ~hb ~hc ~h");
        QVERIFY(task.isCancelled());
    }
    void aChildClosesOthers()
    {
        const ChaosScope off(std::nullopt);
        TaskScope scope;
        std::optional<TaskScope> others(std::in_place);
        static_cast<void>(scope.eager(tree(QStringLiteral("h"), 1, false), named("h")));
        static_cast<void>(others->eager(tree(QStringLiteral("o"), 1, true), named("o")));
        m_atEnd = [&](const QString &name) {
            if (name == QLatin1StringView("ha"))
                others.reset();
        };
        scope.close();
        COMPARE_LOG(log, "~ha o! ~oa ~ob ~oc ~o ~hb ~hc ~h");
    }
    void aGroupThatIsEnteredInACleanUp()
    {
        const ChaosScope off(std::nullopt);
        TaskScope scope;
        const auto host = [this]() -> Coro<> {
            bool isCancelled = false;
            try {
                co_await tree(QStringLiteral("h"), 1, false);
            } catch (const Cancelled &) {
                isCancelled = true;
            }
            if (isCancelled) // again and again, at each await
                co_await tree(QStringLiteral("i"), 1, false);
        };
        const auto task = scope.eager(host(), named("h"));
        scope.close();
        COMPARE_LOG(log, "~ha ~hb ~hc ~h ~ia ~ib ~ic ~i/h");
        QVERIFY(task.isCancelled());
    }
    // Whoever resumes it does not wait for its children.
    void closedInItsEagerPhase()
    {
        const ChaosScope off(std::nullopt);
        auto owner = std::make_unique<QObject>();
        const auto body = [&](TaskGroup &group) -> Coro<> {
            start(group, QStringLiteral("a"), 2, false);
            owner.reset();
            log("closed");
            co_await QEager::sleep(1h);
        };
        const auto host = [&]() -> Coro<> {
            const auto end = guard(QStringLiteral("h"));
            co_await withTaskGroup(body);
        };
        const auto task = eager(host, {.name = QStringLiteral("h"), .owner = owner.get()});
        COMPARE_LOG(log, "closed ~aa ~aba ~abb ~abc ~ab ~ac ~a ~h");
        QVERIFY(task.isCancelled());
    }
    void aFrameThatIsDestroyed()
    {
        const ChaosScope off(std::nullopt);
        TaskScope scope;
        const auto stubborn = [this]() -> Coro<> {
            const auto body = [this](TaskGroup &group) -> Coro<> {
                start(group, QStringLiteral("a"), 1, false);
                for (;;) {
                    try {
                        co_await QEager::sleep(1h);
                    } catch (const Cancelled &) {
                    }
                }
            };
            co_await withTaskGroup(body);
        };
        const auto task = scope.eager(stubborn(), named("h"));
        QTest::ignoreMessage(QtWarningMsg,
                             "h did not end when it was closed: it kept awaiting. Its frame is destroyed.");
        scope.close();
        COMPARE_LOG(log, "~aa ~ab ~ac ~a");
        QVERIFY(task.isCancelled());
    }
};

QTEST_GUILESS_MAIN(TestTaskGroupNested)
#include "tst_taskgroup_nested.moc"
