// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <shared/loop.h>
#include <shared/nothingleft.h>

#include <qeager/qml/eagerimageprovider.h>

#include <qeager/errors.h>
#include <qeager/sleep.h>

#include <QtCore/qfuture.h>
#include <QtCore/qmutex.h>
#include <QtCore/qpointer.h>
#include <QtCore/qpromise.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qthread.h>
#include <QtQml/qqmlcomponent.h>
#include <QtQml/qqmlengine.h>
#include <QtQuick/qquickitem.h>
#include <QtQuick/qquickview.h>
#include <QtTest/qtest.h>

#include <atomic>
#include <memory>
#include <stdexcept>

using namespace std::chrono_literals;

namespace {

//! What happened on Qt's reader thread and on this one, in one order.
class Journal
{
public:
    void operator()(const QString &word)
    {
        const QMutexLocker lock(&m_mutex);
        m_words.append(word);
    }
    QString words() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_words.join(u' ');
    }

private:
    mutable QMutex m_mutex;
    QStringList m_words;
};

QImage red()
{
    QImage image(8, 8, QImage::Format_RGB32);
    image.fill(Qt::red);
    return image;
}

//! Outlives the provider: what that and its coroutines report, and the gate that a "later" waits for.
struct Shared
{
    Journal journal;
    QPromise<void> gate;
    std::atomic<QThread *> thread = nullptr;
    std::atomic<quint64> tasks = 0; // made on the thread of the last load() before that
    std::atomic<int> loads = 0;
    std::atomic<int> providers = 0;

    Shared() { gate.start(); }
};

class Provider final : public QEager::EagerImageProvider
{
    Q_OBJECT

public:
    explicit Provider(std::shared_ptr<Shared> shared) : m_shared(std::move(shared)) { ++m_shared->providers; }
    ~Provider() override { --m_shared->providers; }

protected:
    QEager::ValueTask<QImage> load(const QString &id, const QSize &requestedSize) override
    {
        const std::shared_ptr<Shared> shared = m_shared;
        const Tracked tracked;
        shared->thread = QThread::currentThread();
        shared->tasks = QEager::Statistics::current().tasksCreated;
        ++shared->loads;
        if (id == u"size")
            shared->journal(QStringLiteral("%1x%2").arg(requestedSize.width()).arg(requestedSize.height()));
        if (id == u"null")
            co_return QImage();
        if (id == u"error")
            throw std::runtime_error("no such file");
        if (id == u"silent")
            throw std::runtime_error("");
        if (id == u"cancelled")
            throw QEager::Cancelled();
        if (id == u"number")
            throw 42;
        if (id.startsWith(u"later")) {
            bool cancelled = false;
            try {
                co_await shared->gate.future();
            } catch (const QEager::Cancelled &e) {
                const bool closed = e.message().endsWith(QStringLiteral("was closed by its owner."));
                shared->journal(id + u'!' + (closed ? QStringLiteral("(closed)") : e.message()));
                cancelled = true;
            }
            if (cancelled) {
                const struct Cleaned
                {
                    Shared &to;
                    QString id;
                    ~Cleaned() { to.journal(u'~' + id); }
                } cleaned{*shared, id}; // the reference id is still good
                co_await QEager::yieldNow();
                shared->journal(QStringLiteral("cleaned"));
                throw QEager::Cancelled(QStringLiteral("given up"));
            }
        }
        co_return red();
    }

private:
    std::shared_ptr<Shared> m_shared;
};

} // namespace

class TestEagerImageProvider : public QObject
{
    Q_OBJECT

private:
    std::shared_ptr<Shared> shared;

    //! A window with \a qml in it, and a provider "test" in its engine.
    std::unique_ptr<QQuickView> window(const char *qml)
    {
        auto view = std::make_unique<QQuickView>();
        view->engine()->addImageProvider(QStringLiteral("test"), new Provider(shared));
        QQmlComponent component(view->engine());
        component.setData(qml, QUrl());
        QObject *const item = component.create();
        Q_ASSERT_X(item, "window()", qPrintable(component.errorString()));
        view->setContent(QUrl(), nullptr, item);
        view->resize(40, 40);
        view->show();
        return view;
    }
    static int status(const QQuickView &view) { return view.rootObject()->property("status").toInt(); }
    enum Status { Null, Ready, Loading, Error }; // of an Image

    //! The response of a request made here; its finished() goes into the journal.
    QQuickImageResponse *request(Provider &provider, const QString &id)
    {
        QQuickImageResponse *const response = provider.requestImageResponse(id, QSize(3, 4));
        QObject::connect(response, &QQuickImageResponse::finished, response,
                         [shared = shared] { shared->journal(QStringLiteral("finished")); });
        return response;
    }

