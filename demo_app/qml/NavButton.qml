// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QEagerDemo

// The way to a page.
TabButton {
    id: control

    width: implicitWidth
    leftPadding: Theme.unit
    rightPadding: Theme.unit
    topPadding: Theme.unit * 0.9
    bottomPadding: Theme.unit * 0.9
    Accessible.name: text

    contentItem: Label {
        text: control.text
        font.weight: control.checked ? Font.DemiBold : Font.Normal
        color: control.checked ? Theme.text : Theme.muted
        horizontalAlignment: Text.AlignHCenter
        Accessible.ignored: true
    }
    background: Rectangle {
        color: control.hovered ? Theme.band : "transparent"
        border.width: control.visualFocus ? 2 : 0
        border.color: Theme.accent

        Rectangle {
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
            height: 3
            color: Theme.accent
            visible: control.checked
        }
    }
}
