// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Drives the window with the keyboard and the mouse, and reads what it shows.

#include "expectedlogs.h"
#include "picturefiles.h"

#include <glue/framecounter.h>
#include <glue/gallery.h>
#include <glue/latency.h>
#include <glue/window.h>

#include <shared/loop.h>

#include <QtQml/qqmlcontext.h>
#include <QtQml/qqmlengine.h>
#include <QtQml/qqmlproperty.h>
#include <QtQuick/qquickitem.h>
#include <QtQuick/qquickwindow.h>

using namespace Demo;

class TestWindow : public QObject
{
    Q_OBJECT

private:
    static QList<QQuickItem *> allItems(QQuickItem *root)
    {
        QList<QQuickItem *> items{root};
        for (QQuickItem *child : root->childItems())
            items += allItems(child);
        return items;
    }
    //! The item with that objectName that is to be seen.
    static QQuickItem *item(QQuickWindow *window, const QString &name)
    {
        for (QQuickItem *candidate : allItems(window->contentItem())) {
            if (candidate->objectName() == name && candidate->isVisible())
                return candidate;
        }
        return nullptr;
    }
    static void click(QQuickWindow *window, const QString &name)
    {
        QQuickItem *const target = item(window, name);
        QVERIFY2(target, qPrintable(name));
        const QPointF centre = target->mapToScene({target->width() / 2, target->height() / 2});
        QTest::mouseClick(window, Qt::LeftButton, {}, centre.toPoint());
    }
    static QString shownLog(QQuickWindow *window, const char *lane)
    {
        QQuickItem *const label = item(window, QStringLiteral("log %1").arg(QLatin1String(lane)));
        return label ? label->property("text").toString() : QString();
    }

    //! For whoever wants to see it: into directory QEAGER_TEST_PICTURES, if that is set.
    static void save(QQuickWindow *window, const char *name)
    {
        const QString directory = qEnvironmentVariable("QEAGER_TEST_PICTURES");
        if (!directory.isEmpty())
            window->grabWindow().save(QStringLiteral("%1/window-%2.png").arg(directory, QLatin1String(name)));
    }

private Q_SLOTS:
    void eachProgram()
    {
        Window opened;
        QQuickWindow *const window = opened.window();
        QVERIFY(window);
        QVERIFY(QTest::qWaitForWindowExposed(window));
        QQuickItem *const programs = item(window, "programs");
        QVERIFY(programs);
        programs->forceActiveFocus(Qt::TabFocusReason);
        QQuickItem *const speed = item(window, "speed");
        QVERIFY(speed);

        for (qsizetype i = 0; i < expectedLogs().size(); ++i) {
            const ExpectedLogs &expected = expectedLogs()[i];
            if (i > 0) {
                programs->forceActiveFocus(Qt::TabFocusReason);
                QTest::keyClick(window, Qt::Key_Down);
                QCOMPARE(programs->property("currentIndex").toInt(), i);
                QTRY_COMPARE(shownLog(window, "eager"), QStringLiteral("–")); // and runs the other one
            }
            speed->forceActiveFocus(Qt::TabFocusReason);
            for (int step = 0; step < 4; ++step)
                QTest::keyClick(window, Qt::Key_Right); // full speed
            VERIFY_UNTIL(window->property("settled").toBool());
            QCOMPARE(shownLog(window, "lazy"), QString(expected.lazy));
            QCOMPARE(shownLog(window, "posted"), QString(expected.posted));
            QCOMPARE(shownLog(window, "eager"), QString(expected.eager));
            save(window, expected.program);
        }
    }

    void stepByStep()
    {
        Window opened("ordering");
        QQuickWindow *const window = opened.window();
        QVERIFY(window);
        QVERIFY(QTest::qWaitForWindowExposed(window));
        click(window, "run"); // it was playing: pause
        VERIFY_UNTIL(item(window, "run")->property("text").toString() == "Run");
        click(window, "restart");
        click(window, "step");
        VERIFY_UNTIL(shownLog(window, "eager") == "a");
        QTest::keyClick(window, Qt::Key_F10);
        QCOMPARE(shownLog(window, "lazy"), QStringLiteral("a b"));
        QCOMPARE(shownLog(window, "eager"), QStringLiteral("a 1"));
        click(window, "back");
        QCOMPARE(shownLog(window, "eager"), QStringLiteral("a"));
        QTest::keyClick(window, Qt::Key_F5); // the rest
        VERIFY_UNTIL(window->property("settled").toBool());
        QCOMPARE(shownLog(window, "eager"), QStringLiteral("a 1 b c 2"));
    }

