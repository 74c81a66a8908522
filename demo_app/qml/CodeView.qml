// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import QEagerDemo

// The source of the program that runs, with the line each lane is at.
Card {
    id: root

    required property Ordering ordering
    readonly property real minimumHeight: Theme.unit * 16
    readonly property real wholeHeight: lines.implicitHeight + Theme.unit * 8

    padding: 0
    topPadding: Theme.unit * 0.8
    bottomPadding: Theme.unit * 0.8

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.unit * 0.6

        Label {
            text: qsTr("The code that runs")
            font.pointSize: Theme.points * 1.25
            font.weight: Font.DemiBold
            leftPadding: Theme.unit
            Accessible.role: Accessible.Heading
        }
        Label {
            text: qsTr("The marks show where lazy (L), posted (P) and eager (E) are.")
            color: Theme.muted
            leftPadding: Theme.unit
            rightPadding: Theme.unit
            wrapMode: Text.WordWrap
            Layout.fillWidth: true
        }
        Rectangle {
            implicitHeight: 1
            color: Theme.line
            Layout.fillWidth: true
        }
        Flickable {
            id: view
            clip: true
            contentWidth: Math.max(width, lines.implicitWidth)
            contentHeight: lines.implicitHeight
            boundsBehavior: Flickable.StopAtBounds
            Layout.fillWidth: true
            Layout.fillHeight: true

            ScrollBar.vertical: ScrollBar {
                policy: view.contentHeight > view.height ? ScrollBar.AlwaysOn : ScrollBar.AlwaysOff
            }
            ScrollBar.horizontal: ScrollBar {
                policy: view.contentWidth > view.width ? ScrollBar.AlwaysOn : ScrollBar.AlwaysOff
            }
            // Shows the lines that are marked, if they fit.
            function follow(): void {
                const at = [root.ordering.lazy.line, root.ordering.posted.line, root.ordering.eager.line].filter(line => line > 0);
                if (at.length === 0 || root.ordering.code.length === 0)
                    return;
                const height = contentHeight / root.ordering.code.length;
                const top = (Math.min(...at) - root.ordering.code[0].number - 1) * height;
                const bottom = (Math.max(...at) - root.ordering.code[0].number + 2) * height;
                let y = contentY;
                if (bottom > y + view.height)
                    y = bottom - view.height;
                if (top < y)
                    y = top;
                contentY = Math.max(0, Math.min(contentHeight - view.height, y));
            }
            Connections {
                target: root.ordering
                function onRowChanged(): void {
                    view.follow();
                }
                function onProgramChanged(): void {
                    view.contentY = 0;
                    view.contentX = 0;
                }
            }

            Column {
                id: lines

                Repeater {
                    model: root.ordering.code

                    CodeLine {
                        required property var modelData

                        width: view.contentWidth
                        number: modelData.number
                        code: modelData.code
                        comment: modelData.comment
                        marks: (root.ordering.lazy.line === number ? "L" : "")
                             + (root.ordering.posted.line === number ? "P" : "")
                             + (root.ordering.eager.line === number ? "E" : "")
                    }
                }
            }
        }
    }
}
