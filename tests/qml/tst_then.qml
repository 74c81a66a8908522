// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtTest
import QEager
import QEagerTests

TestCase {
    id: test
    name: "then"

    property var log: []

    function init() {
        Backend.begin()
        log = []
    }
    function cleanup() { compare(Backend.end(), "") }
    function wrote(words) { compare(log.join(" "), words) }
    function note(word) { return function(value) { log.push(word + value); return value } }
    function noteError(word) { return function(error) { log.push(word + error.name + ":" + error.message) } }

    function test_onAReadyTaskItIsSynchronous() {
        const chained = Backend.ready(7).then(note("a"))
        wrote("a7")
        compare(chained.status, QmlTask.Ready)
        compare(chained.value, 7)
    }
    function test_onAPendingTaskItComesAfterTheSignals() {
        const task = Backend.later(7)
        task.statusChanged.connect(function() { log.push("status" + task.status) })
        task.then(note("a"))
        task.then(note("b"))
        wrote("")
        tryCompare(task, "status", QmlTask.Ready)
        Backend.turn(2)
        wrote("status1 a7 b7")
    }
    function test_ofAFailedTaskItIsSynchronousToo() {
        const chained = Backend.failed("disk full").then(note("never"), noteError("e:"))
        wrote("e:Error:disk full")
        compare(chained.status, QmlTask.Ready)
        compare(chained.value, undefined)
    }
    function test_ofATaskThatFailsLater() {
        const chained = Backend.failsLater("disk full").then(note("never"), noteError("e:"))
        tryCompare(chained, "status", QmlTask.Ready)
        wrote("e:Error:disk full")
    }
    function test_ofACancelledTask() {
        const task = Backend.never()
        const chained = task.then(note("never"), noteError("e:"))
        task.cancel("enough")
        tryCompare(chained, "status", QmlTask.Ready)
        compare(task.status, QmlTask.Cancelled)
        wrote("e:Cancelled:enough")
    }
    function test_aChainGivesEachTheValueOfTheOneBefore() {
        const end = Backend.later(1).then(v => v + 1).then(v => v * 10).then(note("end"))
        tryCompare(end, "status", QmlTask.Ready)
        wrote("end20")
    }
    function test_withoutACallbackForItAnErrorGoesThrough() {
        const end = Backend.failsLater("disk full").then(note("never")).then(note("never"), noteError("e:")).then(note("after:"))
        tryCompare(end, "status", QmlTask.Ready)
        wrote("e:Error:disk full after:undefined")
    }
    function test_withoutACallbackForItAValueGoesThrough() {
        const end = Backend.ready(7).then(null, noteError("never")).then(undefined).then(note("end"))
        wrote("end7")
        compare(end.value, 7)
    }
    function test_aTaskThatIsReturnedIsWaitedFor() {
        const end = Backend.ready(7).then(v => Backend.later(v + 1)).then(note("end"))
        compare(end.status, QmlTask.Loading)
        tryCompare(end, "status", QmlTask.Ready)
        wrote("end8")
    }
    function test_aReadyTaskThatIsReturnedIsNotWaitedFor() {
        const end = Backend.ready(7).then(v => Backend.ready(v + 1))
        compare(end.status, QmlTask.Ready)
        compare(end.value, 8)
    }
    function test_aFailedTaskThatIsReturnedFails() {
        const end = Backend.ready(7).then(() => Backend.failsLater("disk full"))
        tryCompare(end, "status", QmlTask.Error)
        compare(end.error, "disk full")
    }
    function test_aPromiseThatIsReturnedIsWaitedFor() {
        const end = Backend.ready(7).then(v => new Promise(resolve => resolve(v + 1)))
        compare(end.status, QmlTask.Loading)
        tryCompare(end, "status", QmlTask.Ready)
        compare(end.value, 8)
    }
    function test_aRejectedPromiseIsAnError() {
        const reason = new TypeError("no")
        let caught
        const end = Backend.ready(7).then(() => Promise.reject(reason))
        tryCompare(end, "status", QmlTask.Error)
        compare(end.error, "TypeError: no")
        end.then(null, e => { caught = e })
        verify(caught === reason)
    }
    function test_aTaskThatWouldWaitForItselfIsAnError() {
        let end
        end = Backend.later(1).then(() => end)
        tryCompare(end, "status", QmlTask.Error)
        compare(end.error, "This task would wait for itself: its callback returned the task that it is called for.")
    }
    function test_anExceptionOfACallbackIsLoggedWithItsStackAndIsTheError() {
        const end = Backend.ready(7).then(function thrower() { throw new RangeError("too far") })
        compare(end.status, QmlTask.Error)
        compare(end.error, "RangeError: too far")
        const lines = Backend.warnings().split("\n")
        compare(lines[0], "A callback of a QmlTask threw: RangeError: too far")
        verify(/thrower@.*tst_then\.qml:\d+/.test(lines[1]), lines[1])
        verify(/test_anException.*@.*tst_then\.qml:\d+/.test(lines[2]), lines[2])
        for (const line of lines)
            verify(!line.includes("QEager/script"), line)
    }
    function test_anExceptionThatWasLoggedIsNotLoggedAgain() {
        Backend.ready(7).then(() => { throw new Error("once") }).then(note("never"))
        compare(Backend.warnings().split("\n")[0], "A callback of a QmlTask threw: once")
        // cleanup() finds no other
    }
    function test_whatIsThrownNeedNotBeAnError() {
        let caught
        const end = Backend.later(7).then(() => { throw "words" }).then(null, e => { caught = e })
        tryCompare(end, "status", QmlTask.Ready)
        compare(caught, "words")
        verify(Backend.warnings().endsWith(" threw: words"))
    }
    function test_anErrorThatIsReturnedIsAValue() {
        const end = Backend.ready(7).then(() => new Error("as a value"))
        compare(end.status, QmlTask.Ready)
        compare(end.value.message, "as a value")
    }
    function test_anObjectStaysTheSame() {
        const object = {a: [1, 2]}
        const end = Backend.ready(7).then(() => object)
        verify(end.value === object)
    }
    function test_cancellingTheEndCancelsTheBeginning() {
        const task = Backend.never()
        const end = task.then(note("never")).then(note("never"))
        end.cancel("enough")
        tryCompare(end, "status", QmlTask.Cancelled)
        compare(task.status, QmlTask.Cancelled)
        compare(end.error, "enough")
    }
    function test_cancellingWhatAPromiseIsAwaitedForEndsTheWait() {
        const end = Backend.ready(7).then(() => new Promise(() => {}))
        end.cancel()
        tryCompare(end, "status", QmlTask.Cancelled)
    }
    function test_aPromiseThatNobodyCanSettleIsCancelled() {
        const end = Backend.ready(7).then(() => new Promise(() => {}))
        Backend.collect()
        tryCompare(end, "status", QmlTask.Cancelled)
    }
    function test_ofANullTaskItIsAnError() {
        const end = Backend.none.then(note("never"), noteError("e:"))
        wrote("e:Error:This QmlTask is Null: it has no task.")
        compare(end.status, QmlTask.Ready)
    }
    function test_itTakesFunctions() {
        let caught
        try { Backend.ready(7).then(3) } catch (e) { caught = e }
        verify(caught instanceof TypeError)
        compare(caught.message, "then() takes functions: then(onValue, onError).")
    }
    function test_twoThensOfOneTaskEachGetTheValue() {
        const task = Backend.later([1, 2])
        task.then(v => log.push("a" + v.length))
        task.then(v => log.push("b" + v.length))
        tryVerify(() => log.length === 2)
        wrote("a2 b2")
    }
}
