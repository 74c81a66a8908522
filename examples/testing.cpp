// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The code of docs/testing.md, as a test program.

#include <qeager/qeager.h>
#include <qeager/test.h>

#include <QtCore/qhash.h>
#include <QtTest/qtest.h>

#include <functional>

using namespace std::chrono_literals;

// [code]
class Downloader : public QObject
{
public:
    std::function<QEager::ValueTask<QString>(int page)> fetch; // asks the server

    QEager::ValueTask<QString> load(int page)
    {
        if (const auto hit = m_cache.constFind(page); hit != m_cache.constEnd())
            co_return *hit;
        for (auto pause = 10s;; pause *= 2) {
            try {
                const QString text = co_await QEager::withTimeout(5s, fetch(page));
                m_cache.insert(page, text);
                co_return text;
            } catch (const QEager::TimedOut &) {
                if (pause > 1min)
                    throw;
            }
            co_await QEager::sleep(pause);
        }
    }

private:
    QHash<int, QString> m_cache;
};
// [code]

namespace {

QEager::ValueTask<QString> answer(int page)
{
    co_await QEager::yieldNow();
    co_return QStringLiteral("page %1").arg(page);
}

} // namespace

class TestDownloader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // [run]
    void loadsPages()
    {
        Downloader downloader;
        downloader.fetch = answer;
        QCOMPARE(QEager::Test::run(5s, downloader.load(1)), std::optional(QStringLiteral("page 1")));

        QEAGER_RUN(5s, [&]() -> QEager::Coro<> {
            const QString first = co_await downloader.load(2);
            const QString second = co_await downloader.load(3);
            QEAGER_CO_COMPARE(first + second, QStringLiteral("page 2page 3"));
        });
    }
    // [run]

    // [inline]
    void knowsWhatItHasLoaded()
    {
        Downloader downloader;
        downloader.fetch = answer;
        QEAGER_RUN(5s, downloader.load(1));

        const QEager::Test::ExpectInline noTaskAndNoEvent;
        QCOMPARE(downloader.load(1).result(), QStringLiteral("page 1"));
    }
    // [inline]

    // [time]
    void triesAgain()
    {
        const QEager::Test::VirtualTime time;
        QEager::Test::Log log;
        const auto seconds = [&] { return std::chrono::duration_cast<std::chrono::seconds>(time.elapsed()).count(); };

        Downloader downloader;
        int calls = 0;
        downloader.fetch = [&](int) -> QEager::ValueTask<QString> {
            log("asked:", seconds());
            co_await QEager::sleep(++calls == 3 ? 1s : 1h);
            co_return QStringLiteral("late");
        };
        QEAGER_RUN(5s, downloader.load(1));
        log("loaded:", seconds());
        QEAGER_COMPARE_LOG(log, "asked:0 asked:15 asked:40 loaded:41");
    }
    // [time]

    // [told]
    void waitsForFiveSeconds()
    {
        QEager::Test::VirtualTime time(QEager::Test::VirtualTime::Flow::WhenTold);
        Downloader downloader;
        int calls = 0;
        downloader.fetch = [&calls](int) -> QEager::ValueTask<QString> {
            ++calls;
            co_await QEager::sleep(1h);
            co_return QString();
        };
        const auto page = downloader.load(1);
        QVERIFY(time.advance(14'999ms)); // five seconds, and nearly all of the pause
        QCOMPARE(calls, 1);
        QVERIFY(time.advance(1ms));
        QCOMPARE(calls, 2);
        page.cancel();
        QEAGER_SETTLE(5s);
    }
    // [told]

    // [settle]
    void waitsForTheServer()
    {
        QObject server; // answers when its name is set
        Downloader downloader;
        downloader.fetch = [&server](int) -> QEager::ValueTask<QString> {
            co_return co_await QEager::signal(&server, &QObject::objectNameChanged);
        };
        const auto page = downloader.load(1);
        QEAGER_SETTLE(5s);
        QVERIFY(!page.isReady());
        server.setObjectName(QStringLiteral("page 1"));
        QEAGER_SETTLE(5s);
        QCOMPARE(page.result(), QStringLiteral("page 1"));
    }
    // [settle]

    // [chaos]
    void inAnyOrder()
    {
        const QEager::Test::Chaos chaos;
        Downloader downloader;
        downloader.fetch = answer;
        QEAGER_RUN(5s, QEager::gather(downloader.load(1), downloader.load(2), downloader.load(1)));
    }
    // [chaos]
};

QTEST_GUILESS_MAIN(TestDownloader)
#include "testing.moc"
