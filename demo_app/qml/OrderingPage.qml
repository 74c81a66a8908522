// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import QEagerDemo

// A program, run lazily, posted and eagerly.
ScrollPage {
    id: page

    readonly property bool settled: ordering.ended && !ordering.playing
    readonly property bool wide: width >= Theme.unit * 62

    Ordering {
        id: ordering
    }
    Timer { // when the window has come to rest, so that the first run is not disturbed; not while another page is shown
        interval: 300
        running: page.visible
        onTriggered: {
            if (ordering.row < 0)
                ordering.play();
        }
    }
    Shortcut {
        sequence: "F5"
        enabled: page.visible
        onActivated: ordering.playing ? ordering.pause() : ordering.play()
    }
    Shortcut {
        sequence: "F10"
        enabled: page.visible
        onActivated: ordering.step()
    }
    Shortcut {
        sequence: "Shift+F10"
        enabled: page.visible
        onActivated: ordering.stepBack()
    }

    GridLayout {
        columns: page.wide ? 2 : 1
        columnSpacing: Theme.margin
        rowSpacing: Theme.gap
        Layout.fillWidth: true

        ThemeComboBox {
            id: programs
            objectName: "programs"
            model: ordering.programs
            currentIndex: ordering.program
            focus: true
            Layout.preferredWidth: Theme.unit * 19
            Layout.alignment: Qt.AlignTop
            Accessible.name: qsTr("Program")
            onActivated: index => {
                ordering.program = index;
                ordering.play();
            }
        }
        Label {
            text: ordering.summary
            wrapMode: Text.WordWrap
            verticalAlignment: Text.AlignVCenter
            Layout.fillWidth: true
            Layout.preferredHeight: Math.max(programs.implicitHeight, Theme.unit * 2, implicitHeight)
        }
    }
    GridLayout {
        columns: page.wide ? 2 : 1
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        Layout.fillWidth: true
        Layout.fillHeight: true

        LanesView {
            ordering: ordering
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 58
            Layout.minimumHeight: page.wide ? minimumHeight : wholeHeight
        }
        CodeView {
            ordering: ordering
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 42
            Layout.minimumHeight: page.wide ? minimumHeight : wholeHeight
        }
    }
    Flow {
        spacing: Theme.gap
        Layout.fillWidth: true

        ActionButton {
            id: run
            objectName: "run"
            primary: true
            text: ordering.playing ? qsTr("Pause") : qsTr("Run")
            Accessible.description: qsTr("Runs the program in all three orders and replays it slowly (F5)")
            onClicked: ordering.playing ? ordering.pause() : ordering.play()
        }
        ActionButton {
            objectName: "back"
            text: qsTr("Back")
            enabled: ordering.row >= 0
            Accessible.description: qsTr("Goes one row back (Shift+F10)")
            onClicked: ordering.stepBack()
        }
        ActionButton {
            objectName: "step"
            text: qsTr("Step")
            Accessible.description: qsTr("Goes one row further (F10)")
            onClicked: ordering.step()
        }
        ActionButton {
            objectName: "restart"
            text: qsTr("Restart")
            Accessible.description: qsTr("Runs the program again")
            onClicked: ordering.restart()
        }
        Row {
            height: run.height
            spacing: Theme.unit * 0.4

            ThemeSlider {
                id: speed

                readonly property list<real> speeds: [0.05, 0.1, 0.2, 0.5, 1]

                objectName: "speed"
                anchors.verticalCenter: parent.verticalCenter
                from: 0
                to: speeds.length - 1
                stepSize: 1
                snapMode: Slider.SnapAlways
                value: speeds.indexOf(ordering.speed)
                Accessible.name: qsTr("Speed")
                onMoved: ordering.speed = speeds[value]
            }
            Label {
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.unit * 4
                text: ordering.speed === 1 ? qsTr("real time") : qsTr("%1 ×").arg(ordering.speed)
            }
        }
        CheckChoice {
            objectName: "repeat"
            height: run.height
            text: qsTr("Repeat")
            checked: ordering.repeat
            onToggled: ordering.repeat = checked
        }
    }
    Legend {
        Layout.fillWidth: true
    }
}
