// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/future.h>
#include <qeager/qml/conversions.h>
#include <qeager/qml/qmltask.h>

#include "shared/log.h"
#include "shared/loop.h"
#include "shared/nothingleft.h"

#include <QtCore/qthread.h>
#include <QtCore/qurl.h>
#include <QtGui/qcolor.h>
#include <QtGui/qguiapplication.h>
#include <QtGui/qimage.h>

#include <QtQml/qqmlengine.h>

#include <memory>
#include <stdexcept>

using namespace QEager;

namespace {

struct Place
{
    Q_GADGET
    Q_PROPERTY(QString name MEMBER name)

public:
    QString name;
    friend bool operator==(const Place &, const Place &) = default;
};
struct Declared
{
    int number = 0;
};

Coro<Place> place()
{
    co_await yieldNow();
    co_return Place{QStringLiteral("here")};
}
QCoro::Task<int> legacy() { co_return 5; }

} // namespace
Q_DECLARE_METATYPE(Declared)

class TestConversions : public QObject
{
    Q_OBJECT

public:
    enum Colour { Red, Green };
    Q_ENUM(Colour)

private Q_SLOTS:
    void cleanup() { checkNothingIsLeft(3); }

    void whatQVariantKnowsStaysAsItIs()
    {
        QCOMPARE(toVariant(7), QVariant(7));
        QCOMPARE(toVariant(1.5), QVariant(1.5));
        QCOMPARE(toVariant(QStringLiteral("text")), QVariant(QStringLiteral("text")));
        QCOMPARE(toVariant(QByteArray("bytes")).metaType(), QMetaType::fromType<QByteArray>());
        QCOMPARE(toVariant(QUrl(QStringLiteral("qeager:x"))).toUrl(), QUrl(QStringLiteral("qeager:x")));
        QCOMPARE(toVariant(QColor(Qt::red)).value<QColor>(), QColor(Qt::red));
        QCOMPARE(toVariant(QImage(2, 3, QImage::Format_RGB32)).value<QImage>().size(), QSize(2, 3));
        QCOMPARE(toVariant(QVariantMap{{QStringLiteral("a"), 1}}).toMap().size(), 1);
        QCOMPARE(toVariant(QVariant(3)), QVariant(3));
        QCOMPARE(toVariant(QVariant()), QVariant());
    }
    void gadgetsEnumsAndDeclaredTypes()
    {
        QCOMPARE(toVariant(Place{QStringLiteral("x")}).value<Place>().name, QStringLiteral("x"));
        QCOMPARE(toVariant(Green).metaType(), QMetaType::fromType<Colour>());
        QCOMPARE(toVariant(Declared{4}).value<Declared>().number, 4);
    }
    void listsAndTuples()
    {
        const QVariantList expected{1, 2};
        QCOMPARE(toVariant(QList<int>{1, 2}).toList(), expected);
        QCOMPARE(toVariant(std::vector<int>{1, 2}).toList(), expected);
        QCOMPARE(toVariant(std::pair<int, int>(1, 2)).toList(), expected);
        QCOMPARE(toVariant(std::tuple<int, std::monostate, QString>(1, {}, {})).toList().size(), 3);
        QCOMPARE(toVariant(std::vector<bool>{true, false}).toList(), (QVariantList{true, false}));
        QCOMPARE(toVariant(QStringList{QStringLiteral("a")}).metaType(), QMetaType::fromType<QVariantList>());
        const QList<QList<int>> nested{{1}, {2, 3}};
        QCOMPARE(toVariant(nested).toList().at(1).toList().size(), 2);
        QCOMPARE(toVariant(QList<int>()).metaType(), QMetaType::fromType<QVariantList>());
    }
    void optionals()
    {
        QCOMPARE(toVariant(std::optional<int>(3)), QVariant(3));
        QCOMPARE(toVariant(std::optional<int>()), QVariant());
        QCOMPARE(toVariant(std::monostate()), QVariant());
    }
    void objectsAreWatched()
    {
        auto object = std::make_unique<QObject>();
        QmlTask task(ready(object.get()));
        QCOMPARE(task.value().value<QObject *>(), object.get());
        object.reset();
        QCOMPARE(task.value().value<QObject *>(), nullptr);
        QCOMPARE(task.value().metaType(), QMetaType::fromType<QObject *>());
    }
    void objectsInAVariantAreWatchedToo()
    {
        auto object = std::make_unique<QObject>();
        const QVariant single = QVariant::fromValue(object.get());
        QmlTask task(ready(single)), list(ready(QVariant(QVariantList{single, 1}))),
            nested(ready(QVariantList{single}));
        QCOMPARE(task.value(), single);
        QCOMPARE(list.value().toList(), (QVariantList{single, 1}));
        object.reset();
        QVERIFY(!task.value().value<QObject *>());
        QVERIFY(!list.value().toList().at(0).value<QObject *>());
        QVERIFY(!nested.value().toList().at(0).value<QObject *>());
    }
    void anotherThreadsTaskIsAnError()
    {
        QThread thread;
        thread.start();
        const Task<int> task = post([]() -> Coro<int> { co_return 4; }, {.thread = &thread});
        QmlTask wrong(task);
        QCOMPARE(wrong.status(), QmlTask::Error);
        QVERIFY2(wrong.error().startsWith(QStringLiteral("A QmlTask of Task-")), qPrintable(wrong.error()));
        auto byFuture = [](Task<int> other) -> Coro<int> { co_return co_await other.toFuture(); };
        QmlTask right(eager(byFuture, task));
        VERIFY_UNTIL(right.status() == QmlTask::Ready);
        QCOMPARE(right.value(), QVariant(4));
        thread.quit();
        thread.wait();
    }
    void javaScriptValues()
    {
        QJSEngine engine;
        const QJSValue object = engine.evaluate(QStringLiteral("({a: 1})"));
        QCOMPARE(toVariant(object).value<QJSValue>().property(QStringLiteral("a")).toInt(), 1);
    }
    void eachKindOfStartable()
    {
        QmlTask pending(place());
        QCOMPARE(pending.status(), QmlTask::Loading);
        VERIFY_UNTIL(pending.status() == QmlTask::Ready);
        QCOMPARE(pending.value().value<Place>().name, QStringLiteral("here"));

        auto value = eager(place());
        QmlTask ofValueTask(std::move(value));
        const Task<Place> task = post(place());
        QmlTask ofTask(task), again(task), ofFunction(place), ofQCoro(legacy()), ofQCoroFunction(legacy);
        QCOMPARE(ofQCoro.value(), QVariant(5));
        QCOMPARE(ofQCoroFunction.value(), QVariant(5));
        VERIFY_UNTIL(again.status() == QmlTask::Ready);
        for (const QmlTask *each : {&ofValueTask, &ofTask, &again, &ofFunction})
            QCOMPARE(each->value().value<Place>().name, QStringLiteral("here"));
        QmlTask late(task);
        QCOMPARE(late.status(), QmlTask::Ready);
        QCOMPARE(task.result().name, QStringLiteral("here")); // still there
    }
    void emptyHandlesAreErrors()
    {
        QCOMPARE(QmlTask(Coro<int>()).status(), QmlTask::Error);
        QCOMPARE(QmlTask(Task<int>()).status(), QmlTask::Error);
        QmlTask empty{ValueTask<int>()};
        QCOMPARE(empty.status(), QmlTask::Error);
        for (const QString &sentence : {empty.error(), QmlTask(Coro<int>()).error(), QmlTask(Task<int>()).error()})
            QVERIFY2(sentence.contains(u' '), qPrintable(sentence));
    }
};

int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    TestConversions test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_conversions.moc"
