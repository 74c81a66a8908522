// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts

// What a TraceRecorder has seen of the lanes, as it happens.
Pane {
    id: root

    required property var trace // a TraceModel
    required property font fixedFont

    padding: 14
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Trace")

    background: Rectangle {
        color: root.palette.base
        border.color: Qt.alpha(root.palette.text, 0.2)
        radius: 8
    }

    ListView {
        anchors.fill: parent
        model: root.trace
        clip: true
        interactive: contentHeight > height
        boundsBehavior: Flickable.StopAtBounds
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Events of the trace")

        ScrollBar.vertical: ScrollBar {}
        delegate: RowLayout {
            id: event

            required property real time
            required property string kind
            required property string name
            required property string task
            required property string detail

            width: ListView.view.width
            spacing: 14
            Accessible.role: Accessible.ListItem
            Accessible.name: qsTr("%1: %2 %3 %4").arg(timeLabel.text).arg(kind).arg(name).arg(detail)

            Label {
                id: timeLabel
                text: qsTr("%1 ms").arg((event.time / 1e6).toFixed(3))
                horizontalAlignment: Text.AlignRight
                opacity: 0.6
                Layout.preferredWidth: 7 * root.font.pixelSize
                Accessible.ignored: true
            }
            Label {
                text: event.kind
                font.family: root.fixedFont.family
                Layout.preferredWidth: 6 * root.font.pixelSize
                Accessible.ignored: true
            }
            Label {
                text: event.name !== "" ? event.name : event.task
                elide: Text.ElideRight
                Layout.preferredWidth: 10 * root.font.pixelSize
                Accessible.ignored: true
            }
            Label {
                text: event.detail
                elide: Text.ElideRight
                Layout.fillWidth: true
                Accessible.ignored: true
            }
        }
        onCountChanged: Qt.callLater(positionViewAtEnd) // when the new rows have their places
    }
}
