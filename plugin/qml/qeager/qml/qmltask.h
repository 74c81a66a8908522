// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    QmlTask: shows the outcome of a coroutine as an object in QML.

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

/*! A view of a task: its status, value and error as properties, with callbacks and a JavaScript promise.

    **Making one**: give it whatever can be started, which is started eagerly. If that finishes synchronously, the
    QmlTask is Ready after its constructor, without a task, an event or a signal. You may make several of one task, with
    `new QmlTask(other->task())`. An empty handle gives an Error.

    **Ownership**: if a Q_INVOKABLE returns a QmlTask without a parent, the JavaScript engine owns it. One that a
    property returns should be a member or a child. Destroying a QmlTask, garbage collection included, does not end the
    task, and callbacks are still called. An owner of the task does end it: if that is a member coroutine of a QObject,
    it becomes Cancelled when the object dies.

    **Signals** are emitted from the ready queue, when all properties have their new values, and only for those that
    have changed.

    **Errors**: reading `error`, then() and promise() count as looking at the error. An error that nobody has looked at
    is logged once, when the last handle goes.

    Use it on the thread that made it; in QML that is the thread of the engine.
*/
class QEAGER_QML_EXPORT QmlTask : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A QmlTask comes from a function or a property of C++, or from Eager.")

    //! The status of the task.
    Q_PROPERTY(Status status READ status NOTIFY statusChanged FINAL)
    //! What the coroutine returned, see conversions.h. It is undefined unless Ready.
    Q_PROPERTY(QVariant value READ value NOTIFY valueChanged FINAL)
    //! A sentence that says what went wrong. It is empty unless Error or Cancelled.
    Q_PROPERTY(QString error READ error NOTIFY errorChanged FINAL)
    //! How far the task has come, from 0 to 1: what it said by setProgress(), and 1 when Ready.
    Q_PROPERTY(double progress READ progress NOTIFY progressChanged FINAL)
    //! The name of the task when this was made. It is empty if the coroutine finished without ever having become a
    //! task.
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

    //! Makes a QmlTask without a task.
    explicit QmlTask(QObject *parent = nullptr);
    //! Starts \a startable as eager() does. A Task or ValueTask is not started again.
    template <Startable S>
    explicit QmlTask(S &&startable, QObject *parent = nullptr)
        : QmlTask(detail::QmlOutcome(detail::toQmlOutcome(std::forward<S>(startable))), parent)
    {
    }
    //! \internal Returns the same outcome once more: the task itself, or a copy of the value. \throws InvalidState if
    //! this is Null.
    detail::QmlOutcome share();
    //! \internal
    QmlTask(detail::QmlOutcome outcome, QObject *parent);
    //! \internal Returns the value as toVariant() gave it.
    QVariant stored() const;
    ~QmlTask() override;

    Status status() const;
    QVariant value() const;
    QString error() const;
    double progress() const;
    QString name() const { return m_name; }

    //! Returns the task, which you may await, or give to another QmlTask. \throws InvalidState if this is Null.
    Task<QVariant> task();

    //! Asks the task, and what it awaits, to end, as TaskHandle::cancel() does. The status becomes Cancelled from the
    //! ready queue, unless the task catches that and returns a value. Does nothing if the task has ended.
    Q_INVOKABLE void cancel(const QString &message = {});

    /*! For JavaScript: calls \a onValue with the value, or \a onError with an Error whose `name` is "Cancelled",
        "TimedOut" or "Error" (or with what JavaScript itself threw). In C++ use task().

        If the task has ended already, the callback runs inside this call. Otherwise it runs from the ready queue, after
        the signals of this object, and callbacks run in the order in which they were given. They run even if this
        object is gone, but not if the engine is gone, or if the task is closed with its thread.

        \return a task with the outcome. Its value is what the callback returns; a QmlTask or a promise is waited for.
        If the callback that applies is null or undefined, it ends as this task does. What a callback throws is logged
        with its stack, and is the error of the returned task. Cancelling the returned task cancels this one.
        \throws TypeError (in JavaScript) for an argument that is not a function.
    */
    Q_INVOKABLE QEager::QmlTask *then(const QJSValue &onValue, const QJSValue &onError = {});
    //! Returns a JavaScript promise with the same outcome, which settles one turn of the event loop later. A rejection
    //! that nobody handles is lost, as in any promise.
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
    double m_told = 0; // the progress last announced
    QString m_name;
    mutable QList<QJSValue> m_kept; // QObjects handed out
};

} // namespace QEager
