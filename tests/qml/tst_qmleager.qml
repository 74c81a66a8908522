// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtTest
import QEager
import QEagerTests

TestCase {
    id: test
    name: "qmleager"

    property var log: []

    function init() {
        Backend.begin()
        log = []
    }
    function cleanup() { compare(Backend.end(), "") }
    function wrote(words) { compare(log.join(" "), words) }
    function typeError(f) {
        try { f() } catch (e) { return e instanceof TypeError ? e.message : String(e) }
        return "nothing"
    }

    // -- sleep
    function test_sleepTakesItsTime() {
        const began = Date.now()
        const task = Eager.sleep(30)
        compare(task.status, QmlTask.Loading)
        compare(task.name, "Eager.sleep")
        tryCompare(task, "status", QmlTask.Ready)
        verify(Date.now() - began >= 29)
        compare(task.value, undefined)
    }
    function test_sleepsEndInTheOrderOfTheirDeadlines() {
        Eager.sleep(30).then(() => log.push("c"))
        Eager.sleep(10).then(() => log.push("a"))
        Eager.sleep(20).then(() => log.push("b"))
        tryVerify(() => log.length === 3)
        wrote("a b c")
    }
    function test_sleepZeroIsATurn() {
        const task = Eager.sleep(0)
        compare(task.status, QmlTask.Loading)
        Eager.sleep(-5)
        Backend.turn(3)
        compare(task.status, QmlTask.Ready)
    }
    function test_sleepForEverCanBeCancelled() {
        const task = Eager.sleep(Infinity)
        Backend.turn(3)
        compare(task.status, QmlTask.Loading)
        task.cancel()
        tryCompare(task, "status", QmlTask.Cancelled)
    }

    // -- all
    function test_allOfWhatIsReadyIsReady() {
        const task = Eager.all([Backend.ready(1), 2, Backend.ready("three"), null, undefined, {a: 4}])
        compare(task.status, QmlTask.Ready)
        compare(task.value.length, 6)
        compare(task.value.slice(0, 3).join(), "1,2,three")
        compare(task.value[3], null)
        compare(task.value[4], undefined)
        compare(task.value[5].a, 4)
    }
    function test_allOfNothing() {
        compare(Eager.all([]).status, QmlTask.Ready)
        compare(Eager.all([]).value.length, 0)
    }
    function test_allWaitsForAllAndKeepsTheOrder() {
        const task = Eager.all([Backend.gate("a"), Promise.resolve(2), Backend.later(3), Backend.gate("b")])
        Backend.turn(5)
        Backend.open("b")
        Backend.turn(5)
        compare(task.status, QmlTask.Loading)
        Backend.open("a")
        tryCompare(task, "status", QmlTask.Ready)
        compare(task.value.join(), "a,2,3,b")
    }
    function test_allEndsWithTheFirstErrorAndCancelsTheRest() {
        const rest = Backend.never()
        const task = allOf(rest)
        tryCompare(task, "status", QmlTask.Error)
        compare(task.error, "disk full")
        tryCompare(rest, "status", QmlTask.Cancelled)
        Backend.turn(3)
        Backend.collect()
        const lines = Backend.warnings() // of the one that could not be cancelled any more
        verify(/^The exception of Task-\d+ was never retrieved: too late$/.test(lines), lines)
    }
    function allOf(rest) { // in a function of its own, so that no register of the test's keeps a part
        return Eager.all([rest, Backend.failsLater("disk full"), Backend.failsLater("too late")])
    }
    function test_cancellingAllCancelsTheParts() {
        const a = Backend.never(), b = Backend.never()
        const task = Eager.all([a, 1, b, new Promise(() => {})])
        task.cancel()
        tryCompare(task, "status", QmlTask.Cancelled)
        compare(a.status, QmlTask.Cancelled)
        compare(b.status, QmlTask.Cancelled)
    }
    function test_allOfARejectedPromise() {
        const task = Eager.all([Promise.reject(new Error("no"))])
        tryCompare(task, "status", QmlTask.Error)
        compare(task.error, "no")
    }
    function test_allHoldsObjects() {
        const task = Eager.all([Backend.newObject()])
        compare(task.value[0].objectName, "new")
    }

    // -- race
    function test_raceOfWhatIsReadyIsTheFirst() {
        const task = Eager.race([Backend.never(), 2, Backend.ready(3)])
        tryCompare(task, "status", QmlTask.Ready)
        compare(task.value, 2)
    }
    function test_raceCancelsTheLosers() {
        const a = Backend.never(), b = Backend.gate("b")
        const task = Eager.race([a, b])
        Backend.open("b")
        tryCompare(task, "status", QmlTask.Ready)
        compare(task.value, "b")
        compare(a.status, QmlTask.Cancelled)
    }
    function test_raceCanEndWithAnError() {
        const a = Backend.never()
        const task = Eager.race([a, Backend.failsLater("disk full")])
        tryCompare(task, "status", QmlTask.Error)
        compare(task.error, "disk full")
        compare(a.status, QmlTask.Cancelled)
    }
    function test_cancellingARaceCancelsTheParts() {
        const a = Backend.never(), b = Backend.never()
        const task = Eager.race([a, b])
        task.cancel()
        tryCompare(task, "status", QmlTask.Cancelled)
        compare(a.status, QmlTask.Cancelled)
        compare(b.status, QmlTask.Cancelled)
    }
    function test_raceOfNothingIsAnError() {
        compare(Eager.race([]).error, "Eager.race() needs at least one part: nothing in an empty array can end.")
    }

    // -- post
    function test_postCallsFromTheLoop() {
        const task = Eager.post(() => { log.push("called"); return 7 })
        log.push("first")
        compare(task.status, QmlTask.Loading)
        tryCompare(task, "status", QmlTask.Ready)
        compare(task.value, 7)
        wrote("first called")
    }
    function test_postsRunInTheirOrder() {
        for (const word of ["a", "b", "c"])
            Eager.post(() => log.push(word))
        tryVerify(() => log.length === 3)
        wrote("a b c")
    }
    function test_postWaitsForWhatTheFunctionReturns() {
        const task = Eager.post(() => Backend.later(8))
        tryCompare(task, "value", 8)
        const promised = Eager.post(() => Promise.resolve(9))
        tryCompare(promised, "value", 9)
    }
    function test_postCancelledBeforeIsNeverCalled() {
        const task = Eager.post(() => log.push("never"))
        task.cancel()
        tryCompare(task, "status", QmlTask.Cancelled)
        wrote("")
    }
    function test_whatAPostedFunctionThrowsIsLoggedOnceAndTheError() {
        const task = Eager.post(function thrower() { throw new Error("wrong") })
        tryVerify(() => task.status === QmlTask.Error)
        const lines = Backend.warnings().split("\n")
        compare(lines[0], "A callback of Eager.post threw: wrong")
        verify(lines[1].includes("thrower@"), lines[1])
    }
    function test_aPostedFunctionOfACollectedTaskIsCalled() {
        Eager.post(() => log.push("called"))
        Backend.collect()
        wrote("called")
    }

    // -- timeout
    function test_timeoutOfWhatIsReadyIsReady() {
        compare(Eager.timeout(0, Backend.ready(7)).value, 7)
        compare(Eager.timeout(0, 8).value, 8)
        compare(Eager.timeout(10, Backend.failed("disk full")).error, "disk full")
    }
    function test_timeoutInTime() {
        const task = Eager.timeout(10000, Backend.later(7))
        tryCompare(task, "value", 7)
    }
    function test_timeoutCancelsThePart() {
        const part = Backend.never()
        let caught
        const task = Eager.timeout(5, part)
        task.then(null, e => { caught = e })
        tryCompare(task, "status", QmlTask.Error)
        compare(part.status, QmlTask.Cancelled)
        compare(task.error, "The 5 ms of Eager.timeout() were up.")
        compare(caught.name, "TimedOut")
    }
    function test_timeoutOfAPromise() {
        const task = Eager.timeout(5, new Promise(() => {}))
        tryCompare(task, "status", QmlTask.Error)
        compare(task.error, "The 5 ms of Eager.timeout() were up.")
    }
    function test_cancellingATimeoutCancelsThePart() {
        const part = Backend.never()
        const task = Eager.timeout(10000, part)
        task.cancel("enough")
        tryCompare(task, "status", QmlTask.Cancelled)
        compare(part.status, QmlTask.Cancelled)
        compare(task.error, "enough")
    }
    function test_aPartThatIsCancelledIsCancelledNotTimedOut() {
        const part = Backend.never()
        const task = Eager.timeout(10000, part)
        part.cancel("enough")
        tryCompare(task, "status", QmlTask.Cancelled)
        compare(task.error, "enough")
    }
    function test_nestedTimeouts() {
        const task = Eager.timeout(10000, Eager.timeout(5, Backend.never()))
        tryCompare(task, "status", QmlTask.Error)
        compare(task.error, "The 5 ms of Eager.timeout() were up.")
    }
    function test_aNullTaskAsAPart() {
        compare(Eager.all([Backend.none]).error, "This QmlTask is Null: it has no task.")
        compare(Eager.timeout(1, Backend.none).error, "This QmlTask is Null: it has no task.")
    }

    // -- misuse
    function test_wrongTypes() {
        compare(typeError(() => Eager.all(3)), "Eager.all() takes an array of tasks, promises and values.")
        compare(typeError(() => Eager.race({})), "Eager.race() takes an array of tasks, promises and values.")
        compare(typeError(() => Eager.post(3)), "Eager.post() takes a function.")
        compare(typeError(() => Eager.sleep(NaN)), "Eager.sleep() takes a number of milliseconds.")
        compare(typeError(() => Eager.timeout("soon", 1)), "Eager.timeout() takes a number of milliseconds.")
    }
    function test_aCallbackMayWaitForMore() {
        const end = Eager.sleep(1).then(() => Eager.all([Backend.later(1), Backend.later(2)])).then(v => v.join())
        tryCompare(end, "value", "1,2")
    }
}
