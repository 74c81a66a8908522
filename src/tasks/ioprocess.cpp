// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/io.h>

#include "io_p.h"

#include <utility>

#if QT_CONFIG(process)

namespace QEager {

namespace detail {

namespace {

QString notStarted(const QProcess *process)
{
    return QStringLiteral("The program %1 could not be started: %2").arg(process->program(), process->errorString());
}

Coro<> startProcess(QPointer<QProcess> process, QString program, QStringList arguments, QIODevice::OpenMode mode)
{
    requireDevice(process.data());
    StateWaiter::requireHere(process);
    if (process->state() != QProcess::NotRunning)
        throw InvalidState(QStringLiteral("A QProcess that is still running %1 cannot start %2: use another one.")
                               .arg(process->program(), program));
    process->start(program, arguments, mode);
    co_await QEager::started(process);
}

} // namespace

void ProcessStartedWaiter::await_resume()
{
    throwIfInterrupted();
    finish();
    if (m_started || m_process->state() == QProcess::Running)
        return;
    if (m_process->error() == QProcess::FailedToStart)
        throw IoError(notStarted(m_process));
    throw InvalidState(QStringLiteral(
        "started() was awaited for a QProcess that is not running, and that nobody starts: start it first."));
}

bool ProcessStartedWaiter::isThere() { return m_started || m_process->state() != QProcess::Starting; }

bool ProcessStartedWaiter::connectTo(QObject *listener)
{
    const auto stateChanged = [this, listener](QProcess::ProcessState state) {
        if (!accepts(listener))
            return;
        m_started = state == QProcess::Running;
        emitted();
    };
    return bool(QObject::connect(m_process, &QProcess::stateChanged, listener, stateChanged));
}

ProcessExit ProcessFinishedWaiter::await_resume()
{
    throwIfInterrupted();
    finish();
    if (m_exit)
        return *m_exit;
    if (m_process->error() == QProcess::FailedToStart)
        throw IoError(notStarted(m_process));
    return {m_process->exitCode(), m_process->exitStatus()};
}

bool ProcessFinishedWaiter::isThere() { return m_process->state() == QProcess::NotRunning; }

bool ProcessFinishedWaiter::connectTo(QObject *listener)
{
    const auto finished = [this, listener](int code, QProcess::ExitStatus status) {
        if (!accepts(listener))
            return;
        m_exit = ProcessExit{code, status};
        emitted();
    };
    const auto failed = [this, listener](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) // after which there is no finished()
            heard(listener);
    };
    QObject::connect(m_process, &QProcess::errorOccurred, listener, failed);
    return bool(QObject::connect(m_process, &QProcess::finished, listener, finished));
}

} // namespace detail

Coro<> start(QProcess *process, QString program, QStringList arguments, QIODevice::OpenMode mode)
{
    return detail::startProcess(process, std::move(program), std::move(arguments), mode);
}

} // namespace QEager

#endif