    /*! The engine has gone. How far load() came with its clean-up depends on when the reader thread ended: it was asked
        to end, or was closed before its turn. */
    void checkEnded()
    {
        const QStringList ways{QStringLiteral("later!(closed) ~later"),
                               QStringLiteral("later!The picture is not needed any more. ~later"),
                               QStringLiteral("later!The picture is not needed any more. cleaned ~later")};
        QVERIFY2(ways.contains(shared->journal.words()), qPrintable(shared->journal.words()));
        QCOMPARE(Tracked::alive, 0);
        QCOMPARE(shared->providers.load(), 0);
    }

private Q_SLOTS:
    void init() { shared = std::make_shared<Shared>(); }
    void cleanup()
    {
        spin();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        checkNothingIsLeft(2);
        QCOMPARE(shared->providers.load(), 0);
        QCOMPARE(shared.use_count(), 1L); // no coroutine is left on any thread
    }

    // -- called by hand

    void aReadyPictureIsFinishedOnReturn()
    {
        Provider provider(shared);
        const std::unique_ptr<QQuickImageResponse> response(
            expectInline([&] { return provider.requestImageResponse(QStringLiteral("size"), QSize(3, 4)); }));
        QCOMPARE(response->errorString(), QString());
        const std::unique_ptr<QQuickTextureFactory> picture(response->textureFactory());
        QCOMPARE(picture->image(), red());
        const std::unique_ptr<QQuickTextureFactory> another(response->textureFactory()); // the caller owns each
        QCOMPARE(another->textureSize(), QSize(8, 8));
        QCOMPARE(shared->journal.words(), QStringLiteral("3x4"));
    }
    void anotherIsFinishedWhenItsCoroutineIs()
    {
        Provider provider(shared);
        const std::unique_ptr<QQuickImageResponse> response(request(provider, QStringLiteral("later")));
        QCOMPARE(QEager::allTasks().size(), 2); // load(), and what waits for it
        QCOMPARE(QEager::allTasks().constLast().name(), QStringLiteral("later"));
        QVERIFY(!response->textureFactory());
        shared->gate.finish();
        QCOMPARE(shared->journal.words(), QString());
        VERIFY_UNTIL(!shared->journal.words().isEmpty());
        QCOMPARE(shared->journal.words(), QStringLiteral("finished"));
        QCOMPARE(response->errorString(), QString());
        QVERIFY(std::unique_ptr<QQuickTextureFactory>(response->textureFactory()));
        response->cancel(); // too late
        spin(3);
        QCOMPARE(response->errorString(), QString());
        QCOMPARE(shared->journal.words(), QStringLiteral("finished"));
    }
    void anExceptionIsTheErrorString_data()
    {
        QTest::addColumn<QString>("message");
        QTest::newRow("error") << QStringLiteral("no such file");
        QTest::newRow("null") << QStringLiteral("There is no picture \"null\": load() returned a null QImage.");
        QTest::newRow("silent") << QStringLiteral("The picture \"silent\" was not loaded: the exception has no text.");
        QTest::newRow("number") << QStringLiteral(
            "The picture \"number\" was not loaded: load() threw something that is not a std::exception.");
        QTest::newRow("cancelled") << QString::fromUtf8(QEager::Cancelled().what());
    }
    void anExceptionIsTheErrorString()
    {
        QFETCH(QString, message);
        Provider provider(shared);
        const std::unique_ptr<QQuickImageResponse> response(
            request(provider, QString::fromUtf8(QTest::currentDataTag())));
        QCOMPARE(response->errorString(), message);
        QVERIFY(!response->textureFactory());
    }
    void cancellingAsksTheTaskAndWaitsForItsEnd()
    {
        Provider provider(shared);
        const std::unique_ptr<QQuickImageResponse> response(request(provider, QStringLiteral("later")));
        response->cancel();
        QCOMPARE(shared->journal.words(), QString()); // nothing runs inside the call
        VERIFY_UNTIL(shared->journal.words().endsWith(QStringLiteral("finished")));
        QCOMPARE(shared->journal.words(),
                 QStringLiteral("later!The picture is not needed any more. cleaned ~later finished"));
        QCOMPARE(response->errorString(), QStringLiteral("given up"));
    }
    void deletingAResponseClosesItsTask()
    {
        Provider provider(shared);
        delete request(provider, QStringLiteral("later"));
        QCOMPARE(shared->journal.words(), QStringLiteral("later!(closed) ~later")); // and no finished
        QCOMPARE(QEager::allTasks().size(), 0);
    }
    void deletingTheProviderClosesItsTasks()
    {
        auto provider = std::make_unique<Provider>(shared);
        const std::unique_ptr<QQuickImageResponse> response(request(*provider, QStringLiteral("later")));
        provider.reset();
        QCOMPARE(shared->journal.words(), QStringLiteral("later!(closed) ~later"));
        VERIFY_UNTIL(shared->journal.words().endsWith(QStringLiteral(" finished")));
        QVERIFY(!response->errorString().isEmpty());
        QVERIFY(!response->textureFactory());
    }
    void theEndOfTheThreadClosesTheTaskAndDeletesTheResponse()
    {
        Provider provider(shared);
        QPointer<QQuickImageResponse> response;
        QThread thread;
        QObject inside;
        inside.moveToThread(&thread);
        thread.start();
        QMetaObject::invokeMethod(
            &inside, [&] { response = request(provider, QStringLiteral("later")); }, Qt::BlockingQueuedConnection);
        QVERIFY(response);
        QCOMPARE(shared->thread.load(), &thread);
        thread.quit();
        QVERIFY(thread.wait());
        QCOMPARE(shared->journal.words(), QStringLiteral("later!(closed) ~later finished"));
        QVERIFY(!response);
    }

