// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QEagerDemo

// The label of an event, in the colour and shape of the coroutine it happened in: round for caller(), square for what that starts, and
// square with a frame for what is started by those.
Rectangle {
    id: root

    required property string text
    required property int depth

    implicitHeight: Math.round(Theme.unit * 1.55)
    implicitWidth: Math.max(implicitHeight, Math.ceil(content.implicitWidth + Theme.unit * 0.7))
    radius: depth === 0 ? height / 2 : height * 0.2
    color: Theme.depths[Math.min(depth, 2)]

    Rectangle {
        anchors.fill: parent
        anchors.margins: 2
        radius: root.radius - 2
        color: "transparent"
        border.color: "white"
        visible: root.depth > 1
    }
    Label {
        id: content
        anchors.centerIn: parent
        text: root.text
        color: "white"
        font.weight: Font.Bold
        Accessible.ignored: true
    }
}
