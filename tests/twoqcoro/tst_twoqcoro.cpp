// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "loader.h"

#include <QCoroTask>

#include <QtCore/qpluginloader.h>
#include <QtTest/qtest.h>

#include <chrono>
#include <stdexcept>

using namespace QEager;
using namespace std::chrono_literals;

class tst_TwoQCoro : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QObject *const root = m_plugin.instance();
        QVERIFY2(root, qPrintable(m_plugin.errorString()));
        m_loader = qobject_cast<Loader *>(root);
        QVERIFY(m_loader);
    }
    void theHeadersAreOfTwoVersions()
    {
        QVERIFY(knowsLazyTaskHere());
        QVERIFY(!m_loader->knowsLazyTask());
    }
    void whatIsCachedIsReady()
    {
        const ValueTask<QString> page = m_loader->load(0);
        QVERIFY(page.isReady());
        QCOMPARE(page.result(), QStringLiteral("page 0"));
        QVERIFY(allTasks().isEmpty());
    }
    void theApplicationsQCoroTaskAwaitsThePlugins()
    {
        QStringList got;
        auto reading = readBoth(*m_loader, got);
        QTRY_VERIFY(reading.isReady());
        QCOMPARE(got, (QStringList{QStringLiteral("page 1"), QStringLiteral("page 2")}));
        QCOMPARE(m_loader->log(), (QStringList{QStringLiteral("plugin reads 0"), QStringLiteral("plugin reads 1"),
                                               QStringLiteral("plugin has read 1"), QStringLiteral("plugin reads 2"),
                                               QStringLiteral("plugin has read 2")}));
        QVERIFY(allTasks().isEmpty());
    }
    void thePluginAwaitsTheApplications()
    {
        const Task<int> second = post(later(2));
        const auto sum = eager(m_loader->add(later(1), second));
        QVERIFY(!sum.isReady());
        QTRY_VERIFY(sum.isReady());
        QCOMPARE(sum.result(), 3);
    }
    void anExceptionCrosses()
    {
        const auto failing = m_loader->fail();
        QTRY_VERIFY(failing.isReady());
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, failing.result());
    }
    void cancellingCrosses()
    {
        const Task<QString> page = m_loader->loadLater(3);
        page.cancel();
        QTRY_VERIFY(page.isDone());
        QVERIFY(page.isCancelled());
        QVERIFY(allTasks().isEmpty());
    }

private:
    static QCoro::Task<> readBoth(Loader &loader, QStringList &got)
    {
        got << co_await loader.load(1);
        got << co_await loader.loadLater(2);
    }
    static Coro<int> later(int value)
    {
        co_await sleep(1ms);
        co_return value;
    }

    QPluginLoader m_plugin{QStringLiteral(LOADER)};
    Loader *m_loader = nullptr;
};

QTEST_GUILESS_MAIN(tst_TwoQCoro)

#include "tst_twoqcoro.moc"
