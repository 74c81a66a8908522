// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import QEagerDemo

// How long the starts of one way took: their median, and a bar for each class of durations.
RowLayout {
    id: root

    required property var way
    required property color colour

    spacing: Theme.unit
    Accessible.role: Accessible.Row
    Accessible.name: qsTr("%1: median %2 of %3 starts").arg(way.name).arg(way.median).arg(way.count)

    Label {
        text: root.way.name
        font.weight: Font.DemiBold
        Layout.preferredWidth: Theme.unit * 5
        Accessible.ignored: true
    }
    Label {
        objectName: "median " + root.way.name
        text: root.way.median
        font.weight: Font.Bold
        font.pointSize: Theme.points * 1.25
        horizontalAlignment: Text.AlignRight
        Layout.preferredWidth: Theme.unit * 6
        Accessible.ignored: true
    }
    Item {
        id: bars
        implicitHeight: Theme.unit * 3
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.maximumHeight: Theme.unit * 5

        Repeater {
            model: root.way.classes

            Rectangle {
                required property real modelData
                required property int index

                x: index * bars.width / 22 + 1
                y: bars.height - height
                width: bars.width / 22 - 2
                height: modelData > 0 ? Math.max(2, modelData * bars.height) : 0
                radius: 2
                color: root.colour
            }
        }
        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: 1
            color: Theme.line
        }
    }
}
