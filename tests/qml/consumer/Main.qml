// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQml
import QEager
import Consumer

QtObject {
    id: main

    readonly property Library library: Library {}
    readonly property QmlTask first: library.book(1)
    readonly property QmlTask all: Eager.all([first, library.book(2), 3])
    readonly property bool ok: first.status === QmlTask.Ready && all.status === QmlTask.Ready && all.value.join() === "book 1,book 2,3"

    readonly property bool okAtOnce: first.status === QmlTask.Ready && all.status === QmlTask.Loading
    Component.onCompleted: if (!okAtOnce) Qt.exit(1)
    onOkChanged: Qt.exit(ok ? 0 : 1)
}
