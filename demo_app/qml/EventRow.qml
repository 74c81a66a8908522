// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts

// One event of a lane: its label, what happened, and when.
RowLayout {
    id: root

    required property string label
    required property string what
    required property bool inTest
    required property int time

    spacing: 8
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1: %2, after %3 milliseconds").arg(label).arg(what).arg(time)

    Badge {
        text: root.label
        inTest: root.inTest
        Layout.minimumWidth: implicitWidth
        Layout.alignment: Qt.AlignTop
    }
    Label {
        text: root.what
        wrapMode: Text.WordWrap
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignVCenter
        Accessible.ignored: true
    }
    Label {
        text: qsTr("%1 ms").arg(root.time)
        opacity: 0.6
        Layout.alignment: Qt.AlignVCenter
        Accessible.ignored: true
    }
}
