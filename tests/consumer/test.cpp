// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/sleep.h>
#include <qeager/test.h>

class ConsumerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runs()
    {
        const QEager::Test::VirtualTime time;
        QEAGER_RUN(std::chrono::seconds(5), QEager::sleep(std::chrono::hours(1)));
        QVERIFY(time.elapsed() == std::chrono::hours(1));
    }
};

QTEST_GUILESS_MAIN(ConsumerTest)
#include "test.moc"
