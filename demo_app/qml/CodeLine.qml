// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QEagerDemo

// A line of the source: who stands there, its number, the code.
Rectangle {
    id: root

    required property int number
    required property string code
    required property string comment
    required property string marks // the initials of the lanes that stand here

    readonly property real gutter: Theme.unit * 5
    readonly property string styled: {
        const escape = text => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/ /g, "&nbsp;");
        const colour = (text, tint) => `<font color="${tint}">${escape(text)}</font>`;
        const pattern = /("[^"]*")|\b(co_await|co_return|template|typename|auto|if|else|try|catch|throw|const|using|int|bool)\b/g;
        let out = "";
        let from = 0;
        for (let found = pattern.exec(code); found !== null; found = pattern.exec(code)) {
            out += escape(code.slice(from, found.index)) + colour(found[0], found[1] ? Theme.literal : Theme.keyword);
            from = found.index + found[0].length;
        }
        out += escape(code.slice(from));
        return comment === "" ? out : out + "&nbsp;" + colour("// " + comment, Theme.muted);
    }

    implicitWidth: gutter + text.implicitWidth + Theme.unit
    implicitHeight: Math.ceil(text.implicitHeight * 1.12)
    color: marks === "" ? "transparent" : Theme.band
    Accessible.role: Accessible.StaticText
    Accessible.name: marks === "" ? code : qsTr("%1, current line of %2").arg(code).arg(marks)

    Row {
        anchors.verticalCenter: parent.verticalCenter
        spacing: 1
        leftPadding: 2

        Repeater {
            model: ["L", "P", "E"]

            Rectangle {
                id: mark

                required property string modelData

                width: Theme.unit * 0.95
                height: Theme.unit
                radius: 2
                color: Theme.accent
                opacity: root.marks.includes(modelData) ? 1 : 0

                Label {
                    anchors.centerIn: parent
                    text: mark.modelData
                    color: Theme.card
                    font.pointSize: Theme.points * 0.85
                    font.weight: Font.Bold
                    Accessible.ignored: true
                }
            }
        }
    }
    Label {
        x: Theme.unit * 3
        width: Theme.unit * 1.5
        anchors.verticalCenter: parent.verticalCenter
        horizontalAlignment: Text.AlignRight
        text: root.number
        color: Theme.muted
        opacity: 0.8
        font.family: Theme.mono
        font.pointSize: Theme.points * 0.9
        Accessible.ignored: true
    }
    Label {
        id: text
        x: root.gutter
        anchors.verticalCenter: parent.verticalCenter
        text: root.styled
        textFormat: Text.StyledText
        font.family: Theme.mono
        font.pointSize: Theme.points * 0.9
        Accessible.ignored: true
    }
}
