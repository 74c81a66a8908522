// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtTest
import QEager
import QEagerTests

// What a value of each kind is in QML.
TestCase {
    id: test
    name: "values"

    property QmlTask task
    property QtObject given

    // In functions of their own, so that no register of a test's keeps an object.
    function giveToACallback() { Backend.newObject().then(object => { given = object }) }
    function lookAtTheList() {
        task = Backend.objects()
        compare(task.value[0].objectName, "listed")
        compare(task.value[1], null)
    }

    function init() { Backend.begin() }
    function cleanup() {
        task = null
        compare(Backend.end(), "")
    }

    function test_void() { compare(Backend.nothing().value, undefined) }
    function test_valueType() {
        compare(Backend.user().value.name, "Ada")
        compare(Backend.user().value.age, 36)
    }
    function test_list() {
        const numbers = Backend.numbers().value
        compare(numbers.length, 3)
        compare(numbers[0] + numbers[1] + numbers[2], 6)
    }
    function test_vectorOfValueTypes() {
        const users = Backend.users().value
        compare(users.length, 2)
        compare(users[1].name, "Bob")
    }
    function test_optional() {
        compare(Backend.maybe(true).value, "yes")
        compare(Backend.maybe(false).value, undefined)
    }
    function test_pair() {
        const pair = Backend.pair().value
        compare(pair[0], "at")
        compare(pair[1], Qt.point(3, 4))
    }
    function test_javaScript() {
        const date = new Date(0)
        verify(Backend.ready(1).then(() => date).value === date)
        compare(Backend.ready(1).then(() => null).value, null)
        compare(Backend.ready(1).then(() => undefined).value, undefined)
        compare(Backend.ready(1).then(() => "s").value, "s")
        compare(Backend.ready(1).then(() => 1.5).value, 1.5)
        compare(Backend.ready(1).then(() => [1, [2]]).value[1][0], 2)
    }
    function test_anObjectWithoutAParentBecomesTheEngines() {
        task = Backend.newObject()
        compare(task.value.objectName, "new")
        Backend.collect()
        verify(Backend.objectLives()) // kept by the task
        compare(task.value.objectName, "new")
        task = null
        Backend.collect()
        verify(!Backend.objectLives())
    }
    function test_anObjectGivenToACallbackToo() {
        giveToACallback()
        Backend.collect()
        compare(given.objectName, "new")
        given = null
        Backend.collect()
        verify(!Backend.objectLives())
    }
    function test_anObjectWithAParentStaysItsParents() {
        task = Backend.childObject()
        compare(task.value.objectName, "child")
        task = null
        Backend.collect()
        verify(Backend.objectLives())
        Backend.deleteObject()
    }
    function test_anObjectThatIsDestroyedIsNull() {
        task = Backend.childObject()
        Backend.deleteObject()
        compare(task.status, QmlTask.Ready)
        compare(task.value, null)
    }
    function test_objectsInAList() {
        lookAtTheList()
        Backend.collect()
        verify(Backend.objectLives())
        task = null
        Backend.collect()
        verify(!Backend.objectLives())
    }
}
