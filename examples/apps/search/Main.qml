// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls.Basic
import QEager
import SearchAsYouType

Window {
    id: window
    required property Search search
    required property Server server
    readonly property color accent: "#2f6fd0"
    property var shown: [] // what the last search that went well has found

    visible: true
    width: 480
    height: 520
    title: "Search as you type"
    color: "#f4f5f7"

    AsyncValue {
        id: hits
        objectName: "hits"
        source: () => window.search.find(field.text) // called again when the text changes; the call before is cancelled
        onStatusChanged: {
            if (status === AsyncValue.Ready)
                window.shown = value
        }
    }

    TextField {
        id: field
        objectName: "field"
        anchors { top: parent.top; left: parent.left; right: parent.right; margins: 16 }
        placeholderText: "A part of the name of a capital"
        font.pixelSize: 18
        color: "#24292f"
        leftPadding: 12
        focus: true
        background: Rectangle {
            implicitHeight: 44
            radius: 6
            border.color: field.activeFocus ? window.accent : "#c4c9d0"
        }
        BusyIndicator {
            anchors { right: parent.right; verticalCenter: parent.verticalCenter; margins: 6 }
            width: 34
            height: 34
            running: hits.status === AsyncValue.Loading
        }
    }

    Rectangle {
        id: problem
        anchors { top: field.bottom; left: field.left; right: field.right; topMargin: 10 }
        height: visible ? 52 : 0
        radius: 6
        color: "#fdecea"
        visible: hits.status === AsyncValue.Error
        Text {
            anchors { left: parent.left; right: again.left; verticalCenter: parent.verticalCenter; margins: 12 }
            text: hits.error
            color: "#8c1d18"
            font.pixelSize: 15
            wrapMode: Text.Wrap
        }
        Button {
            id: again
            objectName: "again"
            anchors { right: parent.right; verticalCenter: parent.verticalCenter; margins: 8 }
            text: "Try again"
            font.pixelSize: 15
            onClicked: hits.reload()
        }
    }

    ListView {
        objectName: "list"
        anchors { top: problem.bottom; bottom: footer.top; left: field.left; right: field.right; topMargin: 10 }
        clip: true
        model: window.shown
        opacity: hits.status === AsyncValue.Ready ? 1 : 0.5
        delegate: Rectangle {
            id: row
            required property string modelData
            required property int index
            width: ListView.view.width
            height: 38
            color: index % 2 ? "#f4f5f7" : "white"
            Text {
                anchors { fill: parent; leftMargin: 12 }
                verticalAlignment: Text.AlignVCenter
                text: row.modelData
                color: "#24292f"
                font.pixelSize: 16
            }
        }
    }

    Item {
        id: footer
        anchors { bottom: parent.bottom; left: parent.left; right: parent.right; margins: 16 }
        height: 36
        Switch {
            objectName: "works"
            anchors.verticalCenter: parent.verticalCenter
            text: "The server works"
            font.pixelSize: 14
            checked: window.server.works
            onToggled: window.server.works = checked
        }
        Text {
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
            text: window.server.requests + " requests"
            color: "#6b727b"
            font.pixelSize: 14
        }
    }
}
