// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

import QEager
import QEagerTests

// Logs each signal, with what all the properties are at that moment.
AsyncValue {
    property string tag

    // "R7": Ready with 7. "L7": Loading, and 7 still is there. "E'disk full'"
    function state(): string {
        return ["N", "R", "L", "E", "C"][status] + (value !== undefined ? JSON.stringify(value) : "") + (error ? "'" + error + "'" : "");
    }

    onStatusChanged: Gates.log(tag + "status:" + state())
    onValueChanged: Gates.log(tag + "value:" + state())
    onErrorChanged: Gates.log(tag + "error:" + state())
    onProgressChanged: Gates.log(tag + "progress:" + state())
    onSourceChanged: Gates.log(tag + "source")
}
