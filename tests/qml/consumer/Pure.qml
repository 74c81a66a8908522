// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QtQml
import QEager

QtObject {
    readonly property QmlTask task: Eager.timeout(10000, Eager.all([Eager.sleep(1).then(() => "slept"), 2]))
    readonly property bool ok: task.status === QmlTask.Ready && task.value.join() === "slept,2"
    onOkChanged: Qt.exit(ok ? 0 : 1)
}
