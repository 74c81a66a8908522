// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import QEagerDemo

ApplicationWindow {
    id: window

    required property Lanes lanes
    required property font fixedFont
    required property var trace // a TraceModel
    required property bool showsTrace

    width: 900
    height: 600
    minimumWidth: 640
    minimumHeight: 420
    visible: true
    title: qsTr("QEager: three ways to start a coroutine")

    // The system's colours: Qt 6.4's own styles do not all follow when these are dark.
    SystemPalette {
        id: active
    }
    SystemPalette {
        id: disabled
        colorGroup: SystemPalette.Disabled
    }
    palette {
        window: active.window
        windowText: active.windowText
        base: active.base
        text: active.text
        button: active.button
        buttonText: active.buttonText
        light: active.light
        midlight: active.midlight
        mid: active.mid
        dark: active.dark
        shadow: active.shadow
        highlight: active.highlight
        highlightedText: active.highlightedText
        disabled {
            windowText: disabled.windowText
            text: disabled.text
            button: disabled.button
            buttonText: disabled.buttonText
        }
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: 20
        spacing: 16

        Label {
            text: qsTr("Three ways to start a coroutine")
            font.pointSize: window.font.pointSize * 1.7
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
            Layout.fillWidth: true
            elide: Text.ElideRight
        }
        Label {
            text: qsTr("The same two coroutines each time: caller() starts test(), goes on, sleeps 0.1 s and then awaits it; "
                     + "test() sleeps 0.2 s. What differs is when test() begins.")
            wrapMode: Text.WordWrap
            Layout.fillWidth: true
        }
        RowLayout {
            id: row

            readonly property real captionHeight: Math.max(lazy.captionHeight, posted.captionHeight, eager.captionHeight)

            spacing: 14
            Layout.fillWidth: true
            Layout.fillHeight: true

            LaneView {
                id: lazy
                lane: window.lanes.lazy
                captionSpace: row.captionHeight
                fixedFont: window.fixedFont
                code: "auto t = test();"
                caption: qsTr("A plain Coro. Nothing of it runs until caller() awaits it, at the very end.")
            }
            LaneView {
                id: posted
                lane: window.lanes.posted
                captionSpace: row.captionHeight
                fixedFont: window.fixedFont
                code: "auto t = post(test());"
                caption: qsTr("A task for the event loop. It begins when caller() has gone to sleep and the loop gets its turn.")
            }
            LaneView {
                id: eager
                lane: window.lanes.eager
                captionSpace: row.captionHeight
                fixedFont: window.fixedFont
                code: "auto t = eager(test());"
                caption: qsTr("Begins inside the call, on the caller's stack. Only what is left after its first sleep is for the event loop.")
            }
        }
        TraceView {
            visible: showTrace.checked
            trace: window.trace
            fixedFont: window.fixedFont
            Layout.fillWidth: true
            Layout.preferredHeight: window.height / 4
        }
        RowLayout {
            spacing: 14
            Layout.fillWidth: true

            Button {
                text: qsTr("Run again")
                enabled: !window.lanes.running
                focus: true
                Accessible.description: qsTr("Runs the example in all three orders once more")
                onClicked: window.lanes.run()
            }
            CheckBox {
                id: showTrace
                text: qsTr("Trace")
                checked: window.showsTrace
                Accessible.description: qsTr("Shows what ran inline, what was posted and why")
            }
            Label {
                text: qsTr("Slowed down %1 times, so that you can watch.").arg(window.lanes.slowdown)
                opacity: 0.75
                wrapMode: Text.WordWrap
                Layout.fillWidth: true
            }
            Legend {}
        }
    }
}
