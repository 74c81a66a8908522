// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QEagerDemo

// What the colours of a timeline stand for.
Flow {
    id: root

    spacing: Theme.unit * 0.9

    // In units, as the chart draws them.
    readonly property real barWidth: 1.2
    readonly property real barHeight: 0.9
    readonly property real waitingHeight: 0.3
    readonly property real queuedHeight: 0.5
    readonly property real momentWidth: 3 // pixels: it takes no time

    // In the order of TimelineBar::Look.
    Repeater {
        model: [
            { text: qsTr("ran inline, ended") },
            { text: qsTr("ran inline, became a task") },
            { text: qsTr("began after it was posted") },
            { text: qsTr("went on") },
            { text: qsTr("posted"), isMoment: true },
            { text: qsTr("event loop busy") },
            { text: qsTr("waits"), height: root.waitingHeight },
            { text: qsTr("waits for its turn"), height: root.queuedHeight }
        ]

        Row {
            id: entry

            required property var modelData
            required property int index

            spacing: Theme.unit * 0.4

            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                width: entry.modelData.isMoment ? root.momentWidth : Theme.unit * root.barWidth
                height: Theme.unit * (entry.modelData.height ?? root.barHeight)
                radius: 2
                color: Theme.slices[entry.index]
            }
            Label {
                text: entry.modelData.text
                color: Theme.muted
            }
        }
    }
}
