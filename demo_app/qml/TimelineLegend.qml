// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QEagerDemo

// What the colours of a timeline stand for.
Flow {
    id: root

    spacing: Theme.unit * 0.9

    Repeater {
        model: [qsTr("ran inline, ended"), qsTr("ran inline, became a task"), qsTr("began after it was posted"), qsTr("went on"),
                qsTr("posted"), qsTr("event loop busy"), qsTr("waits"), qsTr("waits for its turn")]

        Row {
            id: entry

            required property string modelData
            required property int index

            spacing: Theme.unit * 0.4

            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                width: entry.index === 4 ? 3 : Theme.unit * 1.2
                height: Theme.unit * (entry.index < 6 ? 0.9 : entry.index === 6 ? 0.3 : 0.5)
                radius: 2
                color: Theme.slices[entry.index]
            }
            Label {
                text: entry.modelData
                color: Theme.muted
            }
        }
    }
}
