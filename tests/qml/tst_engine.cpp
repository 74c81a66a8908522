// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The end of an engine, at every moment. Also run under AddressSanitizer.

#include <qeager/qml/qmltask.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>
#include <qeager/taskscope.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/messages.h"
#include "shared/nothingleft.h"

#include <QtGui/qguiapplication.h>
#include <QtQml/qqmlengine.h>

#include <memory>
#include <optional>
#include <stdexcept>

using namespace QEager;

namespace {

//! An engine with a context object `log(word)`.
class Engine : public QQmlEngine
{
    Q_OBJECT

public:
    explicit Engine(Log &log) : m_log(log)
    {
        globalObject().setProperty(QStringLiteral("test"), newQObject(this));
        QJSEngine::setObjectOwnership(this, QJSEngine::CppOwnership);
    }
    QJSValue run(const char *script)
    {
        const QJSValue result = evaluate(QString::fromUtf8(script));
        if (result.isError())
            m_log("error:", result.toString());
        return result;
    }
    Q_INVOKABLE void log(const QString &word) { m_log(word); }
    Q_INVOKABLE QEager::QmlTask *gate() { return new QmlTask(waitFor(m_gate)); }
    Q_INVOKABLE QEager::QmlTask *failed() { return new QmlTask(fail()); }
    Q_INVOKABLE QEager::QmlTask *window() { return new QmlTask(shared->task()); }

    QmlTask *shared = nullptr;
    static inline QObject *m_gate = nullptr;

private:
    static Coro<int> waitFor(QObject *gate)
    {
        const auto opened = signal(gate, &QObject::objectNameChanged);
        co_await opened;
        co_return 7;
    }
    static Coro<int> fail()
    {
        co_await yieldNow();
        throw std::runtime_error("disk full");
    }
    Log &m_log;
};

} // namespace

class TestEngine : public QObject
{
    Q_OBJECT
    Log log;
    std::optional<Messages> messages;
    std::unique_ptr<QObject> gate;
    std::unique_ptr<Engine> engine;

    void open() { gate->setObjectName(gate->objectName() + u'x'); }

private Q_SLOTS:
    void init()
    {
        log.clear();
        messages.emplace();
        gate = std::make_unique<QObject>();
        Engine::m_gate = gate.get();
        engine = std::make_unique<Engine>(log);
    }
    void cleanup()
    {
        engine.reset();
        gate.reset(); // ends what waits for it
        checkNothingIsLeft(5);
        QCOMPARE(messages->take(), QString());
        messages.reset();
    }

