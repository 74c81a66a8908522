// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

pragma Singleton

import QtQuick
import QEagerDemo

// Colours and measures. All measures follow the size of the application's font.
QtObject {
    readonly property bool dark: Look.dark
    readonly property color window: dark ? "#15181c" : "#f3f4f6"
    readonly property color card: dark ? "#1d2126" : "#ffffff"
    readonly property color control: dark ? "#2a2f36" : "#ffffff"
    readonly property color line: dark ? "#3a414a" : "#d5d9e0"
    readonly property color text: dark ? "#e8eaed" : "#1b2027"
    readonly property color muted: dark ? "#a3acb7" : "#59636f"
    readonly property color accent: dark ? "#78b1f2" : "#1f5fa8"
    readonly property color tile: dark ? "#c6ccd4" : "#f3f4f6" // behind pictures, which expect light paper
    readonly property color tileText: "#363e48"
    readonly property color placeholder: "#d9a441"
    readonly property color band: dark ? "#26364a" : "#e4eefa"

    // Of the coroutines that caller() starts, and of those which these start: see depthOf().
    readonly property list<color> depths: ["#2b6cb0", "#b3541e", "#6b4fa0"]

    // Of a timeline: ran inline and ended, became a task, began when posted, went on, posted, event loop busy, waits, waits for its turn.
    readonly property list<color> slices: ["#2b6cb0", "#1d7a6c", "#b3541e", "#6b4fa0", "#d07030", dark ? "#8a7440" : "#e3c27a",
                                           dark ? "#4b545f" : "#c3cad3", dark ? "#b08a3c" : "#d9a441"]

    readonly property color keyword: dark ? "#84b8f4" : "#1f5fa8"
    readonly property color literal: dark ? "#e0a070" : "#9a4413"

    readonly property string mono: Look.fixedFamily
    readonly property FontMetrics metrics: FontMetrics {
        font: Qt.application.font
    }
    readonly property real points: Qt.application.font.pointSize
    // The height of a line of text: 14 pixels with the usual font.
    readonly property real unit: Math.round(metrics.height)
    readonly property real gap: Math.round(unit * 0.8)
    readonly property real margin: Math.round(unit * 1.3)
}
