// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QEagerDemo

// A slider in the colours of the theme.
Slider {
    id: control

    implicitWidth: Theme.unit * 9
    implicitHeight: Theme.unit * 1.6

    background: Rectangle {
        x: control.leftPadding
        y: (control.height - height) / 2
        width: control.availableWidth
        height: Math.round(Theme.unit * 0.3)
        radius: height / 2
        color: Theme.line

        Rectangle {
            width: control.visualPosition * parent.width
            height: parent.height
            radius: height / 2
            color: Theme.accent
        }
    }
    handle: Rectangle {
        x: control.leftPadding + control.visualPosition * (control.availableWidth - width)
        y: (control.height - height) / 2
        implicitWidth: Math.round(Theme.unit * 1.25)
        implicitHeight: implicitWidth
        radius: width / 2
        color: Theme.control
        border.width: control.visualFocus ? 3 : 1
        border.color: control.visualFocus ? Theme.accent : Theme.muted
    }
}
