// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QEager

// A table of cached values: blue where the value is there, red where a placeholder is shown.
TableView {
    id: table

    required property var cache

    anchors.fill: parent
    columnSpacing: 1
    rowSpacing: 1

    delegate: Rectangle {
        id: cell

        required property int row
        required property int column
        property string told // by a queued call

        color: (table.cache.queues ? cell.told : name.value) === `${cell.row}/${cell.column}` ? "blue" : "red"
        implicitHeight: 19
        implicitWidth: 39

        Component.onCompleted: {
            if (table.cache.queues)
                table.cache.tellLater(cell, cell.row, cell.column);
        }

        AsyncValue {
            id: name

            source: () => table.cache.queues ? "" : table.cache.find(cell.row, cell.column)
        }
    }
}
