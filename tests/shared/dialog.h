// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    An object that is asked and then deleted, as a dialog with Qt::WA_DeleteOnClose is, and an event loop in which that
    happens. Include "shared/moc_dialog.cpp", too.
*/

#include "log.h"
#include "loop.h"
#include "startnow.h"

#include <qeager/signal.h>
#include <qeager/task.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qcoreevent.h>
#include <QtCore/qdeadlinetimer.h>
#include <QtCore/qeventloop.h>
#include <QtCore/qmetaobject.h>
#include <QtCore/qobject.h>
#include <QtCore/qtimer.h>

#include <utility>

class Dialog : public QObject
{
    Q_OBJECT

public:
    explicit Dialog(Log &log, QString text = QStringLiteral("ada")) : m_log(log), m_text(std::move(text)) { ++alive; }
    ~Dialog() override
    {
        m_log("~", m_text);
        --alive;
    }
    QString text() const { return m_text; }
    void accept(int result = 1)
    {
        m_log("accept");
        Q_EMIT finished(result);
        m_log("accepted");
    }
    int listeners() const { return receivers(SIGNAL(finished(int))); }

    static inline int alive = 0;

Q_SIGNALS:
    void finished(int result);
    void closed();

private:
    Log &m_log;
    QString m_text;
};

//! Waits for the signal, and then asks its sender.
inline QEager::Coro<> ask(Log &log, Dialog *dialog, const char *who = "")
{
    QString how;
    try {
        how = QString::number(co_await QEager::signal(dialog, &Dialog::finished));
    } catch (const QEager::Cancelled &) {
        how = QStringLiteral("cancelled");
    }
    log(who, how, ":", dialog->text());
}

//! Runs an event loop: \a first in its first event, and on until \a done.
template <typename First, typename Done>
bool inLoop(First first, Done done)
{
    QEventLoop loop;
    QTimer check;
    const QDeadlineTimer deadline(20'000);
    QObject::connect(&check, &QTimer::timeout, &loop, [&] {
        if (done() || deadline.hasExpired())
            loop.quit();
        // With GLib, a deletion that a nested loop has left waits for another event.
        QCoreApplication::postEvent(&loop, new QEvent(QEvent::User));
    });
    check.start(1);
    QMetaObject::invokeMethod(&loop, first, Qt::QueuedConnection);
    loop.exec();
    return done();
}
//! On until no task and no dialog is left.
template <typename First>
bool inLoop(First first)
{
    return inLoop(first, [] { return QEager::allTasks().isEmpty() && Dialog::alive == 0; });
}

/*! Deleted as soon as it has emitted; then \a between happens, in an event of its own to \a context. What begins to
    listen after this call has its turn after both. */
template <typename Between>
void deleteOnClose(Dialog *dialog, Between between, QObject *context = qApp)
{
    QObject::connect(dialog, &Dialog::finished, context, [dialog, between, context] {
        dialog->deleteLater();
        QMetaObject::invokeMethod(context, between, Qt::QueuedConnection);
    });
}
inline void deleteOnClose(Dialog *dialog)
{
    QObject::connect(dialog, &Dialog::finished, dialog, &QObject::deleteLater);
}
