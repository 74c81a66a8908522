// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QEagerDemo

// What the signs stand for.
Flow {
    spacing: Theme.unit

    component Entry: Row {
        id: entry

        property string text
        default property alias sign: place.data

        spacing: Theme.unit * 0.5

        Item {
            id: place
            width: childrenRect.width
            height: Theme.unit * 1.55
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: entry.text
            color: Theme.muted
        }
    }

    Entry {
        text: qsTr("in caller()")
        Badge {
            text: "a"
            depth: 0
        }
    }
    Entry {
        text: qsTr("in a coroutine that it starts")
        Badge {
            text: "1"
            depth: 1
        }
    }
    Entry {
        text: qsTr("same turn of the event loop")
        Connector {
            solid: true
            height: parent.height
        }
    }
    Entry {
        text: qsTr("a later turn")
        Connector {
            solid: false
            height: parent.height
        }
    }
}
