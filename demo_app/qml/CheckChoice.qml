// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QEagerDemo

// A check box in the colours of the theme, as large as its letters want it.
CheckBox {
    id: control

    spacing: Theme.unit * 0.5
    padding: Theme.unit * 0.3
    Accessible.name: text

    indicator: Rectangle {
        implicitWidth: Math.round(Theme.unit * 1.25)
        implicitHeight: implicitWidth
        x: control.leftPadding
        y: (control.height - height) / 2
        radius: Theme.unit * 0.25
        color: Theme.control
        border.width: control.visualFocus ? 2 : 1
        border.color: control.visualFocus ? Theme.accent : Theme.muted
        opacity: control.enabled ? 1 : 0.4

        Label {
            anchors.centerIn: parent
            text: "✓"
            color: Theme.accent
            font.weight: Font.Bold
            visible: control.checked
            Accessible.ignored: true
        }
    }
    contentItem: Label {
        text: control.text
        leftPadding: control.indicator.width + control.spacing
        verticalAlignment: Text.AlignVCenter
        opacity: control.enabled ? 1 : 0.4
        Accessible.ignored: true
    }
}