    void table()
    {
        PictureFiles files;
        for (int i = 0; i < 40; ++i)
            files.picture(QStringLiteral("%1.png").arg(i), {60, 60});
        Window opened("table", files.path());
        QQuickWindow *const window = opened.window();
        QVERIFY(window);
        QVERIFY(QTest::qWaitForWindowExposed(window));
        VERIFY_UNTIL(window->property("settled").toBool());
        QCOMPARE(window->property("page").toInt(), 1);
        const auto *const gallery = window->findChild<Gallery *>();
        const auto *const frames = window->findChild<FrameCounter *>();
        QCOMPARE(gallery->count(), 40);
        const auto resetBy = [&](const char *way) {
            click(window, QLatin1String(way));
            for (int i = 0; i < 10; ++i) {
                click(window, "reset");
                VERIFY_UNTIL(frames->isComplete());
            }
        };
        resetBy("eager");
        QTRY_COMPARE(item(window, "count eager")->property("text").toString(), QStringLiteral("0 of 10"));
        resetBy("posted");
        QTRY_COMPARE(item(window, "count posted")->property("text").toString(), QStringLiteral("10 of 10"));
        QVERIFY(frames->posted().framesWithPlaceholders >= 10);
        QCOMPARE(frames->eager().framesWithPlaceholders, 0);
        click(window, "automatic");
        VERIFY_UNTIL(frames->posted().resets >= 13);
        click(window, "automatic");
        click(window, "clear");
        QTRY_COMPARE(item(window, "count posted")->property("text").toString(), QStringLiteral("0 of 0"));
    }

    void latency()
    {
        Window opened("latency");
        QQuickWindow *const window = opened.window();
        QVERIFY(window);
        QVERIFY(QTest::qWaitForWindowExposed(window));
        VERIFY_UNTIL(window->property("settled").toBool());
        for (const char *way : {"eager", "QCoro", "QFuture", "posted"}) {
            QQuickItem *const median = item(window, QStringLiteral("median ") + way);
            QVERIFY(median);
            QVERIFY(median->property("text").toString() != QStringLiteral("–"));
        }
        QTRY_VERIFY(item(window, "frame rate")->property("text").toInt() > 0);
        click(window, "budget");
        QCOMPARE(QEager::startPolicy().turnBudget, std::chrono::nanoseconds(Latency::Budget));
        item(window, "load")->forceActiveFocus(Qt::TabFocusReason);
        for (int i = 0; i < 6; ++i)
            QTest::keyClick(window, Qt::Key_Left);
        QCOMPARE(window->findChild<Latency *>()->work(), 0);
        click(window, "forget");
        QCOMPARE(item(window, "median eager")->property("text").toString(), QStringLiteral("–"));
        click(window, "to ordering"); // what is not seen measures nothing
        QVERIFY(!window->findChild<Latency *>()->isRunning());
        QCOMPARE(QEager::startPolicy().turnBudget, std::chrono::nanoseconds(0));
    }

    void everyPage()
    {
        Window opened;
        QQuickWindow *const window = opened.window();
        QVERIFY(window);
        QVERIFY(QTest::qWaitForWindowExposed(window));
        const QStringList pages = window->property("pages").toStringList();
        for (qsizetype page = 0; page < pages.size(); ++page) {
            click(window, "to " + pages[page]);
            QCOMPARE(window->property("page").toInt(), page);
            QVERIFY(item(window, pages[page]));
        }
    }

    void everyControlHasANameAndTheKeyboard()
    {
        Window opened;
        QQuickWindow *const window = opened.window();
        QVERIFY(window);
        QVERIFY(QTest::qWaitForWindowExposed(window));
        int controls = 0;
        for (qsizetype page = 0; page < window->property("pages").toStringList().size(); ++page) {
            window->setProperty("page", page);
            spin(2);
            for (QQuickItem *candidate : allItems(window->contentItem())) {
                if (!candidate->isVisible() ||
                    !(candidate->inherits("QQuickAbstractButton") || candidate->inherits("QQuickComboBox") ||
                      candidate->inherits("QQuickSlider")))
                    continue;
                const QQmlProperty name(candidate, QStringLiteral("Accessible.name"), qmlContext(candidate));
                const QString text = name.read().toString() + candidate->property("text").toString();
                QVERIFY2(!text.isEmpty(), candidate->metaObject()->className());
                QVERIFY2(candidate->property("focusPolicy").toInt() & Qt::TabFocus,
                         qPrintable(candidate->objectName()));
                ++controls;
            }
        }
        QVERIFY(controls >= 8);
    }
};

int main(int argc, char *argv[])
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    drawInSoftware();
    QGuiApplication application(argc, argv);
    TestWindow test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_window.moc"
