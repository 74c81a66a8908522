// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// What the trace page records, without a window.

#include <glue/timeline.h>
#include <recipe/savetrace.h>

#include <shared/loop.h>
#include <shared/tracechecker.h>

#include <QtCore/qdir.h>
#include <QtCore/qtemporarydir.h>
#include <QtCore/qurl.h>

#include <algorithm>

using namespace Demo;

class TestTimeline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordsWhileItIsShown()
    {
        Timeline timeline;
        QVERIFY(!timeline.isActive());
        timeline.setEverywhere(true);
        QVERIFY(timeline.isActive());
        timeline.setEverywhere(false);
        QVERIFY(!timeline.isActive());
        timeline.setShown(true);
        QVERIFY(timeline.isActive());
        timeline.setRecording(false);
        QVERIFY(!timeline.isActive());
    }
    void everyProgram()
    {
        Timeline timeline;
        timeline.setShown(true);
        for (int program = 0; program < timeline.programs().size(); ++program) {
            double begin = -1;
            const auto connection = connect(&timeline, &Timeline::ran, this, [&](double from) { begin = from; });
            timeline.run(program);
            QVERIFY(timeline.isPlaying());
            VERIFY_UNTIL(begin >= 0);
            disconnect(connection);
            QVERIFY(timeline.isSettled());
            const TimelineData &data = *timeline.data();
            const auto isIt = [&](const TimelineSubject &subject) {
                return subject.name == timeline.programs()[program] && double(subject.begin) >= begin;
            };
            QVERIFY(std::any_of(data.subjects.begin(), data.subjects.end(), isIt));
        }
        timeline.clear();
        QVERIFY(timeline.data()->subjects.empty());
    }
    void exports()
    {
        const QTemporaryDir directory;
        const QString path = directory.filePath("trace.json");
        Timeline timeline;
        timeline.setShown(true);
        bool ran = false;
        connect(&timeline, &Timeline::ran, this, [&] { ran = true; });
        timeline.run(0);
        VERIFY_UNTIL(ran);
        timeline.exportTo(QUrl::fromLocalFile(path).toString());
        VERIFY_UNTIL(timeline.message().startsWith("Written to file:"));
        const TraceChecker trace = TraceChecker::read(path);
        QCOMPARE(trace.problem(), QString());
        QVERIFY(trace.phases().contains("B:part 4"));
        timeline.exportTo(directory.filePath("none/trace.json"));
        VERIFY_UNTIL(timeline.message().contains("could not be written: "));
        timeline.exportTo(directory.path());
        VERIFY_UNTIL(timeline.message().endsWith("could not be written: that is not a file"));
        timeline.exportTo(" ");
        QCOMPARE(timeline.message(), QStringLiteral("To export the recording, type the name of a file."));
        QCOMPARE(pathOf("~/a.json"), QDir::homePath() + "/a.json");
        QCOMPARE(pathOf(" /a b.json "), QStringLiteral("/a b.json"));
    }
};

QTEST_GUILESS_MAIN(TestTimeline)
#include "tst_timeline.moc"
