// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Names of tasks and threads, and texts of exceptions, in traces, reports and logs.

#include "fuzz.h"

#include "shared/tracechecker.h"

#include <qeager/eager.h>
#include <qeager/loopmonitor.h>
#include <qeager/tracerecorder.h>

#include <QtCore/qbuffer.h>
#include <QtCore/qcoreapplication.h>

using namespace QEager;

namespace {

Coro<> failing(QString message)
{
    throw InvalidState(message);
    co_return;
}

} // namespace

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static const QCoreApplication application(*argc, *argv);
    return 0;
}

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString name = fuzz::text(data, size);
    const fuzz::Listener listener;
    TraceRecorder recorder;
    recorder.start();
    static_cast<void>(eager(failing(name), {.name = name}));
    QBuffer trace;
    trace.open(QIODevice::WriteOnly);
    fuzz::require(recorder.write(&trace), "a buffer takes the trace");
    const TraceChecker checker(trace.data());
    fuzz::require(checker.problem().isEmpty(), "the trace is valid");
    fuzz::require(QString::fromUtf8(trace.data()).toUtf8() == trace.data(), "the trace is UTF-8");

    LoopReport report;
    report.thread = name;
    report.stalls.append(LoopReport::Stall());
    report.stalls.first().task = name;
    QJsonParseError error;
    QJsonDocument::fromJson(report.json(), &error);
    fuzz::require(error.error == QJsonParseError::NoError, "the report is JSON");
    fuzz::require(!fuzz::hasCommands(report.text()), "the report can be printed");
    return 0;
}
