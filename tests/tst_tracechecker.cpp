// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// That shared/tracechecker.h, on which the tests of the TraceRecorder's file rely, finds faults.

#include "shared/tracechecker.h"

#include <QtTest/qtest.h>

class TestTraceChecker : public QObject
{
    Q_OBJECT

    //! A trace of these events, of which `'` is `"`, and `@` what all have.
    static TraceChecker check(QByteArray events)
    {
        events.replace('@', "'pid':1,'tid':1,'ts':1").replace('\'', '"');
        return TraceChecker("{\"otherData\":{\"dropped\":0},\"traceEvents\":[" + events + "]}");
    }
    static inline const QByteArray s_thread = "{'ph':'M',@,'name':'thread_name','args':{'name':'main'}}";

private Q_SLOTS:
    void whatIsRight()
    {
        const TraceChecker trace =
            check(s_thread +
                  ",{'ph':'b',@,'name':'a','cat':'task','id':7,'args':{}}"
                  ",{'ph':'B',@,'name':'a','cat':'run','args':{}},{'ph':'s',@,'name':'r','cat':'flow','id':7,'bp':'e'}"
                  ",{'ph':'n',@,'name':'cancel','cat':'task','id':7,'args':{}},{'ph':'E',@}"
                  ",{'ph':'B',@,'name':'a','cat':'run','args':{}},{'ph':'f',@,'name':'r','cat':'flow','id':7,'bp':'e'}"
                  ",{'ph':'E',@,'args':{}},{'ph':'e',@,'name':'a','cat':'task','id':7,'args':{}}"
                  ",{'ph':'C',@,'name':'n','args':{'tasks':0}}"
                  ",{'ph':'X','pid':1,'tid':2,'ts':1,'name':'busy','cat':'loop','dur':3}"
                  ",{'ph':'X','pid':1,'tid':2,'ts':4,'name':'busy','cat':'loop','dur':3}"
                  ",{'ph':'M','pid':1,'tid':2,'ts':4,'name':'thread_name','args':{'name':'loop'}}");
        QCOMPARE(trace.problem(), QString());
        QCOMPARE(trace.phases(), QStringLiteral("b:a B:a s n:cancel E B:a f E e"));
        QCOMPARE(trace.counter("tasks"), QStringLiteral("0"));
        QCOMPARE(trace.loopSpans.size(), 2);
        QCOMPARE(trace.dropped, 0);
    }

    void whatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("events");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *problem, const QByteArray &events) {
            QTest::newRow(problem) << events << QString::fromLatin1(problem);
        };
        const QByteArray task = "{'ph':'b',@,'name':'a','cat':'task','id':7,'args':{}}";
        const QByteArray end = "{'ph':'e',@,'name':'a','cat':'task','id':7,'args':{}}";
        const QByteArray slice = "{'ph':'B',@,'name':'a','cat':'run','args':{}}";
        const QByteArray flow = "{'ph':'s',@,'name':'r','cat':'flow','id':7,'bp':'e'}";
        row("unterminated string", "{'ph");
        row("unknown phase Y", "{'ph':'Y',@,'name':'a'}");
        row("unknown metadata what", "{'ph':'M',@,'name':'what','args':{}}");
        row("B without name:s", "{'ph':'B',@,'cat':'run','args':{}}");
        row("B without args:o", "{'ph':'B',@,'name':'a','cat':'run','args':[]}");
        row("b without id:n", "{'ph':'b',@,'name':'a','cat':'task','id':'7','args':{}}");
        row("E with another args:o", "{'ph':'E',@,'args':1}");
        row("E with name", "{'ph':'E',@,'name':'a'}");
        row("E without ts:n", "{'ph':'E','pid':1,'tid':1}");
        row("no thread or process", "{'ph':'B','pid':1,'tid':0,'ts':1,'name':'a','cat':'run','args':{}}");
        row("time goes back", slice + ",{'ph':'E','pid':1,'tid':1,'ts':0.5}");
        row("end without slice", "{'ph':'E',@}");
        row("slice without end: a", slice);
        row("task without end: a", task);
        row("two slices for one task: a", task + ',' + end + ',' + task);
        row("outside its task: a", end);
        row("another name at the end: b", task + ",{'ph':'e',@,'name':'b','cat':'task','id':7,'args':{}}");
        row("an arrow to no slice", flow);
        row("flow without end", slice + ',' + flow + ",{'ph':'E',@}");
        row("flow out of order", slice + ",{'ph':'t',@,'name':'r','cat':'flow','id':7,'bp':'e'}");
        const QByteArray span = "{'ph':'X',@,'name':'busy','cat':'loop','dur':3}";
        row("spans overlap", span + ",{'ph':'X','pid':1,'tid':1,'ts':3.5,'name':'busy','cat':'loop','dur':3}");
        row("X without dur:n", "{'ph':'X',@,'name':'busy','cat':'loop'}");
        row("a counter that is none", "{'ph':'C',@,'name':'n','args':{'tasks':-1}}");
        row("thread 1 has no name", slice + ",{'ph':'E',@}");
    }
    void whatIsWrong()
    {
        QFETCH(QByteArray, events);
        QFETCH(QString, problem);
        const TraceChecker trace = check(problem.startsWith("thread ") ? events : s_thread + ',' + events);
        QCOMPARE(trace.problem().section(": ", 1), problem);
    }
    void whatIsNoTrace()
    {
        QVERIFY(!TraceChecker("").problem().isEmpty());
        QVERIFY(!TraceChecker("[]").problem().isEmpty());
        QVERIFY(!TraceChecker("{\"traceEvents\":{}}").problem().isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestTraceChecker)
#include "tst_tracechecker.moc"
