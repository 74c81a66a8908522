// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QEagerDemo

// A combo box in the colours of the theme.
ComboBox {
    id: control

    leftPadding: Theme.unit * 0.8
    rightPadding: Theme.unit * 2.2
    topPadding: Theme.unit * 0.5
    bottomPadding: Theme.unit * 0.5

    contentItem: Label {
        text: control.displayText
        elide: Text.ElideRight
        verticalAlignment: Text.AlignVCenter
        Accessible.ignored: true
    }
    indicator: Label {
        x: control.width - width - Theme.unit * 0.8
        anchors.verticalCenter: parent.verticalCenter
        text: "▾"
        color: Theme.muted
        Accessible.ignored: true
    }
    background: Rectangle {
        implicitHeight: Theme.unit * 2.1
        radius: Theme.unit * 0.4
        color: control.hovered ? Theme.band : Theme.control
        border.width: control.visualFocus ? 2 : 1
        border.color: control.visualFocus ? Theme.accent : Theme.line
    }
    delegate: ItemDelegate {
        required property string modelData
        required property int index

        width: ListView.view.width
        text: modelData
        font.weight: control.currentIndex === index ? Font.DemiBold : Font.Normal
        highlighted: control.highlightedIndex === index
    }
}
