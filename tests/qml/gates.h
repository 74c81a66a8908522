// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Coroutines that end when the test says so, and a log of what becomes of them.
*/

#include "shared/tracked.h"

#include <qeager/coro.h>
#include <qeager/errors.h>
#include <qeager/future.h>
#include <qeager/qml/qmltask.h>
#include <qeager/sleep.h>

#include <QtCore/qhash.h>
#include <QtCore/qobject.h>
#include <QtCore/qpromise.h>
#include <QtCore/qstringlist.h>
#include <QtQml/qqmlregistration.h>

#include <memory>
#include <stdexcept>

class Gates : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

    //! The same task until it has ended, with the key "shared".
    Q_PROPERTY(QEager::QmlTask *shared READ shared NOTIFY sharedChanged FINAL)

public:
    // -- coroutines

    //! Finished synchronously.
    Q_INVOKABLE QEager::QmlTask *cached(const QVariant &value) { return new QEager::QmlTask(QEager::ready(value)); }
    //! Finished synchronously, with an error.
    Q_INVOKABLE QEager::QmlTask *failing(const QString &message) { return new QEager::QmlTask(throwing(message)); }
    //! Pending until finish(key, …) or fail(key, …).
    Q_INVOKABLE QEager::QmlTask *pending(const QString &key) { return new QEager::QmlTask(waitFor(key)); }
    //! The same, but being cancelled it gives the value "kept".
    Q_INVOKABLE QEager::QmlTask *stubborn(const QString &key) { return new QEager::QmlTask(keeping(key)); }
    Q_INVOKABLE QEager::QmlTask *nothing() { return new QEager::QmlTask; }
    QEager::QmlTask *shared()
    {
        if (!m_shared || m_shared->status() != QEager::QmlTask::Loading)
            m_shared = new QEager::QmlTask(waitFor(QStringLiteral("shared")), this);
        return m_shared;
    }

    Q_INVOKABLE void finish(const QString &key, const QVariant &value)
    {
        if (const auto gate = m_gates.take(key)) {
            gate->addResult(value);
            gate->finish();
        }
    }
    Q_INVOKABLE void fail(const QString &key, const QString &message)
    {
        if (const auto gate = m_gates.take(key)) {
            gate->setException(std::make_exception_ptr(std::runtime_error(message.toStdString())));
            gate->finish();
        }
    }

    // -- log

    Q_INVOKABLE void log(const QString &word) { m_words.append(word); }
    //! What was logged since the last call.
    Q_INVOKABLE QString words() { return std::exchange(m_words, {}).join(u' '); }

    //! How many wait.
    Q_INVOKABLE int waiting() const { return Tracked::alive; }
    //! Destroys \a object here and now, as C++ may.
    Q_INVOKABLE void destroy(QObject *object) { delete object; }

Q_SIGNALS:
    void sharedChanged();

private:
    QEager::Coro<QVariant> waitFor(QString key)
    {
        const Tracked tracked;
        const auto gate = std::make_shared<QPromise<QVariant>>();
        gate->start();
        m_gates.insert(key, gate);
        try {
            co_return co_await gate->future();
        } catch (const QEager::Cancelled &) {
            log(u'!' + key);
            throw;
        }
    }
    QEager::Coro<QVariant> keeping(QString key)
    {
        try {
            co_return co_await waitFor(key);
        } catch (const QEager::Cancelled &) {
        }
        co_await QEager::yieldNow();
        co_return QStringLiteral("kept");
    }
    static QEager::Coro<QVariant> throwing(QString message)
    {
        throw std::runtime_error(message.toStdString());
        co_return {};
    }

    QHash<QString, std::shared_ptr<QPromise<QVariant>>> m_gates;
    QEager::QmlTask *m_shared = nullptr;
    QStringList m_words;
};
