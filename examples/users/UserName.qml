// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// [qml]
import QtQuick
import QEager
import Example

Text {
    id: page
    property int userId: 1
    text: user.status === AsyncValue.Error ? user.error : user.value ?? ""
    opacity: user.status === AsyncValue.Loading ? 0.5 : 1

    AsyncValue {
        id: user
        source: () => Users.name(page.userId)   // called again when userId changes; the call before is cancelled
        retainWhileLoading: true
        loadingDelay: 100                       // ms: a quicker load does not show at all
    }
    function next() {
        Eager.timeout(2000, Users.remove(page.userId)).then(() => ++page.userId, error => console.warn(error.message))
    }
    TapHandler { onTapped: page.next() }
}
// [qml]
