// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import QEagerDemo

// Three lanes on one time axis, and the log of each.
Card {
    id: root

    required property Ordering ordering
    readonly property var lanes: [ordering.lazy, ordering.posted, ordering.eager]
    readonly property var captions: [qsTr("runs where it is awaited"), qsTr("runs from the event loop"), qsTr("runs inside the call")]
    readonly property real rowHeight: Math.round(Theme.unit * 2)
    readonly property real axisWidth: Math.round(Theme.unit * 4)
    readonly property real laneWidth: Math.floor((availableWidth - axisWidth) / 3)

    // A wait takes room by its length, within bounds.
    readonly property list<real> places: {
        let y = 0;
        const all = [];
        for (const row of ordering.axis) {
            if (row.wait > 0)
                y += Math.round(Theme.unit * Math.min(2.6, 0.6 + row.wait / 80));
            all.push(y);
            y += root.rowHeight;
        }
        return all;
    }
    readonly property real minimumHeight: heads.implicitHeight + logs.implicitHeight + rowHeight * 6 + Theme.unit * 4
    readonly property real wholeHeight: Math.max(minimumHeight, heads.implicitHeight + logs.implicitHeight + view.contentHeight + Theme.unit * 5)

    padding: 0
    topPadding: Theme.unit * 0.8
    bottomPadding: Theme.unit * 0.8
    leftPadding: Theme.unit * 0.8
    rightPadding: Theme.unit * 0.4

    component Rule: Rectangle {
        implicitHeight: 1
        color: Theme.line
        Layout.fillWidth: true
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.unit * 0.6

        Row {
            id: heads
            leftPadding: root.axisWidth

            Repeater {
                model: root.lanes

                Column {
                    required property Lane modelData
                    required property int index

                    width: root.laneWidth

                    Label {
                        text: parent.modelData.name
                        font.pointSize: Theme.points * 1.25
                        font.weight: Font.DemiBold
                        Accessible.role: Accessible.Heading
                    }
                    Label {
                        text: root.captions[parent.index]
                        width: parent.width - Theme.unit * 0.5
                        color: Theme.muted
                        wrapMode: Text.WordWrap
                    }
                }
            }
        }
        Rule {}
        Flickable {
            id: view
            clip: true
            contentHeight: root.places.length > 0 ? root.places[root.places.length - 1] + root.rowHeight : 0
            boundsBehavior: Flickable.StopAtBounds
            interactive: contentHeight > height
            Layout.fillWidth: true
            Layout.fillHeight: true

            ScrollBar.vertical: ScrollBar {
                policy: view.interactive ? ScrollBar.AlwaysOn : ScrollBar.AlwaysOff
            }
            function follow(): void {
                if (root.ordering.row < 0)
                    contentY = 0;
                else
                    contentY = Math.max(0, Math.min(contentHeight - height, Math.max(contentY,
                        root.places[root.ordering.row] + 2 * root.rowHeight - height)));
            }
            onHeightChanged: follow()
            Connections {
                target: root.ordering
                function onRowChanged(): void {
                    view.follow();
                }
            }

            Rectangle { // what happens now
                id: band
                y: root.places[root.ordering.row] ?? 0
                width: view.width
                height: root.rowHeight
                radius: Theme.unit * 0.3
                color: Theme.band
                visible: root.ordering.row >= 0 && !root.ordering.ended
            }
            Repeater { // the axis
                model: root.ordering.axis

                Item {
                    id: tick

                    required property var modelData
                    required property int index
                    readonly property bool begins: index === 0 || modelData.wait > 0

                    y: root.places[index] ?? 0
                    width: view.width
                    height: root.rowHeight
                    visible: index <= root.ordering.row

                    Rectangle {
                        width: root.axisWidth - Theme.unit * 0.6 + root.laneWidth * 3
                        height: 1
                        y: -Theme.unit * 0.3
                        color: Theme.line
                        visible: tick.begins && tick.index > 0
                    }
                    Label {
                        anchors.verticalCenter: parent.verticalCenter
                        text: qsTr("%1 ms").arg(tick.modelData.time)
                        color: Theme.muted
                        visible: tick.begins
                    }
                }
            }
            Rectangle { // time goes by
                id: hand
                width: root.axisWidth - Theme.unit * 0.6 + root.laneWidth * 3
                height: 2
                color: Theme.accent
                visible: movement.running

                NumberAnimation on y {
                    id: movement
                    running: false
                }
                Connections {
                    target: root.ordering
                    function onRowChanged(): void {
                        movement.stop();
                        const row = root.ordering.row;
                        if (!root.ordering.playing || row < 0 || row + 1 >= root.places.length || root.ordering.axis[row + 1].wait === 0)
                            return;
                        movement.from = root.places[row] + root.rowHeight;
                        movement.to = root.places[row + 1];
                        movement.duration = root.ordering.timeToNext;
                        movement.start();
                    }
                    function onPlayingChanged(): void {
                        if (!root.ordering.playing)
                            movement.stop();
                    }
                }
            }
            Row {
                leftPadding: root.axisWidth

                Repeater {
                    model: root.lanes

                    Item {
                        id: column

                        required property Lane modelData

                        width: root.laneWidth
                        height: view.contentHeight

                        LaneTrack {
                            anchors.fill: parent
                            anchors.rightMargin: Theme.unit * 0.6
                            lane: column.modelData
                            places: root.places
                            rowHeight: root.rowHeight
                        }
                    }
                }
            }
            Label {
                width: view.width
                height: view.height
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
                text: root.ordering.playing ? qsTr("running …") : qsTr("Press Run or Step to see what happens when.")
                color: Theme.muted
                wrapMode: Text.WordWrap
                visible: root.places.length === 0
            }
        }
        Rule {}
        Row {
            id: logs

            Label {
                width: root.axisWidth
                text: qsTr("log")
                color: Theme.muted
            }
            Repeater {
                model: root.lanes

                Label {
                    required property Lane modelData

                    objectName: "log " + modelData.name
                    width: root.laneWidth
                    rightPadding: Theme.unit * 0.5
                    text: modelData.log === "" ? "–" : modelData.log
                    font.family: Theme.mono
                    font.weight: modelData.ended ? Font.Bold : Font.Normal
                    color: modelData.ended ? Theme.text : Theme.muted
                    wrapMode: Text.WordWrap
                    Accessible.name: qsTr("Log of %1: %2").arg(modelData.name).arg(text)
                }
            }
        }
    }
}
