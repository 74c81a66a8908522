// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// What is about an AsyncValue and its engine; the rest is in tst_asyncvalue*.qml.

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"

#include <qeager/qml/asyncvalue.h>
#include <qeager/sleep.h>

#include <QtQml/qqmlcomponent.h>
#include <QtQml/qqmlcontext.h>
#include <QtQml/qqmlengine.h>

#include <memory>
#include <optional>

using namespace QEager;

static_assert(!std::is_copy_constructible_v<AsyncValue> && !std::is_move_constructible_v<AsyncValue>);

namespace {

class Source : public QObject
{
    Q_OBJECT
    Q_PROPERTY(int key MEMBER key NOTIFY keyChanged)

public:
    int key = 1;
    int calls = 0;
    int reads = 0;

    Q_INVOKABLE void read() { ++reads; }

    //! A key below 100 is looked up for ever.
    Q_INVOKABLE QEager::QmlTask *find(int number)
    {
        ++calls;
        return new QmlTask(lookUp(number));
    }

Q_SIGNALS:
    void keyChanged();

private:
    static Coro<int> lookUp(int number)
    {
        const Tracked tracked;
        if (number < 100)
            co_await sleep(std::chrono::hours(1));
        co_return number;
    }
};

//! An engine with an object `backend`, and what it makes of a document.
struct Document
{
    Source backend;
    std::unique_ptr<QQmlEngine> engine = std::make_unique<QQmlEngine>();
    std::unique_ptr<QObject> root;

    explicit Document(const char *qml)
    {
        engine->addImportPath(QStringLiteral(QEAGER_QML_IMPORT));
        engine->rootContext()->setContextProperty(QStringLiteral("backend"), &backend);
        QQmlComponent component(engine.get());
        component.setData(QByteArray("import QtQml; import QEager; ") + qml, QUrl(QStringLiteral("test.qml")));
        root.reset(component.create());
        if (!root)
            qFatal("%s", qPrintable(component.errorString()));
    }
    AsyncValue &value() { return *qobject_cast<AsyncValue *>(root.get()); }
};

} // namespace

class TestAsyncValue : public QObject
{
    Q_OBJECT
    Log log;
    std::optional<Messages> messages;

    void listen(AsyncValue &value)
    {
        connect(&value, &AsyncValue::statusChanged, this, [this, &value] { log("status", int(value.status())); });
        connect(&value, &AsyncValue::valueChanged, this, [this, &value] { log("value", value.value().toInt()); });
        connect(&value, &AsyncValue::errorChanged, this, [this, &value] { log("error:", value.error()); });
    }

private Q_SLOTS:
    void init()
    {
        log.clear();
        messages.emplace();
    }
    void cleanup()
    {
        checkNothingIsLeft(2);
        QCOMPARE(messages->take(), QString());
        messages.reset();
    }

    void itIsInTheModule()
    {
        Document document("AsyncValue { source: () => backend.find(100) }");
        QCOMPARE(document.value().status(), AsyncValue::Ready);
        QCOMPARE(document.value().value(), QVariant(100));
    }
    void itIsAskedOnceForItsFirstValue()
    {
        Document document("QtObject { property var a: v.value; property var b: v.status; property AsyncValue v: "
                          "AsyncValue { id: v; source: () => backend.find(100) } property var c: v.value }");
        QCOMPARE(document.root->property("a"), QVariant(100));
        QCOMPARE(document.root->property("b"), QVariant(int(AsyncValue::Ready)));
        QCOMPARE(document.root->property("c"), QVariant(100));
        QCOMPARE(document.backend.calls, 1);
    }
    void whatTheReaderAndTheFunctionReadIsKeptApart()
    {
        Document document(
            "QtObject { property var a: { backend.read(); return v.value } property AsyncValue v: "
            "AsyncValue { id: v; retainWhileLoading: true; source: () => backend.find(backend.key + 100) } }");
        const int reads = document.backend.reads;
        QCOMPARE(document.root->property("a"), QVariant(101));
        document.backend.setProperty("key", 2);
        QCOMPARE(document.root->property("a"), QVariant(102));
        QCOMPARE(document.backend.calls, 2);
        QCOMPARE(document.backend.reads, reads + 1); // for the new value, not for the key
    }

    // -- the engine goes

    void anEngineThatGoesWhilePending()
    {
        Document document("AsyncValue { source: () => backend.find(1) }");
        listen(document.value());
        QCOMPARE(document.value().status(), AsyncValue::Loading);
        document.engine.reset();
        spin(3);
        QCOMPARE(document.value().status(), AsyncValue::Loading);
        document.value().cancel();
        VERIFY_UNTIL(document.value().status() == AsyncValue::Cancelled);
        COMPARE_LOG(log, "status4 error:AsyncValue.cancel() was called.");
    }
    void anEngineThatGoesWithAPromise()
    {
        Document document("AsyncValue { source: () => new Promise(() => {}) }");
        listen(document.value());
        document.engine.reset();
        VERIFY_UNTIL(document.value().status() == AsyncValue::Cancelled);
        QVERIFY(log.words().startsWith(QStringLiteral("status4 error:The ")));
    }
    void afterItsEngineItsSourceIsNotCalled()
    {
        Document document("AsyncValue { source: () => backend.find(100) }");
        listen(document.value());
        document.engine.reset();
        document.backend.setProperty("key", 2);
        document.value().reload();
        document.value().cancel();
        QCOMPARE(document.value().status(), AsyncValue::Ready);
        QCOMPARE(document.value().value(), QVariant(100));
        document.value().setSource(QJSValue());
        COMPARE_LOG(log, "");
    }
    void everythingGoesWhilePending()
    {
        auto document = std::make_unique<Document>(
            "QtObject { property AsyncValue v: AsyncValue { loadingDelay: 5; source: () => backend.find(1) } }");
        QCOMPARE(Tracked::alive, 1);
        document->root.reset();
        document.reset();
        VERIFY_UNTIL(Tracked::alive == 0);
    }

    // -- made in C++

    void madeInCppItStartsWithItsSource()
    {
        QJSEngine engine;
        AsyncValue value;
        listen(value);
        QCOMPARE(value.status(), AsyncValue::Null);
        value.setSource(engine.evaluate(QStringLiteral("(() => 7)")));
        COMPARE_LOG(log, "status1 value7");
        value.setSource(engine.evaluate(QStringLiteral("(() => { throw new Error('no') })")));
        COMPARE_LOG(log, "status1 value7 status3 value0 error:no");
        QVERIFY(messages->take().startsWith(QStringLiteral("The source of an AsyncValue threw: no")));
    }
    void madeInCppItFollowsATask()
    {
        QJSEngine engine;
        Source backend;
        AsyncValue value;
        listen(value);
        QmlTask *const task = backend.find(1);
        value.setSource(engine.newQObject(task));
        COMPARE_LOG(log, "status2");
        task->cancel(QStringLiteral("enough"));
        VERIFY_UNTIL(value.status() == AsyncValue::Cancelled);
        COMPARE_LOG(log, "status2 status4 error:enough");
    }
};

QTEST_MAIN(TestAsyncValue)
#include "tst_asyncvalue.moc"
