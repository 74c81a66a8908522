// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QEagerDemo

// The timeline, with a card that says what is under the pointer, or was chosen with the keys.
Item {
    id: root

    required property Timeline timeline
    property alias chart: chart
    property alias filter: chart.filter

    implicitHeight: Theme.unit * 18

    TimelineChart {
        id: chart
        objectName: "timeline"
        anchors.fill: parent
        anchors.rightMargin: bar.width
        timeline: root.timeline
        unit: Theme.unit
        textColour: Theme.text
        mutedColour: Theme.muted
        lineColour: Theme.line
        paperColour: Theme.card
        looks: Array.from(Theme.slices)
        Accessible.role: Accessible.Chart
        Accessible.name: qsTr("Timeline")
        Accessible.description: details.length > 0 ? details.join("\n")
            : qsTr("Plus, minus, 0, Left and Right change the range. Up and Down choose a row, Shift+Left and Shift+Right a bar in it.")
    }
    Rectangle { // has the focus
        anchors.fill: chart
        anchors.margins: -Theme.unit * 0.4
        color: "transparent"
        radius: Theme.unit * 0.3
        border.width: 2
        border.color: Theme.accent
        visible: chart.activeFocus
    }
    ScrollBar {
        id: bar
        anchors { right: parent.right; top: parent.top; bottom: parent.bottom }
        anchors.topMargin: Theme.unit * 1.6
        minimumSize: 0.06
        policy: size < 1 ? ScrollBar.AlwaysOn : ScrollBar.AlwaysOff
        size: chart.rowsHeight > 0 ? Math.min(1, chart.pageHeight / chart.rowsHeight) : 1
        position: chart.rowsHeight > 0 ? chart.scroll / chart.rowsHeight : 0
        onPositionChanged: {
            if (pressed)
                chart.scroll = position * chart.rowsHeight;
        }
        Accessible.name: qsTr("Rows")
    }
    Rectangle {
        id: card

        readonly property rect place: chart.detailsPlace
        readonly property real below: place.y + place.height + Theme.unit * 0.6
        readonly property bool fitsBelow: below + height <= root.height

        objectName: "details"
        visible: chart.details.length > 0 && place.y < root.height && place.y + place.height > 0 && place.x < chart.width
        x: Math.max(0, Math.min(chart.width - width, Math.max(place.x, root.width * 0.1) + Theme.unit * 0.5))
        y: fitsBelow ? below : Math.max(0, place.y - height - Theme.unit * 0.6)
        width: words.width + 2 * Theme.unit
        height: words.height + 1.4 * Theme.unit
        color: Theme.control
        border.color: Theme.muted
        radius: Theme.unit * 0.5

        Column {
            id: words

            readonly property real most: Math.min(Theme.unit * 30, chart.width - 3 * Theme.unit)

            x: Theme.unit
            y: Theme.unit * 0.7
            spacing: Theme.unit * 0.15

            Repeater {
                model: chart.details

                Label {
                    required property string modelData
                    required property int index

                    width: Math.min(implicitWidth, words.most)
                    text: modelData
                    wrapMode: Text.Wrap
                    font.weight: index === 0 ? Font.DemiBold : Font.Normal
                    color: index === 1 ? Theme.muted : Theme.text
                }
            }
        }
    }
    Label {
        anchors.centerIn: parent
        width: parent.width * 0.8
        visible: chart.rowsHeight < Theme.unit * 2
        text: root.timeline.active ? qsTr("Nothing has run yet. Run something.") : qsTr("Nothing has been recorded.")
        color: Theme.muted
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.WordWrap
    }
}
