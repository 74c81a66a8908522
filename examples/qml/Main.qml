// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QEager
import QEagerExample

// The QML code of docs/qml.md.
Item {
    id: page

    // [bind]
    readonly property QmlTask task: Users.user(1)
    readonly property Text label: Text {
        text: page.task.status === QmlTask.Ready ? page.task.value.name
            : page.task.status === QmlTask.Loading ? Math.round(100 * page.task.progress) + " %"
            : page.task.error
    }
    // [bind]
    onLabelTextChanged: console.info("label:", labelText)
    readonly property string labelText: label.text

    function chain() {
        // [then]
        return Users.user(2)
            .then(user => Users.user(3).then(next => user.name + ", " + next.name))
            .then(names => console.info(names), error => console.info(error.name, error.message))
        // [then]
    }
    function together() {
        // [eager]
        return Eager.timeout(2000, Eager.all([Users.user(1), Users.user(2)]))
            .then(users => console.info(users.map(user => user.name).join(" and ")))
        // [eager]
    }
    function giveUp() {
        // [cancel]
        const slow = Eager.sleep(60000)
        slow.then(null, error => console.info(error.name + ":", error.message))
        slow.cancel("no longer wanted")
        // [cancel]
        return slow
    }
    function promised() {
        // [promise]
        return Promise.all([Users.user(1).promise(), Eager.sleep(1).promise()]).then(() => console.info("both"))
        // [promise]
    }

    Component.onCompleted: chain().then(together).then(giveUp).then(null, () => promised()).then(() => Qt.quit())
}