    // -- called by Qt

    void anImageHasACachedPictureWithoutATask()
    {
        const auto view = window("import QtQuick; Column { property int status: second.status; Image { id: first; "
                                 "source: 'image://test/first' } Image { id: second; source: first.status === "
                                 "Image.Ready ? 'image://test/second' : '' } }");
        VERIFY_UNTIL(status(*view) == Ready);
        QCOMPARE(shared->loads.load(), 2);
        QCOMPARE(shared->tasks.load(), 0u); // none by the first
        QVERIFY(shared->thread.load() != QThread::currentThread()); // Qt's reader
        VERIFY_UNTIL(view->grabWindow().pixelColor(1, 9) == QColor(Qt::red));
    }
    void anImageHasALoadedPictureWhenItIsThere()
    {
        const auto view = window("import QtQuick; Image { source: 'image://test/later' }");
        VERIFY_UNTIL(shared->loads == 1);
        QCOMPARE(status(*view), int(Loading));
        shared->gate.finish();
        VERIFY_UNTIL(status(*view) == Ready);
        VERIFY_UNTIL(view->grabWindow().pixelColor(1, 1) == QColor(Qt::red));
    }
    void anImageTellsTheError()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("QML Image: no such file$")));
        const auto view = window("import QtQuick; Image { source: 'image://test/error' }");
        VERIFY_UNTIL(status(*view) == Error);
    }
    void anImageThatGoesCancelsItsTask()
    {
        const auto view = window("import QtQuick; Loader { sourceComponent: Image { source: 'image://test/later' } }");
        VERIFY_UNTIL(shared->loads == 1);
        view->rootObject()->setProperty("active", false);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // the Loader's item
        VERIFY_UNTIL(shared->journal.words().endsWith(QStringLiteral("~later")));
        QCOMPARE(shared->journal.words(), QStringLiteral("later!The picture is not needed any more. cleaned ~later"));
        VERIFY_UNTIL(Tracked::alive == 0);
    }
    void anImageWithAnotherSourceCancelsTheFirst()
    {
        const auto view = window("import QtQuick; Image { source: 'image://test/later' }");
        VERIFY_UNTIL(shared->loads == 1);
        view->rootObject()->setProperty("source", QStringLiteral("image://test/cached"));
        VERIFY_UNTIL(status(*view) == Ready);
        VERIFY_UNTIL(shared->journal.words().endsWith(QStringLiteral("~later")));
    }
    void aProviderThatIsRemovedLivesUntilItsLastPicture()
    {
        const auto view = window("import QtQuick; Image { source: 'image://test/later' }");
        VERIFY_UNTIL(shared->loads == 1);
        view->engine()->removeImageProvider(QStringLiteral("test"));
        QCOMPARE(shared->providers.load(), 1);
        shared->gate.finish();
        VERIFY_UNTIL(status(*view) == Ready);
        VERIFY_UNTIL(shared->providers == 0);
        QCOMPARE(shared->journal.words(), QString());
    }
    void anEngineThatGoesClosesWhatLoads()
    {
        auto view = window("import QtQuick; Image { source: 'image://test/later' }");
        VERIFY_UNTIL(shared->loads == 1);
        view.reset();
        checkEnded();
    }
    void anEngineThatGoesWithItsItemsInPlace()
    {
        QQuickWindow pane;
        auto engine = std::make_unique<QQmlEngine>();
        engine->addImageProvider(QStringLiteral("test"), new Provider(shared));
        QQmlComponent component(engine.get());
        component.setData("import QtQuick; Image { source: 'image://test/later' }", QUrl());
        const std::unique_ptr<QObject> image(component.create());
        qobject_cast<QQuickItem *>(image.get())->setParentItem(pane.contentItem());
        VERIFY_UNTIL(shared->loads == 1);
        engine.reset();
        checkEnded();
    }
};

QTEST_MAIN(TestEagerImageProvider)
#include "tst_eagerimageprovider.moc"
