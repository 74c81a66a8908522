// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QEagerDemo

// What belongs together.
Pane {
    padding: Theme.unit

    background: Rectangle {
        color: Theme.card
        border.color: Theme.line
        radius: Theme.unit * 0.5
    }
}
