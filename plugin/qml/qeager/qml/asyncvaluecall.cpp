// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Calling the source of an AsyncValue, and following what it returns.

#include <qeager/qml/asyncvalue.h>

#include <qeager/detail/unhandled.h>
#include <qeager/qml/detail/script.h>
#include <qeager/qml/detail/sourcecall.h>

#include <QtCore/qcoreevent.h>
#include <QtCore/qpointer.h>
#include <QtQml/qqmlcontext.h>
#include <QtQml/qqmlengine.h>

#include <utility>

namespace QEager {

namespace {

//! Returns the task to wait for, or one that has the value already.
std::unique_ptr<QmlTask> taskOf(QJSEngine *engine, const QJSValue &value)
{
    if (auto *const task = qobject_cast<QmlTask *>(value.toQObject()); task && task->status() == QmlTask::Null)
        return std::make_unique<QmlTask>();
    if (engine || value.isQObject())
        return std::make_unique<QmlTask>(detail::outcomeOf(engine, value), nullptr);
    return std::make_unique<QmlTask>(ready(detail::fromScript(value)));
}

} // namespace

//! Returns false if another call has taken over, or this is gone.
bool AsyncValue::run()
{
    const quint64 turn = ++m_calls;
    if (m_source.isUndefined() || m_source.isNull()) {
        end(nullptr);
        return true;
    }
    if (!m_source.isCallable()) {
        follow(taskOf(qmlEngine(this), m_source), false);
        return true;
    }
    if (!m_call) {
        m_call = std::make_shared<detail::SourceCall>(qmlContext(this), m_source);
        connect(m_call.get(), &detail::SourceCall::changed, this, &AsyncValue::start);
    }
    const std::shared_ptr<detail::SourceCall> call = m_call; // the function may destroy this, or change the source
    const QPointer<AsyncValue> self(this);
    const detail::SourceCall::Result result = (*call)();
    const bool isLatest = self && turn == m_calls;
    if (!result.thrown) {
        std::unique_ptr<QmlTask> task = taskOf(isLatest ? qmlEngine(this) : nullptr, result.value);
        if (isLatest)
            follow(std::move(task), true);
        else
            task->cancel();
    } else if (isLatest) {
        const QString message = detail::Script::messageOf(result.value);
        detail::warn(QStringLiteral("The source of an AsyncValue threw: %1%2")
                         .arg(message, detail::Script::stackOf(result.value)));
        const auto error = std::make_exception_ptr(detail::ScriptError(message, result.value, true));
        end(std::make_unique<QmlTask>(detail::failedOutcome(error, {}), nullptr));
        static_cast<void>(m_ended->error()); // that was announcing it
    }
    return isLatest;
}

void AsyncValue::follow(std::unique_ptr<QmlTask> task, bool ours)
{
    if (task->status() != QmlTask::Loading) {
        end(std::move(task));
        return;
    }
    if (m_running && m_running->task() == task->task())
        return; // the same once more
    dropRunning();
    m_running = std::move(task);
    m_runningIsOurs = ours;
    connect(m_running.get(), &QmlTask::statusChanged, this, &AsyncValue::settle);
    connect(m_running.get(), &QmlTask::progressChanged, this, &AsyncValue::tellProgress);
    m_progress = m_running->progress();
    if (m_delay <= 0)
        m_loading = true;
    else if (!m_loading && !m_delayTimer.isActive())
        m_delayTimer.start(m_delay, this);
}

//! Nothing is awaited any more; shows \a task, or nothing.
void AsyncValue::end(std::unique_ptr<QmlTask> task)
{
    dropRunning();
    m_delayTimer.stop();
    m_loading = false;
    m_ended = std::move(task);
    m_kept.clear();
    ++m_ends;
}

//! What was awaited has ended.
void AsyncValue::settle()
{
    const Shown before = shown();
    m_runningIsOurs = false;
    end(std::move(m_running));
    note(before);
    announce();
}

void AsyncValue::tellProgress()
{
    if (!m_running)
        return; // it has ended, which has been announced
    const Shown before = shown();
    m_progress = m_running->progress();
    note(before);
    announce();
}

void AsyncValue::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_delayTimer.timerId())
        return;
    m_delayTimer.stop();
    const Shown before = shown();
    m_loading = true;
    note(before);
    announce();
}

void AsyncValue::dropRunning()
{
    const std::unique_ptr<QmlTask> task = std::move(m_running);
    if (!task)
        return;
    task->disconnect(this);
    if (m_runningIsOurs)
        task->cancel(QStringLiteral("The AsyncValue does not need it any more."));
}

} // namespace QEager
