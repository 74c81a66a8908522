// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import QEagerDemo

// What ran in this process, and when.
ScrollPage {
    id: page

    readonly property bool settled: timeline.settled

    Timeline {
        id: timeline
        shown: page.visible
        onRan: (begin, end) => view.chart.show(begin, end)
    }
    Timer { // so that there is something to see
        interval: 200
        running: page.visible
        onTriggered: {
            if (timeline.recording && !timeline.settled)
                timeline.run(programs.currentIndex);
        }
    }
    Shortcut {
        sequence: "F5"
        enabled: page.visible
        onActivated: timeline.run(programs.currentIndex)
    }
    Shortcut {
        sequences: [StandardKey.Find]
        enabled: page.visible
        onActivated: filter.forceActiveFocus(Qt.ShortcutFocusReason)
    }

    Label {
        text: qsTr("This page records everything that runs here while you look at it: what ran inline in what, what became a task, and what "
                 + "waited for what. A start then costs more than ten times as much, so the other pages are recorded only if you say so.")
        wrapMode: Text.WordWrap
        Layout.fillWidth: true
    }
    Flow {
        spacing: Theme.gap
        Layout.fillWidth: true

        ThemeComboBox {
            id: programs
            objectName: "sample"
            model: timeline.programs
            focus: true
            width: Theme.unit * 15
            height: run.height
            Accessible.name: qsTr("What to run")
        }
        ActionButton {
            id: run
            objectName: "run sample"
            primary: true
            text: qsTr("Run")
            enabled: !timeline.playing
            Accessible.description: qsTr("Runs it, and shows the recording (F5)")
            onClicked: timeline.run(programs.currentIndex)
        }
        ActionButton {
            objectName: "record"
            text: timeline.recording ? qsTr("Pause") : qsTr("Record")
            Accessible.description: timeline.recording ? qsTr("Stops the recording") : qsTr("Resumes the recording")
            onClicked: timeline.recording = !timeline.recording
        }
        CheckChoice {
            objectName: "everywhere"
            height: run.height
            text: qsTr("Record the other pages, too")
            checked: timeline.everywhere
            onToggled: timeline.everywhere = checked
        }
        ActionButton {
            objectName: "clear trace"
            text: qsTr("Clear")
            Accessible.description: qsTr("Discards what was recorded")
            onClicked: timeline.clear()
        }
    }
    Card {
        padding: Theme.unit * 0.7
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: implicitHeight

        ColumnLayout {
            anchors.fill: parent
            spacing: Theme.gap

            Flow {
                spacing: Theme.gap
                Layout.fillWidth: true

                ThemeTextField {
                    id: filter
                    objectName: "filter"
                    placeholderText: qsTr("Filter: name or number")
                    Accessible.name: qsTr("Filter: part of a name, or the number of a task")
                    Keys.onEscapePressed: clear()
                }
                ActionButton {
                    objectName: "in"
                    text: qsTr("+")
                    width: implicitHeight
                    Accessible.name: qsTr("Zoom in")
                    onClicked: view.chart.zoom(0.5)
                }
                ActionButton {
                    objectName: "out"
                    text: qsTr("−")
                    width: implicitHeight
                    enabled: !view.chart.showsAll
                    Accessible.name: qsTr("Zoom out")
                    onClicked: view.chart.zoom(2)
                }
                ActionButton {
                    objectName: "fit"
                    text: qsTr("All")
                    enabled: !view.chart.showsAll
                    Accessible.description: qsTr("Shows everything that was recorded (0 in the timeline)")
                    onClicked: view.chart.fit()
                }
                Label {
                    objectName: "range"
                    height: run.height
                    text: timeline.summary === "" ? "" : view.chart.rangeText
                    color: Theme.muted
                    verticalAlignment: Text.AlignVCenter
                }
            }
            TimelineView {
                id: view
                timeline: timeline
                filter: filter.text
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.margins: Theme.unit * 0.3
            }
            TimelineLegend {
                Layout.fillWidth: true
            }
        }
    }
    Flow {
        spacing: Theme.gap
        Layout.fillWidth: true

        ThemeTextField {
            id: file
            objectName: "file"
            text: "~/qeager-trace.json"
            width: Theme.unit * 18
            Accessible.name: qsTr("File to export to")
            onAccepted: timeline.exportTo(text)
        }
        ActionButton {
            objectName: "export"
            text: qsTr("Export")
            Accessible.description: qsTr("Writes what was recorded as Chrome trace JSON")
            onClicked: timeline.exportTo(file.text)
        }
        Label {
            objectName: "message"
            width: Math.min(implicitWidth, parent.width)
            height: Math.max(run.height, contentHeight)
            text: timeline.message !== "" ? timeline.message : timeline.summary
            wrapMode: Text.Wrap
            color: Theme.muted
            verticalAlignment: Text.AlignVCenter
        }
    }
}
