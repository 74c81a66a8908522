// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import QEagerDemo

// A page that fills the window, and scrolls where that is too small for it.
Flickable {
    id: root

    default property alias content: column.data

    contentWidth: width
    contentHeight: Math.max(height, column.implicitHeight + 2 * Theme.margin)
    boundsBehavior: Flickable.StopAtBounds
    interactive: contentHeight > height
    clip: true

    ScrollBar.vertical: ScrollBar {
        policy: root.interactive ? ScrollBar.AlwaysOn : ScrollBar.AlwaysOff
    }

    Keys.onPressed: event => {
        const way = event.key === Qt.Key_PageDown ? 1 : event.key === Qt.Key_PageUp ? -1 : 0;
        event.accepted = way !== 0;
        root.scrollTo(root.contentY + way * root.height * 0.8);
    }
    Connections { // what gets the focus is to be seen
        target: root.Window.window
        function onActiveFocusItemChanged(): void {
            const item = root.Window.activeFocusItem;
            let ancestor = item;
            while (ancestor && ancestor !== column)
                ancestor = ancestor.parent;
            if (!ancestor || !root.visible)
                return;
            const top = item.mapToItem(column, 0, 0).y;
            if (top < root.contentY)
                root.scrollTo(top);
            else if (top + item.height + 2 * Theme.margin > root.contentY + root.height)
                root.scrollTo(top + item.height + 2 * Theme.margin - root.height);
        }
    }
    function scrollTo(y: real): void {
        contentY = Math.max(0, Math.min(contentHeight - height, y));
    }

    ColumnLayout {
        id: column
        x: Theme.margin
        y: Theme.margin
        width: root.width - 2 * Theme.margin
        height: root.contentHeight - 2 * Theme.margin
        spacing: Theme.gap
    }
}
