// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtTest
import QEager
import QEagerTests

// What QCoro::QmlTask does wrong, or can not do, each as a test of what QmlTask does. The destroyed engine is in tst_engine.cpp.
TestCase {
    id: test
    name: "qcorofaults"

    property var log: []

    function init() {
        Backend.begin()
        log = []
    }
    function cleanup() { compare(Backend.end(), "") }
    function wrote(words) { compare(log.join(" "), words) }

    function test_thenIsChainable() {
        const end = Backend.later(1).then(v => v + 1).then(v => v + 1)
        tryCompare(end, "value", 3)
    }
    function test_afterAnExceptionTheErrorCallbackRuns() {
        Backend.failsLater("disk full").then(() => log.push("never"), e => log.push(e.message))
        tryVerify(() => log.length > 0)
        wrote("disk full")
    }
    function test_aSecondThenGetsTheValueToo_data() {
        return [{tag: "pending", make: () => Backend.later(7)}, {tag: "ready", make: () => Backend.ready(7)}]
    }
    function test_aSecondThenGetsTheValueToo(data) {
        const task = data.make()
        task.then(v => log.push("a" + v))
        task.then(v => log.push("b" + v))
        tryVerify(() => log.length === 2)
        wrote("a7 b7")
    }
    function test_aCopyKeptInCppDoesNoHarm() {
        const original = Backend.later(7), copy = Backend.copy(original)
        original.then(v => log.push("original" + v))
        copy.then(v => log.push("copy" + v))
        tryCompare(copy, "status", QmlTask.Ready)
        compare(original.value, 7)
        tryVerify(() => log.length === 2)
        Backend.shared.then(v => log.push(v))
        Backend.shared.then(v => log.push(v))
        wrote("original7 copy7 shared shared")
    }

    Item {
        id: shows
        property QmlTask task: null
        property string text: ""
    }
    function test_aBindingCallsItsFunctionOnce() {
        const before = Backend.fetches
        const text = Qt.createQmlObject(`
            import QtQuick
            import QEager
            import QEagerTests
            Text {
                readonly property QmlTask task: Backend.fetch()
                text: task.status === QmlTask.Ready ? task.value : "…"
            }`, shows)
        compare(text.text, "…")
        tryVerify(() => text.text !== "…")
        Backend.turn(20)
        compare(Backend.fetches - before, 1)
        compare(text.text, String(Backend.fetches))
        text.destroy()
    }
    function test_garbageCollectedWhilePendingItsCallbacksAreCalled() {
        Backend.gate("a").then(v => log.push("then-" + v))
        Backend.gate("a").promise().then(v => log.push("promise-" + v))
        Backend.collect()
        Backend.collect()
        compare(Backend.tasks() > 0, true)
        Backend.open("a")
        tryVerify(() => log.length === 2)
        compare(log.sort().join(" "), "promise-a then-a")
    }
    function test_garbageCollectedInTheMiddleOfAChain() {
        Backend.gate("a").then(v => Backend.gate("b")).then(v => log.push("end-" + v))
        Backend.collect()
        Backend.open("a")
        Backend.turn(3)
        Backend.collect()
        Backend.open("b")
        tryVerify(() => log.length === 1)
        wrote("end-b")
    }
    function test_garbageCollectedWithoutAnybodyWaitingTheTaskRunsOn() {
        Backend.gate("a")
        Backend.collect()
        verify(Backend.tasks() > 0)
        Backend.open("a")
        tryVerify(() => Backend.tasks() === 0)
    }
    function test_itHasAStatusAnErrorAProgressAndCanBeCancelled() {
        const task = Backend.steps(4)
        compare(task.status, QmlTask.Loading)
        compare(task.progress, 0.25)
        task.cancel("enough")
        tryCompare(task, "status", QmlTask.Cancelled)
        compare(task.error, "enough")
    }
}
