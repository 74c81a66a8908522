// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/qml/qmltask.h>

#include <qeager/detail/completion.h>
#include <qeager/qml/detail/script.h>

#include <QtCore/qpointer.h>
#include <QtQml/qjsengine.h>

namespace QEager {

QmlTask::QmlTask(QObject *parent) : QObject(parent), m_null(true) {}

QmlTask::QmlTask(detail::QmlOutcome outcome, QObject *parent)
    : QObject(parent), m_outcome(std::move(outcome.outcome)), m_name(std::move(outcome.name))
{
    if (m_outcome.isReady())
        return;
    m_task = m_outcome.task();
    m_told = progress();
    m_task.onProgress(this, [this](Progress) { tellProgress(); });
    // Not then(), which would count as looking at an error.
    detail::onDone<QVariant>(detail::TaskAccess::state(m_outcome.task(), "QmlTask"),
                             [self = QPointer(this)](detail::TaskState<QVariant> &) {
                                 if (self)
                                     self->settle();
                             });
}

QmlTask::~QmlTask() = default;

QmlTask::Status QmlTask::status() const
{
    if (m_null)
        return Null;
    if (!m_outcome.isReady())
        return Loading;
    if (!detail::ValueTaskAccess::hasFailed(m_outcome))
        return Ready;
    return m_outcome.isCancelled() ? Cancelled : Error;
}

QVariant QmlTask::stored() const { return status() == Ready ? m_outcome.result() : QVariant(); }

QVariant QmlTask::value() const
{
    QList<QJSValue> kept;
    const QVariant value = detail::handedOut(stored(), qjsEngine(this), &kept);
    if (m_kept.isEmpty())
        m_kept = std::move(kept);
    return value;
}

QString QmlTask::error() const
{
    if (m_null || !m_outcome.isReady() || !detail::ValueTaskAccess::hasFailed(m_outcome))
        return {};
    return detail::describe(m_outcome.exception());
}

double QmlTask::progress() const { return status() == Ready ? 1 : m_task.progress().fraction(); }

Task<QVariant> QmlTask::task()
{
    if (m_null)
        throw InvalidState(QStringLiteral("This QmlTask is Null: it has no task."));
    return m_outcome.task();
}

detail::QmlOutcome QmlTask::share()
{
    if (status() == Ready)
        return {ready(m_outcome.result()), m_name};
    return {detail::pendingOn(task()), m_name};
}

void QmlTask::cancel(const QString &message)
{
    if (!m_null)
        m_outcome.cancel(message);
}

// Goes from Loading to an end: only what was empty before and is not now has changed.
void QmlTask::settle()
{
    const QPointer<QmlTask> self(this);
    const Status ended = status();
    const bool hasValue = ended == Ready && m_outcome.result().isValid();
    Q_EMIT statusChanged();
    if (self && hasValue)
        Q_EMIT valueChanged();
    if (self && ended != Ready)
        Q_EMIT errorChanged();
    if (self)
        tellProgress();
}

void QmlTask::tellProgress()
{
    const double now = progress();
    if (std::exchange(m_told, now) != now)
        Q_EMIT progressChanged();
}

} // namespace QEager
