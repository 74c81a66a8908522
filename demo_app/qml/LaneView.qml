// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import QEagerDemo

// One order: what it is, its events as they happen, and the line they come to.
Pane {
    id: root

    required property Lane lane
    required property font fixedFont
    required property string code
    required property string caption
    required property real captionSpace // so that the events of all lanes begin at one height
    readonly property real captionHeight: captionLabel.implicitHeight

    padding: 14
    Layout.fillWidth: true
    Layout.fillHeight: true
    Layout.preferredWidth: 1
    Accessible.role: Accessible.Grouping
    Accessible.name: lane.name

    background: Rectangle {
        color: root.palette.base
        border.color: Qt.alpha(root.palette.text, 0.2)
        radius: 8
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 10

        Label {
            text: root.lane.name
            font.pointSize: root.font.pointSize * 1.3
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
        }
        Label {
            text: root.code
            font.family: root.fixedFont.family
            wrapMode: Text.WrapAnywhere
            Layout.fillWidth: true
        }
        Label {
            id: captionLabel
            text: root.caption
            verticalAlignment: Text.AlignTop
            wrapMode: Text.WordWrap
            opacity: 0.75
            Layout.fillWidth: true
            Layout.preferredHeight: root.captionSpace
        }
        ListView {
            id: events
            model: root.lane
            spacing: 12
            clip: true
            interactive: contentHeight > height
            boundsBehavior: Flickable.StopAtBounds
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.topMargin: 8
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Events of %1").arg(root.lane.name)

            ScrollBar.vertical: ScrollBar {}
            delegate: EventRow {
                width: ListView.view.width
            }
            add: Transition {
                NumberAnimation { property: "opacity"; from: 0; to: 1; duration: 250 }
            }
            onCountChanged: positionViewAtEnd()
        }
        Rectangle {
            implicitHeight: 1
            color: Qt.alpha(root.palette.text, 0.2)
            Layout.fillWidth: true
        }
        Label {
            readonly property string result: root.lane.line.slice(root.lane.line.indexOf(":") + 1).trim()

            text: result !== "" ? result : qsTr("running …")
            font.family: result !== "" ? root.fixedFont.family : root.font.family
            font.pointSize: root.font.pointSize * 1.3
            font.bold: result !== ""
            opacity: result !== "" ? 1 : 0.6
            Layout.fillWidth: true
            Accessible.name: qsTr("Order of events: %1").arg(text)
        }
    }
}
