// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import QEagerDemo

ApplicationWindow {
    id: window

    // For the command line: the names of the pages, which is shown, and whether it has come to rest.
    readonly property list<string> pages: ["ordering", "table", "latency", "trace"]
    property string directory // of the pictures; empty: the system's
    property alias page: bar.currentIndex
    readonly property bool settled: stack.children[stack.currentIndex]?.settled ?? false

    width: 1080
    height: 700
    minimumWidth: 900
    minimumHeight: 600
    visible: true
    title: qsTr("QEager")
    color: Theme.window

    palette {
        window: Theme.window
        windowText: Theme.text
        base: Theme.card
        text: Theme.text
        button: Theme.control
        buttonText: Theme.text
        brightText: "white"
        light: Theme.band
        midlight: Theme.line
        mid: Theme.line
        dark: Theme.accent
        highlight: Theme.accent
        highlightedText: Theme.card
        link: Theme.accent
    }

    header: Rectangle {
        implicitHeight: bar.implicitHeight
        color: Theme.card

        Rectangle {
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
            height: 1
            color: Theme.line
        }
        Row {
            leftPadding: Theme.margin
            spacing: Theme.margin

            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: "QEager"
                font.pointSize: Theme.points * 1.35
                font.weight: Font.Bold
                Accessible.role: Accessible.Heading
            }
            TabBar {
                id: bar
                spacing: 0
                background: null
                Accessible.name: qsTr("Pages")

                NavButton {
                    objectName: "to ordering"
                    text: qsTr("Ordering")
                }
                NavButton {
                    objectName: "to table"
                    text: qsTr("Table")
                }
                NavButton {
                    objectName: "to latency"
                    text: qsTr("Latency")
                }
                NavButton {
                    objectName: "to trace"
                    text: qsTr("Trace")
                }
            }
        }
    }

    StackLayout {
        id: stack
        anchors.fill: parent
        currentIndex: bar.currentIndex

        OrderingPage {
            objectName: "ordering"
        }
        TablePage {
            objectName: "table"
            directory: window.directory
        }
        LatencyPage {
            objectName: "latency"
        }
        TracePage {
            objectName: "trace"
        }
    }
    Shortcut {
        sequences: [StandardKey.NextChild]
        onActivated: bar.currentIndex = (bar.currentIndex + 1) % bar.count
    }
}
