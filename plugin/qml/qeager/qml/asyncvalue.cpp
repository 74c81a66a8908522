// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/qml/asyncvalue.h>

#include <qeager/qml/detail/script.h>
#include <qeager/qml/detail/sourcecall.h>

#include <QtCore/qpointer.h>
#include <QtQml/qqmlcontext.h>
#include <QtQml/qqmlengine.h>
#include <QtQml/qqmlexpression.h>
#include <QtQml/qqmlinfo.h>

#include <utility>

namespace QEager {

AsyncValue::AsyncValue(QObject *parent) : QObject(parent) {}

AsyncValue::~AsyncValue()
{
    if (m_call)
        m_call->disconnect(this);
    dropRunning();
}

// -- what is shown

AsyncValue::Shown AsyncValue::shown() const
{
    const Status now = m_loading ? Loading : m_ended ? Status(m_ended->status()) : Null;
    const bool hasValue = m_ended && (!m_loading || m_retain);
    return {now, hasValue ? m_ended->stored() : QVariant(), now == Error || now == Cancelled ? m_ends : 0,
            now == Ready     ? 1.0
            : now == Loading ? m_progress
                             : 0.0};
}

AsyncValue::Status AsyncValue::status() const
{
    ensureStarted();
    return shown().status;
}

QVariant AsyncValue::value() const
{
    ensureStarted();
    QList<QJSValue> kept;
    const QVariant value = detail::handedOut(shown().value, qjsEngine(this), &kept);
    if (m_kept.isEmpty())
        m_kept = std::move(kept);
    return value;
}

QString AsyncValue::error() const
{
    ensureStarted();
    return m_ended && !m_loading ? m_ended->error() : QString();
}

double AsyncValue::progress() const
{
    ensureStarted();
    return shown().progress;
}

// -- telling of it

namespace {
enum Change : quint8 { StatusChange = 1, ValueChange = 2, ErrorChange = 4, ProgressChange = 8 };
}

//! Notes for the signals how what is shown now differs from \a before.
void AsyncValue::note(const Shown &before)
{
    const Shown now = shown();
    if (now.status != before.status)
        m_changes |= StatusChange;
    if (now.value != before.value)
        m_changes |= ValueChange;
    if (now.failure != before.failure)
        m_changes |= ErrorChange;
    if (now.progress != before.progress)
        m_changes |= ProgressChange;
}

// One signal at a time: what a handler changes is announced after that handler, by the outermost call.
void AsyncValue::announce()
{
    if (m_announcing || m_reading)
        return;
    const QPointer<AsyncValue> self(this);
    m_announcing = true;
    while (self && m_changes) {
        if (m_changes & StatusChange) {
            m_changes &= ~StatusChange;
            Q_EMIT statusChanged();
        } else if (m_changes & ValueChange) {
            m_changes &= ~ValueChange;
            Q_EMIT valueChanged();
        } else if (m_changes & ErrorChange) {
            m_changes &= ~ErrorChange;
            Q_EMIT errorChanged();
        } else {
            m_changes &= ~ProgressChange;
            Q_EMIT progressChanged();
        }
    }
    if (self)
        m_announcing = false;
}

// -- properties

void AsyncValue::setSource(const QJSValue &source)
{
    if (source.strictlyEquals(m_source))
        return;
    m_source = source;
    if (m_call)
        m_call->disconnect(this);
    m_call.reset();
    const QPointer<AsyncValue> self(this);
    Q_EMIT sourceChanged();
    if (self && (m_started || m_complete) && !m_askingForSource)
        start();
}

void AsyncValue::setRetainWhileLoading(bool retain)
{
    if (retain == m_retain)
        return;
    const Shown before = shown();
    m_retain = retain;
    note(before);
    const QPointer<AsyncValue> self(this);
    Q_EMIT retainWhileLoadingChanged();
    if (self)
        announce();
}

void AsyncValue::setLoadingDelay(int milliseconds)
{
    if (milliseconds == m_delay)
        return;
    m_delay = milliseconds;
    Q_EMIT loadingDelayChanged();
}

// -- starting

void AsyncValue::classBegin() { m_complete = false; }

void AsyncValue::componentComplete()
{
    m_complete = true;
    if (!m_started)
        start();
    else
        announce(); // what a read has started
}

void AsyncValue::ensureStarted() const
{
    if (m_started || m_complete)
        return;
    auto *const self = const_cast<AsyncValue *>(this);
    self->m_started = true;
    self->m_reading = true; // a signal would make the reading binding look like a binding loop
    if (QQmlContext *const context = qmlContext(this); context && m_source.isUndefined()) {
        self->m_askingForSource = true;
        QQmlExpression(context, self, QStringLiteral("source")).evaluate(); // its binding may not have run yet
        self->m_askingForSource = false;
    }
    self->start();
    self->m_reading = false;
}

void AsyncValue::start()
{
    m_started = true;
    if (m_call && m_call->isRunning()) {
        qmlWarning(this) << "The source of this AsyncValue changes what it reads: it is not called again for that.";
        return;
    }
    const Shown before = shown();
    if (!run())
        return;
    note(before);
    announce();
}

void AsyncValue::reload()
{
    if (m_source.isCallable())
        start();
}

void AsyncValue::cancel()
{
    if (m_running)
        m_running->cancel(QStringLiteral("AsyncValue.cancel() was called."));
}

} // namespace QEager
