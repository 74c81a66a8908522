// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtTest
import QEager
import QEagerTests

TestCase {
    id: test
    name: "properties"

    property var log: []
    property QmlTask task
    readonly property string shown: {
        const t = test.task
        if (!t)
            return "none"
        return t.status + "|" + (t.value ?? "-") + "|" + t.error + "|" + t.progress
    }
    onShownChanged: log.push(shown)

    function init() {
        Backend.begin()
        task = null
        log = []
    }
    function cleanup() {
        task = null
        compare(Backend.end(), "")
    }
    function wrote(words) { compare(log.join(" "), words) }

    function test_theStatesHaveTheNamesOfImage() {
        compare(QmlTask.Null, Image.Null)
        compare(QmlTask.Ready, Image.Ready)
        compare(QmlTask.Loading, Image.Loading)
        compare(QmlTask.Error, Image.Error)
        compare(QmlTask.Cancelled, 4)
    }
    function test_nullHasNothing() {
        task = Backend.none
        wrote("0|-||0")
        compare(task.name, "")
        task.cancel()
        compare(task.status, QmlTask.Null)
    }
    function test_whatFinishedSynchronouslyIsReadyInTheFirstBinding() {
        const created = Backend.tasksCreated(), posted = Backend.eventsPosted()
        task = Backend.ready("value")
        compare(Backend.tasksCreated() - created, 0)
        compare(Backend.eventsPosted() - posted, 0)
        Backend.turn(3)
        wrote("1|value||1") // and was never anything else
    }
    function test_whatFailedSynchronouslyIsAnErrorInTheFirstBinding() {
        task = Backend.failed("disk full")
        Backend.turn(3)
        wrote("3|-|disk full|0")
    }
    function test_pendingThenReady() {
        task = Backend.later("value")
        tryCompare(task, "status", QmlTask.Ready)
        Backend.turn(3)
        compare(log[0], "2|-||0")
        compare(log[log.length - 1], "1|value||1")
        for (const word of log) // a binding that is evaluated in between sees the end, never half of it
            verify(word === "2|-||0" || word === "1|value||1", word)
    }
    function test_eachSignalComesOnceWhenAllIsThere() {
        const t = Backend.later("value")
        const note = name => () => log.push(name + ":" + t.status + t.value + t.error + t.progress)
        t.statusChanged.connect(note("s"))
        t.valueChanged.connect(note("v"))
        t.errorChanged.connect(note("e"))
        t.progressChanged.connect(note("p"))
        tryCompare(t, "status", QmlTask.Ready)
        Backend.turn(3)
        wrote("s:1value1 v:1value1 p:1value1")
    }
    function test_onlyWhatHasChangedIsSignalled() {
        const t = Backend.failsLater("disk full")
        const note = name => () => log.push(name)
        t.statusChanged.connect(note("s"))
        t.valueChanged.connect(note("v"))
        t.errorChanged.connect(note("e"))
        t.progressChanged.connect(note("p"))
        tryCompare(t, "status", QmlTask.Error)
        Backend.turn(3)
        compare(t.error, "disk full")
        wrote("s e")
    }
    function test_progress() {
        const t = Backend.steps(4)
        compare(t.progress, 0.25) // of the eager phase
        t.progressChanged.connect(() => log.push(t.progress))
        tryCompare(t, "status", QmlTask.Ready)
        Backend.turn(3)
        wrote("0.5 0.75 1")
    }
    function test_progressStaysWhereItFailed() {
        const t = Backend.steps(4)
        t.cancel()
        tryCompare(t, "status", QmlTask.Cancelled)
        compare(t.progress, 0.25)
    }
    function test_theProgressOfACopy() {
        const t = Backend.copy(Backend.steps(3))
        compare(t.progress, 1 / 3)
        t.progressChanged.connect(() => log.push(t.progress.toFixed(2)))
        tryCompare(t, "status", QmlTask.Ready)
        wrote("0.67 1.00")
    }
    function test_cancel() {
        task = Backend.never()
        compare(task.name, "never")
        task.cancel("enough")
        compare(task.status, QmlTask.Loading) // a request
        tryCompare(task, "status", QmlTask.Cancelled)
        Backend.turn(3)
        wrote("2|-||0 4|-|enough|0")
        task.cancel("again")
        compare(task.error, "enough")
    }
    function test_cancelWithoutAMessage() {
        task = Backend.never()
        task.cancel()
        tryCompare(task, "status", QmlTask.Cancelled)
        verify(task.error !== "")
    }
    function test_endingWithItsOwner() {
        task = Backend.loadPage()
        compare(task.status, QmlTask.Loading)
        Backend.deletePage()
        tryCompare(task, "status", QmlTask.Cancelled)
        verify(task.error.length > 0)
    }
    function test_anErrorThatNobodyLookedAtIsLoggedOnce() {
        Backend.failed("disk full")
        Backend.failsLater("no route")
        Backend.turn(3)
        Backend.collect()
        const lines = Backend.warnings().split("\n").sort()
        compare(lines.length, 2)
        compare(lines[1], "The exception of an eager start was never retrieved: disk full")
        verify(/^The exception of Task-\d+ was never retrieved: no route$/.test(lines[0]), lines[0])
    }
    function test_lookingAtTheStatusIsNotLookingAtTheError() {
        compare(Backend.failed("disk full").status, QmlTask.Error)
        Backend.collect()
        compare(Backend.warnings(), "The exception of an eager start was never retrieved: disk full")
    }
    function test_theErrorAtTheEndOfAChainIsLoggedOnce() {
        Backend.failsLater("disk full").then(() => 1).then(() => 2)
        Backend.turn(5)
        Backend.collect()
        const lines = Backend.warnings()
        verify(/^The exception of Task-\d+ was never retrieved: disk full$/.test(lines), lines)
    }
}
