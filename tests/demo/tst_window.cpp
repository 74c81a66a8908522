// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Drives the window with the keyboard and the mouse, and reads what it shows.

#include "expectedlogs.h"
#include "picturefiles.h"

#include <glue/framecounter.h>
#include <glue/gallery.h>
#include <glue/latency.h>
#include <glue/timelinechart.h>
#include <glue/window.h>

#include <shared/loop.h>
#include <shared/tracechecker.h>

#include <QtQml/qqmlcontext.h>
#include <QtQml/qqmlengine.h>
#include <QtQml/qqmlproperty.h>
#include <QtCore/qtemporarydir.h>
#include <QtCore/qthreadpool.h>
#include <QtGui/qevent.h>
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
    //! False if there is no such item to be seen.
    [[nodiscard]] static bool click(QQuickWindow *window, const QString &name)
    {
        QQuickItem *const target = item(window, name);
        if (!target)
            return false;
        const QPointF centre = target->mapToScene({target->width() / 2, target->height() / 2});
        QTest::mouseClick(window, Qt::LeftButton, {}, centre.toPoint());
        return true;
    }
    static QString shownLog(QQuickWindow *window, const char *lane)
    {
        QQuickItem *const label = item(window, QStringLiteral("log %1").arg(QLatin1String(lane)));
        return label ? label->property("text").toString() : QString();
    }

    static void type(QQuickWindow *window, const QString &name, const QString &text)
    {
        item(window, name)->forceActiveFocus(Qt::TabFocusReason);
        QTest::keyClick(window, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(window, Qt::Key_Delete);
        for (const QChar character : text)
            QTest::keyClick(window, character.toLatin1());
    }
    //! Where the first bar of that look in the row of that name is, in the window.
    static QPoint barOf(const TimelineChart *chart, const QString &label, TimelineBar::Look look)
    {
        const TimelineScene &scene = chart->scene();
        for (const TimelineRowPlace &place : scene.places) {
            const TimelineRow &row = scene.data->rows[place.row];
            for (const TimelineBar &bar : row.bars) {
                if (row.label == label && bar.look == look)
                    return chart->mapToScene(scene.rect(place, bar).center()).toPoint();
            }
        }
        return {};
    }
    static QString detailsOf(const TimelineChart *chart) { return chart->details().join(u'|'); }

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
                const QString before = shownLog(window, "eager");
                programs->forceActiveFocus(Qt::TabFocusReason);
                QTest::keyClick(window, Qt::Key_Down);
                QCOMPARE(programs->property("currentIndex").toInt(), i);
                QTRY_VERIFY(shownLog(window, "eager") != before); // and runs the other one, which may have ended by now
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
        QVERIFY(click(window, "run")); // it was playing: pause
        VERIFY_UNTIL(item(window, "run")->property("text").toString() == "Run");
        QVERIFY(click(window, "restart"));
        QVERIFY(click(window, "step"));
        VERIFY_UNTIL(shownLog(window, "eager") == "a");
        QTest::keyClick(window, Qt::Key_F10);
        QCOMPARE(shownLog(window, "lazy"), QStringLiteral("a b"));
        QCOMPARE(shownLog(window, "eager"), QStringLiteral("a 1"));
        QVERIFY(click(window, "back"));
        QCOMPARE(shownLog(window, "eager"), QStringLiteral("a"));
        QTest::keyClick(window, Qt::Key_F5); // the rest
        VERIFY_UNTIL(window->property("settled").toBool());
        QCOMPARE(shownLog(window, "eager"), QStringLiteral("a 1 b c 2"));
    }

    void table()
    {
        PictureFiles files;
        for (int i = 0; i < 40; ++i)
            QVERIFY(files.picture(QStringLiteral("%1.png").arg(i), {60, 60}));
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
            bool done = click(window, QLatin1String(way));
            for (int i = 0; done && i < 10; ++i)
                done = click(window, "reset") && runUntil([&] { return frames->isComplete(); });
            return done;
        };
        QVERIFY(resetBy("eager"));
        QTRY_COMPARE(item(window, "count eager")->property("text").toString(), QStringLiteral("0 of 10"));
        QVERIFY(resetBy("posted"));
        QTRY_COMPARE(item(window, "count posted")->property("text").toString(), QStringLiteral("10 of 10"));
        QVERIFY(frames->posted().framesWithPlaceholders >= 10);
        QCOMPARE(frames->eager().framesWithPlaceholders, 0);
        QVERIFY(click(window, "automatic"));
        VERIFY_UNTIL(frames->posted().resets >= 13);
        QVERIFY(click(window, "automatic"));
        QVERIFY(click(window, "clear"));
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
        QVERIFY(click(window, "budget"));
        QCOMPARE(QEager::startPolicy().turnBudget, std::chrono::nanoseconds(Latency::Budget));
        item(window, "load")->forceActiveFocus(Qt::TabFocusReason);
        for (int i = 0; i < 6; ++i)
            QTest::keyClick(window, Qt::Key_Left);
        QCOMPARE(window->findChild<Latency *>()->work(), 0);
        QVERIFY(click(window, "forget"));
        QCOMPARE(item(window, "median eager")->property("text").toString(), QStringLiteral("–"));
        QVERIFY(click(window, "to ordering")); // what is not seen measures nothing
        QVERIFY(!window->findChild<Latency *>()->isRunning());
        QCOMPARE(QEager::startPolicy().turnBudget, std::chrono::nanoseconds(0));
    }

    void trace()
    {
        const QTemporaryDir directory;
        Window opened("trace");
        QQuickWindow *const window = opened.window();
        QVERIFY(window);
        QVERIFY(QTest::qWaitForWindowExposed(window));
        auto *const timeline = window->findChild<Timeline *>();
        auto *const chart = qobject_cast<TimelineChart *>(item(window, "timeline"));
        QVERIFY(timeline);
        QVERIFY(chart);
        QVERIFY(timeline->isActive());
        VERIFY_UNTIL(window->property("settled").toBool()); // it has run something to show
        save(window, "trace");

        // The details of what is under the pointer.
        using Look = TimelineBar::Look;
        QTest::mouseMove(window, barOf(chart, "part 4", Look::Task));
        QTRY_VERIFY(detailsOf(chart).startsWith("part 4|Task "));
        QVERIFY(detailsOf(chart).contains("|Started inline by A page and its parts (task "));
        QVERIFY(detailsOf(chart).contains(", and became a task.|Then it waits for offload.|At sample.cpp:"));
        QVERIFY(item(window, "details"));
        save(window, "trace-details");
        QTest::mouseMove(window, barOf(chart, "summary", Look::Waiting));
        QTRY_VERIFY(detailsOf(chart).contains("|Waits for part 3 (task "));
        save(window, "trace-waits");

        // Zooming and moving.
        chart->fit();
        QVERIFY(chart->showsAll());
        const double whole = chart->scene().range.length();
        const QPoint pointer = barOf(chart, "part 2", Look::Task);
        const double under = chart->scene().time(chart->mapFromScene(pointer).x());
        QWheelEvent wheel(pointer, window->mapToGlobal(pointer), {}, {0, 240}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(window, &wheel);
        QCOMPARE(chart->scene().range.length() / whole, 0.64);
        QVERIFY(std::abs(chart->scene().time(chart->mapFromScene(pointer).x()) - under) < whole / 1e6);
        QVERIFY(click(window, "timeline"));
        QTest::keyClick(window, Qt::Key_Plus);
        QCOMPARE(chart->scene().range.length() / whole, 0.512);
        QTest::keyClick(window, Qt::Key_Minus);
        QCOMPARE(chart->scene().range.length() / whole, 0.64);
        const double middle = chart->scene().range.wholeBegin() + whole / 2;
        chart->show(middle - whole / 10, middle + whole / 10);
        const double begin = chart->scene().range.begin();
        const double length = chart->scene().range.length();
        QTest::keyClick(window, Qt::Key_Right);
        QCOMPARE(chart->scene().range.begin(), begin + length / 10);
        QTest::keyClick(window, Qt::Key_Left);
        QCOMPARE(chart->scene().range.begin(), begin);
        const QPoint from = pointer + QPoint(40, 0);
        QTest::mousePress(window, Qt::LeftButton, {}, from);
        QTest::mouseMove(window, from + QPoint(20, 0));
        QTest::mouseMove(window, from + QPoint(50, 0));
        QTest::mouseRelease(window, Qt::LeftButton, {}, from + QPoint(50, 0));
        QVERIFY(std::abs(chart->scene().range.begin() - (begin - 50 * length / chart->scene().width())) < length / 1e6);
        const double end = chart->scene().range.wholeEnd();
        chart->show(end - 2e5, end); // where the visit is over, and has no row
        QVERIFY(barOf(chart, "visit", Look::Begun).isNull());
        QTest::keyClick(window, Qt::Key_0);
        QVERIFY(chart->showsAll());
        QVERIFY(!barOf(chart, "visit", Look::Begun).isNull());
        QTest::mouseMove(window, QPoint(5, 5));
        QTest::keyClick(window, Qt::Key_Escape);
        QTRY_COMPARE(detailsOf(chart), QString());
        QTest::keyClick(window, Qt::Key_Down); // without a pointer
        QVERIFY(detailsOf(chart).startsWith("Event loop|Busy for "));
        QTest::keyClick(window, Qt::Key_Down);
        const QString first = detailsOf(chart);
        QTest::keyClick(window, Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY(detailsOf(chart) != first);
        QTest::keyClick(window, Qt::Key_Escape);

        // The filter leaves those rows that it finds.
        const std::size_t rows = chart->scene().places.size();
        type(window, "filter", "part 3");
        QVERIFY(chart->scene().places.size() < rows);
        QVERIFY(!barOf(chart, "part 3", Look::Resumed).isNull());
        QVERIFY(barOf(chart, "part 4", Look::Resumed).isNull());
        save(window, "trace-filter");
        QTest::keyClick(window, Qt::Key_Escape);
        QVERIFY(chart->scene().places.size() >= rows);

        // Another program; and all of it as a file.
        item(window, "sample")->setProperty("currentIndex", 2);
        QVERIFY(click(window, "run sample"));
        VERIFY_UNTIL(!timeline->isSettled());
        VERIFY_UNTIL(window->property("settled").toBool());
        QVERIFY(!chart->showsAll()); // but that program
        QVERIFY(!barOf(chart, "eager test", Look::Task).isNull());
        save(window, "trace-recursion");
        type(window, "file", directory.filePath("trace.json"));
        QVERIFY(click(window, "export"));
        VERIFY_UNTIL(item(window, "message")->property("text").toString().startsWith("Written to "));
        const TraceChecker trace = TraceChecker::read(directory.filePath("trace.json"));
        QCOMPARE(trace.problem(), QString());
        QVERIFY(trace.phases().contains("B:part 4"));
        QVERIFY(trace.phases().contains("B:eager test"));
        QVERIFY(!trace.loopSpans.isEmpty());

        QVERIFY(click(window, "clear trace"));
        QCOMPARE(chart->scene().places.size(), std::size_t(0));
        QVERIFY(click(window, "record"));
        QVERIFY(!timeline->isActive());
        QVERIFY(click(window, "record"));
        QVERIFY(click(window, "to latency")); // is not to be measured with a recorder
        QVERIFY(!timeline->isActive());
        QVERIFY(click(window, "to trace"));
        QVERIFY(click(window, "everywhere"));
        QVERIFY(click(window, "to ordering"));
        QVERIFY(timeline->isActive());
    }

    void everyPage()
    {
        Window opened;
        QQuickWindow *const window = opened.window();
        QVERIFY(window);
        QVERIFY(QTest::qWaitForWindowExposed(window));
        const QStringList pages = window->property("pages").toStringList();
        for (qsizetype page = 0; page < pages.size(); ++page) {
            QVERIFY(click(window, "to " + pages[page]));
            QCOMPARE(window->property("page").toInt(), page);
            QVERIFY(item(window, pages[page]));
        }
    }

    // What draws and reads pictures uses Qt Gui, which goes with the application.
    void goesWhilePicturesAreDrawn()
    {
        {
            Window opened(QStringLiteral("table"));
            QVERIFY(opened.window());
            VERIFY_UNTIL(QThreadPool::globalInstance()->activeThreadCount() > 0);
        }
        QCOMPARE(QThreadPool::globalInstance()->activeThreadCount(), 0);
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
                      candidate->inherits("QQuickSlider") || candidate->inherits("QQuickTextField") ||
                      qobject_cast<TimelineChart *>(candidate)))
                    continue;
                const QQmlProperty name(candidate, QStringLiteral("Accessible.name"), qmlContext(candidate));
                const QString text = name.read().toString() + candidate->property("text").toString();
                QVERIFY2(!text.isEmpty(), candidate->metaObject()->className());
                QVERIFY2(candidate->activeFocusOnTab(), qPrintable(candidate->objectName()));
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
