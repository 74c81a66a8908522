// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import QEagerDemo

// How long it takes until a known value is there, while the event loop is busy.
ScrollPage {
    id: page

    // Some seconds, if the machine has nothing else to do.
    readonly property bool settled: latency.ways[0].count >= 400 && latency.waits.every(row => row.QEager !== "–")
    readonly property bool wide: width >= Theme.unit * 56

    Latency {
        id: latency
        window: page.Window.window
        running: page.visible
        work: load.value
        budget: budgetSwitch.checked
    }

    Label {
        text: qsTr("Measures how long it takes to get a value that is already known, in four ways. Meanwhile, eager coroutines of 0.1 ms work. "
                 + "Posted starts and frames wait for all of that work. With a budget, the event loop gets its turn in between.")
        wrapMode: Text.WordWrap
        Layout.fillWidth: true
    }
    Flow {
        spacing: Theme.margin
        Layout.fillWidth: true

        Row {
            height: forget.height
            spacing: Theme.unit * 0.5

            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("Work, four times a second:")
            }
            ThemeSlider {
                id: load
                objectName: "load"
                anchors.verticalCenter: parent.verticalCenter
                focus: true
                from: 0
                to: 200
                stepSize: 10
                value: 60
                Accessible.name: qsTr("Work, four times a second, in milliseconds")
            }
            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("%1 ms").arg(load.value)
                width: Theme.unit * 4
            }
        }
        CheckChoice {
            id: budgetSwitch
            objectName: "budget"
            height: forget.height
            text: qsTr("Turn budget of 4 ms")
        }
        ActionButton {
            id: forget
            objectName: "forget"
            text: qsTr("Clear")
            onClicked: latency.clear()
        }
    }
    Card {
        Layout.fillWidth: true
        Layout.fillHeight: true

        ColumnLayout {
            anchors.fill: parent
            spacing: Theme.gap

            Label {
                text: qsTr("From the start until the value is there")
                font.pointSize: Theme.points * 1.25
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
            }
            Repeater {
                model: latency.ways

                HistogramView {
                    required property var modelData
                    required property int index

                    way: modelData
                    colour: index === 3 ? Theme.depths[1] : Theme.depths[0]
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                }
            }
            RowLayout {
                spacing: Theme.unit

                Label {
                    text: qsTr("median")
                    color: Theme.muted
                    horizontalAlignment: Text.AlignRight
                    Layout.preferredWidth: Theme.unit * 12
                }
                Item {
                    id: ruler
                    implicitHeight: Theme.unit * 1.2
                    Layout.fillWidth: true

                    Repeater { // every class is twice as long as the one before
                        model: [
                            {at: 5, text: qsTr("1 µs")}, {at: 9, text: qsTr("16 µs")}, {at: 13, text: qsTr("¼ ms")},
                            {at: 17, text: qsTr("4 ms")}, {at: 21, text: qsTr("64 ms")}
                        ]

                        Label {
                            required property var modelData

                            x: modelData.at * ruler.width / 22 - width / 2
                            text: modelData.text
                            color: Theme.muted
                        }
                    }
                }
            }
        }
    }
    component Head: Label {
        color: Theme.muted
        horizontalAlignment: Text.AlignRight
        Layout.fillWidth: true
    }

    GridLayout {
        columns: page.wide ? 2 : 1
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        Layout.fillWidth: true

        Card {
            Layout.fillWidth: true
            Layout.preferredWidth: 65
            Layout.fillHeight: true

            GridLayout {
                anchors.fill: parent
                columns: 4
                columnSpacing: Theme.unit
                rowSpacing: Theme.unit * 0.5

                Label {
                    text: qsTr("Event loop, last second")
                    font.weight: Font.DemiBold
                }
                Head {
                    text: qsTr("median")
                }
                Head {
                    text: qsTr("99 %")
                }
                Head {
                    text: qsTr("longest")
                }
                Repeater {
                    model: latency.loop.reduce((cells, row) => cells.concat([row.name, row.p50, row.p99, row.max]), [])

                    Label {
                        required property string modelData
                        required property int index

                        text: modelData
                        horizontalAlignment: index % 4 === 0 ? Text.AlignLeft : Text.AlignRight
                        Layout.fillWidth: true
                    }
                }
            }
        }
        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.columnSpan: page.wide ? 2 : 1
            Layout.row: page.wide ? 1 : 2

            GridLayout {
                anchors.fill: parent
                columns: 4
                columnSpacing: Theme.unit
                rowSpacing: Theme.unit * 0.5

                Label {
                    text: qsTr("Until the last goes on, in turns of 10 ms")
                    font.weight: Font.DemiBold
                }
                Repeater {
                    model: ["QEager", "QCoro", "QFuture"]

                    Head {
                        required property string modelData

                        text: modelData
                    }
                }
                Repeater {
                    model: latency.waits.reduce((cells, row) => cells.concat([row.name, row.QEager, row.QCoro, row.QFuture]), [])

                    Label {
                        required property string modelData
                        required property int index

                        text: modelData
                        horizontalAlignment: index % 4 === 0 ? Text.AlignLeft : Text.AlignRight
                        Layout.fillWidth: true
                    }
                }
            }
        }
        Card {
            Layout.fillWidth: true
            Layout.row: page.wide ? 0 : 1
            Layout.column: page.wide ? 1 : 0
            Layout.preferredWidth: 35
            Layout.fillHeight: true
            Accessible.role: Accessible.Grouping
            Accessible.name: qsTr("%1 frames a second").arg(latency.frameRate)

            RowLayout {
                anchors.fill: parent
                spacing: Theme.unit

                Rectangle { // moves while frames are painted
                    implicitWidth: Theme.unit * 3
                    implicitHeight: implicitWidth
                    radius: width / 2
                    color: "transparent"
                    border.width: Theme.unit * 0.3
                    border.color: Theme.line

                    Rectangle {
                        width: Theme.unit * 0.8
                        height: width
                        radius: width / 2
                        color: Theme.accent
                        x: parent.width / 2 - width / 2
                        y: -Theme.unit * 0.25
                        transformOrigin: Item.Center
                    }
                    RotationAnimation on rotation {
                        running: page.visible
                        from: 0
                        to: 360
                        duration: 2000
                        loops: Animation.Infinite
                    }
                }
                Label {
                    objectName: "frame rate"
                    text: latency.frameRate
                    font.weight: Font.Bold
                    font.pointSize: Theme.points * 1.6
                }
                Label {
                    text: qsTr("frames a second")
                    color: Theme.muted
                    wrapMode: Text.WordWrap
                    Layout.fillWidth: true
                }
            }
        }
    }
}
