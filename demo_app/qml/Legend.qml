// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Layouts

// What the badges stand for.
RowLayout {
    spacing: 8

    Badge {
        text: qsTr("caller()")
        inTest: false
    }
    Badge {
        text: qsTr("test()")
        inTest: true
    }
}
