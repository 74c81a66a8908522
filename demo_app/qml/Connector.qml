// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QEagerDemo

// Between two events of a lane: a line where they were in the same turn of the event loop, dots where the loop came between.
Item {
    id: root

    required property bool solid

    implicitWidth: 2

    Rectangle {
        anchors.fill: parent
        color: Theme.muted
        visible: root.solid
    }
    Repeater {
        model: root.solid ? 0 : Math.max(0, Math.floor(root.height / 6))

        Rectangle {
            required property int index

            y: index * 6 + 2
            width: 2
            height: 2
            color: Theme.muted
        }
    }
}
