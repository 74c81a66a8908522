// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/errors.h>

#include <QtCore/qfuture.h>
#include <QtCore/qpromise.h>
#include <QtTest/qtest.h>

#include <concepts>
#include <stdexcept>

using namespace QEager;

static_assert(std::derived_from<Error, QException>);
static_assert(std::derived_from<Cancelled, Error> && std::derived_from<InvalidState, Error>);
static_assert(std::derived_from<IoError, Error> && std::copyable<IoError>);
static_assert(std::is_nothrow_destructible_v<Cancelled>);
static_assert(!std::is_convertible_v<QString, InvalidState>, "thrown on purpose only");
static_assert(std::derived_from<WouldBlock, Error> && std::copyable<WouldBlock>);
static_assert(!std::is_convertible_v<std::source_location, WouldBlock>, "thrown on purpose only");

class TestErrors : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsTheMessage()
    {
        const InvalidState error(QStringLiteral("It is %1.").arg(QChar(0xe9)));
        QCOMPARE(error.message(), QStringLiteral("It is é."));
        QCOMPARE(error.what(), "It is \xc3\xa9.");
    }
    void cancelledWithoutMessageStillSaysSomething()
    {
        QCOMPARE(Cancelled().message(), QString());
        QCOMPARE(Cancelled().what(), "The task was cancelled.");
        QCOMPARE(Cancelled(QStringLiteral("stop")).what(), "stop");
    }
    void copiesKeepTheirText()
    {
        Cancelled first(QStringLiteral("first"));
        const Cancelled copy(first);
        first = Cancelled(QStringLiteral("second"));
        QCOMPARE(copy.what(), "first");
        QCOMPARE(first.what(), "second");
    }
    void crossesAQFuture()
    {
        QPromise<int> promise;
        promise.start();
        promise.setException(Cancelled(QStringLiteral("over there")));
        promise.finish();
        QFuture<int> future = promise.future();
        QVERIFY_THROWS_EXCEPTION(Cancelled, future.result());
        try {
            future.waitForFinished();
            QFAIL("did not throw");
        } catch (const Cancelled &e) {
            QCOMPARE(e.message(), QStringLiteral("over there"));
        }
    }
    void clonesAsItself()
    {
        const std::unique_ptr<Error> clone(static_cast<Error *>(InvalidState(QStringLiteral("x")).clone()));
        QVERIFY_THROWS_EXCEPTION(InvalidState, clone->raise());
        const std::unique_ptr<Error> other(static_cast<Error *>(IoError(QStringLiteral("The disk is full.")).clone()));
        QVERIFY_THROWS_EXCEPTION(IoError, other->raise());
        QCOMPARE(other->what(), "The disk is full.");
        const std::unique_ptr<Error> late(static_cast<Error *>(TimedOut().clone()));
        QVERIFY_THROWS_EXCEPTION(TimedOut, late->raise());
        const std::unique_ptr<Error> ended(static_cast<Error *>(Cancelled(QStringLiteral("enough")).clone()));
        QVERIFY_THROWS_EXCEPTION(Cancelled, ended->raise());
        QCOMPARE(ended->what(), "enough");
    }
    void aWouldBlockKeepsItsPlace()
    {
        const auto here = std::source_location::current();
        const WouldBlock error(here);
        QCOMPARE(error.message(), QStringLiteral("The coroutine would have to wait at %1:%2, and awaitSync() has no "
                                                 "event loop to wait in.")
                                      .arg(QString::fromUtf8(__FILE__))
                                      .arg(__LINE__ - 5));
        WouldBlock copy(std::source_location{});
        copy = error;
        QCOMPARE(copy.what(), error.what());
        QCOMPARE(copy.place().line(), here.line());
        const std::unique_ptr<WouldBlock> clone(error.clone());
        try {
            clone->raise();
            QFAIL("did not throw");
        } catch (const WouldBlock &e) {
            QCOMPARE(e.message(), error.message());
            QCOMPARE(e.place().file_name(), __FILE__);
            QCOMPARE(e.place().line(), here.line());
        }
    }
    void aWouldBlockCrossesAQFuture()
    {
        const auto here = std::source_location::current();
        QPromise<int> promise;
        promise.start();
        promise.setException(WouldBlock(here));
        promise.finish();
        try {
            promise.future().result();
            QFAIL("did not throw");
        } catch (const WouldBlock &e) {
            QCOMPARE(e.message(), WouldBlock(here).message());
            QCOMPARE(e.place().file_name(), __FILE__);
            QCOMPARE(e.place().line(), here.line());
        }
    }
};

QTEST_GUILESS_MAIN(TestErrors)
#include "tst_errors.moc"
