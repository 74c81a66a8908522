// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    QmlTask: a coroutine's outcome as an object for QML.

    \code
    // C++
    Q_INVOKABLE QEager::QmlTask *user(int id) { return new QEager::QmlTask(loadUser(id)); }

    // QML
    property QmlTask task: backend.user(42)
    Text { text: task.status === QmlTask.Ready ? task.value.name : task.error }
    \endcode
*/

#include <qeager/qml/conversions.h>
#include <qeager/qml/detail/qmloutcome.h>
#include <qeager/qml/global.h>

#include <QtCore/qlist.h>
#include <QtCore/qobject.h>
#include <QtCore/qstring.h>
#include <QtCore/qvariant.h>
#include <QtQml/qjsvalue.h>
#include <QtQml/qqmlregistration.h>

namespace QEager {

/*! A window on a task: status, value and error as properties, callbacks and a JS promise.

    **Made** from whatever can be started, which is started eagerly; it is Ready after its constructor if that finished
    synchronously, and no task, event or signal was needed. Several windows may look at one task: `new
    QmlTask(other->task())`. An empty handle gives an Error.

    **Owned** by the JavaScript engine when it is returned from a Q_INVOKABLE without a parent; a property's is best a
    member or a child. Destroying it, garbage collection included, neither ends the task nor keeps a callback from being
    called. An owner does end it: the task of a member coroutine of a QObject is Cancelled when that dies.

    **Signals** are emitted from the ready queue, when all properties have their new values, and only for those that
    have changed.

    **Errors**: looking at `error`, then() and promise() count as looking. An error nobody looked at is logged once,
    when the last handle goes.

    For the thread that made it, which for QML is the thread of the engine.
*/
class QEAGER_QML_EXPORT QmlTask : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A QmlTask comes from a function or a property of C++, or from Eager.")

    //! Where it stands.
    Q_PROPERTY(Status status READ status NOTIFY statusChanged FINAL)
    //! What the coroutine returned, see conversions.h; undefined unless Ready.
    Q_PROPERTY(QVariant value READ value NOTIFY valueChanged FINAL)
    //! What went wrong, in a sentence; empty unless Error or Cancelled.
    Q_PROPERTY(QString error READ error NOTIFY errorChanged FINAL)
    //! How far it has come, from 0 to 1, as far as it says so (setProgress()); 1 when Ready.
    Q_PROPERTY(double progress READ progress NOTIFY progressChanged FINAL)
    //! The name the task had when this was made; empty if it finished without ever having become a task.
    Q_PROPERTY(QString name READ name CONSTANT FINAL)

public:
    enum Status {
        Null, //!< there is no task
        Ready, //!< it ended with a value
        Loading, //!< it has not ended
        Error, //!< it ended with an exception
        Cancelled //!< it was cancelled
    };
    Q_ENUM(Status)

    //! One without a task.
    explicit QmlTask(QObject *parent = nullptr);
    //! Starts \a startable as eager() does; a Task or ValueTask is taken as it is.
    template <Startable S>
    explicit QmlTask(S &&startable, QObject *parent = nullptr)
        : QmlTask(detail::QmlOutcome(detail::toQmlOutcome(std::forward<S>(startable))), parent)
    {
    }
    //! \internal The same outcome once more: the task itself, or a copy of a value that is there. \throws InvalidState
    //! for a Null one.
    detail::QmlOutcome share();
    //! \internal
    QmlTask(detail::QmlOutcome outcome, QObject *parent);
    //! \internal The value as toVariant() gave it.
    QVariant stored() const;
    ~QmlTask() override;

    Status status() const;
    QVariant value() const;
    QString error() const;
    double progress() const;
    QString name() const { return m_name; }

    //! The task, to be awaited, or to make another window on it. \throws InvalidState for a Null one.
    Task<QVariant> task();

    /*! Asks the task to end, and what it awaits, as TaskHandle::cancel(): it becomes Cancelled from the ready queue,
        unless it catches that and returns a value. Nothing happens when it has ended. */
    Q_INVOKABLE void cancel(const QString &message = {});

    /*! For JavaScript: calls \a onValue with the value, or \a onError with an Error whose `name` is "Cancelled",
        "TimedOut" or "Error" (or with what JavaScript itself threw). Ended already: inside this call. Otherwise from
        the ready queue, in the order in which they were given, after the signals of this object.

        \return the task of what comes of it. Its value is what the callback returns, waited for if that is a QmlTask or
        a promise. Without the callback that applies (null, undefined) it ends as this one. What a callback throws is
        logged with its stack, and is the error of the returned task. Cancelling the returned task cancels this one.

        Callbacks are called whether or not this object still is; not once the engine is gone, nor when the task is
        closed with its thread. Throws a TypeError for an argument that is not a function. In C++ use task(). */
    Q_INVOKABLE QEager::QmlTask *then(const QJSValue &onValue, const QJSValue &onError = {});
    //! The same outcome as a JavaScript promise, which settles a turn of the event loop later. A rejection that nobody
    //! handles is lost, as any is.
    Q_INVOKABLE QJSValue promise();

Q_SIGNALS:
    void statusChanged();
    void valueChanged();
    void errorChanged();
    void progressChanged();

private:
    void settle();
    void tellProgress();

    ValueTask<QVariant> m_outcome;
    TaskHandle m_task; // of one that was Loading
    bool m_null = false;
    double m_told = 0; // the progress last told
    QString m_name;
    mutable QList<QJSValue> m_kept; // QObjects handed out
};

} // namespace QEager