    void destroyedWhilePending_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::newRow("nothing") << QByteArray("test.gate(); 0");
        QTest::newRow("kept") << QByteArray("var kept = test.gate()");
        QTest::newRow("then") << QByteArray("test.gate().then(v => test.log('called'), e => test.log('called'))");
        QTest::newRow("two thens") << QByteArray(
            "var k = test.gate(); k.then(v => test.log('called')); k.then(v => test.log('called'))");
        QTest::newRow("chain") << QByteArray("test.gate().then(v => v).then(v => test.log('called')).then(v => v)");
        QTest::newRow("promise") << QByteArray(
            "test.gate().promise().then(v => test.log('called'), e => test.log('called'))");
        QTest::newRow("promise returned")
            << QByteArray("test.failed().then(null, e => new Promise(() => {})).then(v => test.log('called'))");
    }
    void destroyedWhilePending()
    {
        QFETCH(QByteArray, script);
        engine->run(script.constData());
        spin(3);
        engine.reset();
        spin(3);
        open();
        spin(5);
        COMPARE_LOG(log, "");
    }
    void destroyedWhenItIsDoneButNobodyWasTold()
    {
        engine->run("test.gate().then(v => test.log('called'))");
        open();
        engine.reset();
        spin(5);
        COMPARE_LOG(log, "");
    }
    void destroyedWhileAnObjectOfCppHasATaskOfIts()
    {
        QObject owner;
        auto *const task = new QmlTask(
            []() -> Coro<int> {
                const auto opened = signal(Engine::m_gate, &QObject::objectNameChanged);
                co_await opened;
                co_return 3;
            },
            &owner);
        engine->shared = task;
        engine->run("test.window().then(v => test.log('a'))");
        engine.reset();
        QCOMPARE(task->status(), QmlTask::Loading); // the task runs on
        open();
        VERIFY_UNTIL(task->status() == QmlTask::Ready);
        QCOMPARE(task->value(), QVariant(3));
        COMPARE_LOG(log, "");
    }
    void aJavaScriptValueOfADeadEngineIsUndefined()
    {
        QmlTask outside(ready(1));
        engine->globalObject().setProperty(QStringLiteral("outside"), engine->newQObject(&outside));
        QJSEngine::setObjectOwnership(&outside, QJSEngine::CppOwnership);
        auto *const chained = qobject_cast<QmlTask *>(engine->run("outside.then(v => ({a: 1}))").toQObject());
        QVERIFY(chained);
        QmlTask copy(chained->task());
        QCOMPARE(copy.status(), QmlTask::Ready);
        QVERIFY(copy.value().value<QJSValue>().isObject());
        engine.reset();
        QVERIFY(!copy.value().value<QJSValue>().isObject());
    }
    void anErrorOfADeadEngineCanStillBeRead()
    {
        auto *const chained =
            qobject_cast<QmlTask *>(engine->run("test.gate().then(v => { throw new TypeError('wrong') })").toQObject());
        QmlTask copy(chained->task());
        open();
        VERIFY_UNTIL(copy.status() == QmlTask::Error);
        QVERIFY(messages->take().startsWith(QStringLiteral("A callback of Task-")));
        engine.reset();
        QCOMPARE(copy.error(), QStringLiteral("TypeError: wrong"));
    }
    void aTaskMayEndItsEngine()
    {
        engine->run("test.gate().then(v => test.log('before')); test.gate().then(v => test.log('after'))");
        struct End
        {
            static Coro<> engineOf(TestEngine *test)
            {
                const auto opened = signal(Engine::m_gate, &QObject::objectNameChanged);
                co_await opened;
                test->engine.reset();
            }
        };
        auto ending = eager(End::engineOf(this));
        open();
        spin(5);
        QVERIFY(ending.isReady());
        COMPARE_LOG(log, "");
    }
    void aTaskObjectDestroyedByCppStillCallsBack()
    {
        const std::unique_ptr<QmlTask> first(engine->gate());
        auto *const task = new QmlTask(first->task(), this);
        engine->shared = task;
        engine->globalObject().setProperty(QStringLiteral("task"), engine->newQObject(task));
        engine->run("task.then(v => test.log('value' + v))");
        delete task;
        engine->run("test.log(String(task) + typeof task)"); // a dead wrapper, and no crash
        open();
        VERIFY_UNTIL(log.words().endsWith(QStringLiteral("value7")));
    }
    void aCallbackOfATaskThatIsClosedIsNotCalled()
    {
        auto *const chained = qobject_cast<QmlTask *>(
            engine->run("test.gate().then(v => test.log('never'), e => test.log('never'))").toQObject());
        {
            TaskScope scope;
            scope.add(chained->task());
        }
        QCOMPARE(chained->status(), QmlTask::Cancelled);
        open();
        spin(5);
        COMPARE_LOG(log, "");
    }
    void thenFromCppIsAnErrorWithASentence()
    {
        QmlTask task(ready(1));
        std::unique_ptr<QmlTask> chained(task.then(QJSValue()));
        QCOMPARE(chained->status(), QmlTask::Error);
        QCOMPARE(chained->error(), QStringLiteral("QmlTask::then() is for JavaScript: in C++ use task()."));
        QVERIFY(task.promise().isUndefined());
    }
};

int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    TestEngine test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_engine.moc"
