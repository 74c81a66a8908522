// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls

// The label of an event, in the colour and shape of the coroutine it happened in: round for caller, square for test.
Rectangle {
    id: root

    required property string text
    required property bool inTest

    implicitHeight: content.implicitHeight + 8
    implicitWidth: Math.max(implicitHeight, content.implicitWidth + 12)
    radius: inTest ? 4 : height / 2
    color: inTest ? "#b3541e" : "#2b6cb0"

    Label {
        id: content
        anchors.centerIn: parent
        text: root.text
        color: "white"
        font.bold: true
        Accessible.ignored: true
    }
}
