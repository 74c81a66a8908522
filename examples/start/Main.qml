// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// [window]
import QtQuick
import QEager
import Photos

Window {
    visible: true
    width: 520
    height: 450
    title: "Photos"

    Photos {
        id: photos
    }
    TableView {
        anchors.fill: parent
        anchors.margins: 10
        anchors.bottomMargin: 40
        model: photos
        reuseItems: false               // a reset makes new cells
        rowSpacing: 4
        columnSpacing: 4

        delegate: Item {
            id: cell
            required property int row
            required property int column
            implicitWidth: 96
            implicitHeight: 96

            AsyncValue {
                id: picture
                source: () => photos.picture(cell.row, cell.column)
            }
            Rectangle {
                objectName: "placeholder"
                anchors.fill: parent
                color: "lightgray"
                visible: picture.status === AsyncValue.Loading
            }
            Picture {
                anchors.fill: parent
                image: picture.value
            }
            Text {
                anchors.fill: parent
                text: picture.error
                wrapMode: Text.Wrap
            }
        }
    }
    Text {
        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        padding: 10
        text: "Click here to reset the table"
        TapHandler { onTapped: photos.reset() }
    }
}
// [window]
