// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QEagerDemo

// A line to type in, in the colours of the theme.
TextField {
    id: control

    implicitWidth: Theme.unit * 14
    implicitHeight: Math.max(Theme.unit * 2.1, contentHeight + topPadding + bottomPadding)
    leftPadding: Theme.unit * 0.6
    rightPadding: Theme.unit * 0.6
    topPadding: Theme.unit * 0.4
    bottomPadding: Theme.unit * 0.4
    color: Theme.text
    placeholderTextColor: Theme.muted
    selectionColor: Theme.accent
    selectedTextColor: Theme.card
    verticalAlignment: Text.AlignVCenter
    selectByMouse: true

    background: Rectangle {
        radius: Theme.unit * 0.4
        color: Theme.control
        border.width: control.activeFocus ? 2 : 1
        border.color: control.activeFocus ? Theme.accent : Theme.line
    }
}
