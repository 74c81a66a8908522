// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtTest
import QEagerTests

TestCase {
    id: test
    name: "promise"

    property var log: []

    function init() {
        Backend.begin()
        log = []
    }
    function cleanup() { compare(Backend.end(), "") }
    function wrote(words) {
        tryVerify(() => log.length >= words.split(" ").length)
        compare(log.join(" "), words)
    }

    function test_itIsOne() { verify(Backend.ready(7).promise() instanceof Promise) }
    function test_ofAReadyTaskItSettlesALoopTurnLater() {
        Backend.ready(7).promise().then(v => log.push("v" + v))
        log.push("first")
        wrote("first v7")
    }
    function test_ofAPendingTask() {
        Backend.later(7).promise().then(v => log.push("v" + v))
        wrote("v7")
    }
    function test_anErrorRejects() {
        Backend.failsLater("disk-full").promise().catch(e => log.push(e.name + ":" + e.message))
        wrote("Error:disk-full")
    }
    function test_cancellingRejects() {
        const task = Backend.never()
        task.promise().then(() => log.push("never"), e => log.push(e.name + ":" + e.message))
        task.cancel("enough")
        wrote("Cancelled:enough")
    }
    function test_withAll() {
        Promise.all([Backend.later(1).promise(), Backend.ready(2).promise(), 3]).then(all => log.push(all.join()))
        wrote("1,2,3")
    }
    function test_aTaskIsAThenable() {
        new Promise(resolve => resolve(Backend.later(7))).then(v => log.push("v" + v))
        wrote("v7")
    }
    function test_aValueThatIsATaskIsFollowed() {
        Backend.ready(1).promise().then(() => Backend.later(8)).then(v => log.push("v" + v))
        wrote("v8")
    }
    function test_severalOfOneTask() {
        const task = Backend.later(7)
        task.promise().then(v => log.push("a" + v))
        task.promise().then(v => log.push("b" + v))
        wrote("a7 b7")
    }
    function test_aRejectionNobodyHandlesIsLostAsAnyIs() {
        Backend.failed("disk-full").promise()
        Backend.turn(3)
        Backend.collect()
        compare(Backend.warnings(), "")
    }
}
