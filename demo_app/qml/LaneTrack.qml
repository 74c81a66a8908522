// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QEagerDemo

// The events of a lane along the time axis.
Item {
    id: root

    required property Lane lane
    required property list<real> places // of the rows of the axis
    required property real rowHeight
    readonly property real badgeSize: Math.round(Theme.unit * 1.55)

    Accessible.role: Accessible.List
    Accessible.name: qsTr("Events of %1").arg(lane.name)

    Repeater {
        model: root.lane

        Item {
            id: event

            required property string label
            required property string what
            required property int depth
            required property int place
            required property int before
            required property int time
            required property bool connected
            readonly property real previous: before < 0 ? 0 : root.places[before] - root.places[place]

            y: root.places[place] ?? 0
            width: root.width
            height: root.rowHeight
            Accessible.role: Accessible.ListItem
            Accessible.name: qsTr("%1: %2, after %3 milliseconds").arg(label).arg(what).arg(time)

            Connector {
                visible: event.before >= 0
                solid: event.connected
                x: root.badgeSize / 2 - 1
                y: event.previous + (event.height + root.badgeSize) / 2
                height: Math.max(0, -event.previous - root.badgeSize)
            }
            Badge {
                id: badge
                anchors.verticalCenter: parent.verticalCenter
                text: event.label
                depth: event.depth
            }
            Label {
                anchors { left: badge.right; right: parent.right; verticalCenter: parent.verticalCenter }
                anchors.leftMargin: Theme.unit * 0.5
                text: event.what
                elide: Text.ElideRight
                Accessible.ignored: true
            }
        }
    }
}
