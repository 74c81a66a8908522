// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <qeager/coro.h>
#include <qeager/taskscope.h>
#include <qeager/tracerecorder.h>

#include <QtCore/qstringlist.h>

#include <utility>

//! Starts \a coroutine, and gives what a trace says that it waits for. Then it is closed.
inline QString awaitedBy(QEager::Coro<> coroutine)
{
    QEager::TraceRecorder recorder;
    recorder.start();
    QEager::TaskScope scope;
    scope.eager(std::move(coroutine));
    QStringList words;
    for (const QEager::TraceEvent &event : recorder.events()) {
        if (event.kind == QEager::TraceEvent::Kind::Suspend)
            words.append(QString(event.awaited));
    }
    return words.join(u' ');
}
