// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QEagerDemo

// A button in the colours of the theme.
Button {
    id: control

    property bool primary: false

    leftPadding: Theme.unit
    rightPadding: Theme.unit
    topPadding: Theme.unit * 0.5
    bottomPadding: Theme.unit * 0.5
    Accessible.name: text

    contentItem: Label {
        text: control.text
        font.weight: control.primary ? Font.DemiBold : Font.Normal
        color: control.primary ? "white" : Theme.text
        opacity: control.enabled ? 1 : 0.4
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        Accessible.ignored: true
    }
    background: Rectangle {
        implicitWidth: Theme.unit * 4.5
        implicitHeight: Theme.unit * 2.1
        radius: Theme.unit * 0.4
        color: control.primary ? Theme.depths[0] : control.hovered ? Theme.band : Theme.control
        border.width: control.visualFocus ? 2 : 1
        border.color: control.visualFocus ? Theme.accent : control.primary ? color : Theme.line
        opacity: control.down ? 0.75 : 1
    }
}
