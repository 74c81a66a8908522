// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import QEager
import QEagerDemo

// Pictures out of a cache, in a table that is reset: with posted tasks it flickers.
ScrollPage {
    id: page

    required property string directory
    readonly property bool settled: !gallery.loading && !automatic.checked

    Gallery {
        id: gallery
        columns: Math.max(1, Math.floor((table.width - Theme.unit) / table.cell))
        posted: postedButton.checked
    }
    FrameCounter {
        id: frames
        window: page.Window.window
        countsPosted: gallery.posted
    }
    onVisibleChanged: {
        if (visible)
            gallery.load(page.directory);
    }
    function reset(): void {
        frames.beginReset();
        gallery.reset();
    }
    Timer {
        interval: 400
        repeat: true
        running: automatic.checked && page.visible
        onTriggered: page.reset()
    }
    Shortcut {
        sequence: "F5"
        enabled: page.visible
        onActivated: page.reset()
    }

    Label {
        text: qsTr("All pictures are already in a cache. Each reset makes all cells anew, and each cell asks a coroutine for its picture. "
                 + "If it starts eagerly, the picture is there before the frame is painted. If it is posted, the picture comes a turn of the "
                 + "event loop later, and you see a placeholder.")
        wrapMode: Text.WordWrap
        Layout.fillWidth: true
    }
    Flow {
        spacing: Theme.gap
        Layout.fillWidth: true

        ActionButton {
            id: button
            objectName: "reset"
            primary: true
            text: qsTr("Reset")
            enabled: !gallery.loading
            Accessible.description: qsTr("Makes all cells anew (F5)")
            onClicked: page.reset()
        }
        CheckChoice {
            id: automatic
            objectName: "automatic"
            height: button.height
            text: qsTr("Reset repeatedly")
            enabled: !gallery.loading
        }
        Row {
            height: button.height

            ButtonGroup {
                id: ways
            }
            RadioChoice {
                id: postedButton
                objectName: "posted"
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("posted")
                ButtonGroup.group: ways
            }
            RadioChoice {
                objectName: "eager"
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("eager")
                checked: true
                ButtonGroup.group: ways
            }
        }
        ActionButton {
            objectName: "clear"
            text: qsTr("Clear the counts")
            onClicked: frames.clear()
        }
    }
    GridLayout {
        columns: page.width >= Theme.unit * 52 ? 2 : 1
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        Layout.fillWidth: true

        component Counts: Card {
            id: card

            required property string way
            required property frameCounts counts
            readonly property bool flickers: counts.resetsWithPlaceholders > 0

            padding: Theme.unit * 0.7
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Accessible.role: Accessible.Grouping
            Accessible.name: way + ": " + sentence.text

            RowLayout {
                anchors.fill: parent
                spacing: Theme.unit

                Label {
                    text: card.way
                    font.weight: Font.DemiBold
                    font.pointSize: Theme.points * 1.25
                    Layout.preferredWidth: Theme.unit * 5
                }
                Label {
                    objectName: "count " + card.way
                    text: qsTr("%1 of %2").arg(card.counts.resetsWithPlaceholders).arg(card.counts.resets)
                    font.weight: Font.Bold
                    font.pointSize: Theme.points * 1.6
                    color: card.flickers ? Theme.literal : Theme.text
                    horizontalAlignment: Text.AlignRight
                    Layout.preferredWidth: Theme.unit * 7
                }
                Label {
                    id: sentence
                    text: qsTr("resets showed placeholders,\nin %1 of %2 frames").arg(card.counts.framesWithPlaceholders).arg(card.counts.frames)
                    color: Theme.muted
                    wrapMode: Text.WordWrap
                    Layout.fillWidth: true
                }
            }
        }

        Counts {
            way: qsTr("posted")
            counts: frames.posted
        }
        Counts {
            way: qsTr("eager")
            counts: frames.eager
        }
    }
    Card {
        padding: Theme.unit * 0.5
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: Theme.unit * 16

        TableView {
            id: table

            readonly property real cell: Math.round(Theme.unit * 7.4)

            anchors.fill: parent
            model: gallery
            reuseItems: false // or a reset would keep the pictures
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            rowHeightProvider: () => table.cell
            columnWidthProvider: () => Math.floor((table.width - Theme.unit) / gallery.columns)
            Accessible.role: Accessible.Table
            Accessible.name: qsTr("Pictures")

            ScrollBar.vertical: ScrollBar {
                policy: ScrollBar.AlwaysOn
            }
            delegate: Item {
                id: cell

                required property int row
                required property int column
                required property string name

                implicitWidth: table.cell
                implicitHeight: table.cell
                visible: name !== ""
                Accessible.role: Accessible.Cell
                Accessible.name: name

                AsyncValue {
                    id: picture
                    source: () => gallery.picture(cell.row, cell.column)
                }
                Rectangle {
                    anchors.fill: parent
                    anchors.margins: Theme.unit * 0.25
                    color: Theme.tile
                    radius: Theme.unit * 0.3
                }
                Picture {
                    anchors.fill: parent
                    anchors.margins: Theme.unit * 0.7
                    anchors.bottomMargin: Theme.unit * 1.7
                    counter: frames
                    image: picture.value
                    placeholder: Theme.placeholder
                }
                Label {
                    anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
                    anchors.margins: Theme.unit * 0.5
                    text: cell.name
                    color: Theme.tileText
                    font.pointSize: Theme.points * 0.8
                    elide: Text.ElideMiddle
                    horizontalAlignment: Text.AlignHCenter
                    Accessible.ignored: true
                }
            }
        }
        ColumnLayout {
            anchors.centerIn: parent
            spacing: Theme.gap
            visible: gallery.loading || gallery.count === 0

            Label {
                text: gallery.loading ? qsTr("Loading pictures …") : qsTr("There is no picture here.")
                Layout.alignment: Qt.AlignHCenter
            }
            ProgressBar {
                value: gallery.progress
                visible: gallery.loading
                Layout.preferredWidth: Theme.unit * 18
                Accessible.name: qsTr("Loading")
            }
            ActionButton {
                text: qsTr("Stop")
                visible: gallery.loading
                Layout.alignment: Qt.AlignHCenter
                onClicked: gallery.stopLoading()
            }
        }
    }
}
