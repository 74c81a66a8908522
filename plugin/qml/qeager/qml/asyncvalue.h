// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    AsyncValue: turns what an asynchronous function returns into a value that bindings can use.

    \code
    AsyncValue {
        id: user
        source: () => backend.user(page.userId)      // called again when page.userId changes
        retainWhileLoading: true
    }
    Text { text: user.status === AsyncValue.Error ? user.error : user.value?.name ?? "" }
    \endcode
*/

#include <qeager/qml/global.h>
#include <qeager/qml/qmltask.h>

#include <QtCore/qbasictimer.h>
#include <QtCore/qlist.h>
#include <QtCore/qobject.h>
#include <QtCore/qstring.h>
#include <QtCore/qvariant.h>
#include <QtQml/qjsvalue.h>
#include <QtQml/qqmlparserstatus.h>
#include <QtQml/qqmlregistration.h>

#include <memory>

namespace QEager {

namespace detail {
class SourceCall;
}

/*! Calls a function, waits for what it returns, and calls it again when something that it has read changes.

    **The first call** happens when somebody first reads `status`, `value`, `error` or `progress`, or when the component
    is complete, whichever comes first. So a source that finishes synchronously is Ready before the first binding has
    read it. Then nothing is posted, and `Loading` is skipped.

    **Further calls** happen when a property that the function has read changes, when `source` changes, and by reload().
    They happen at once, inside the change. As in a binding, what the function reads after an `await` or in a callback
    does not count. The latest call wins: the one before is cancelled, and nothing of it is shown any more. If a
    function changes what it reads, or reloads its own AsyncValue, a loop is reported, and the function is not called
    again for that.

    **The result** may be a QmlTask or a JavaScript promise, which are waited for. Anything else is the value itself. If
    the function throws, the status is Error, and the exception is logged with its stack.

    **Signals** are emitted when all properties have their new values, only for those that have changed, and one after
    the other: a change inside a handler is announced after that handler. What a read has started is announced when the
    component is complete.

    **Cancellation**: the task that the function returned is cancelled when the next call replaces it, and when this
    object is destroyed. A QmlTask that you give as `source` is yours: only cancel() cancels it. **Errors**: reading
    `error` counts as looking at the error, as for a QmlTask.

    Use it on the thread of the engine. If you make one in C++, without a QML context, it does not know what the
    function reads; then use reload().
*/
class QEAGER_QML_EXPORT AsyncValue : public QObject, public QQmlParserStatus
{
    Q_OBJECT
    QML_ELEMENT
    Q_INTERFACES(QQmlParserStatus)

    //! A function without arguments, or a QmlTask. With undefined or null, the status is Null. Anything else is treated
    //! as if a function had returned it.
    Q_PROPERTY(QJSValue source READ source WRITE setSource NOTIFY sourceChanged FINAL)
    //! The status of the latest call.
    Q_PROPERTY(Status status READ status NOTIFY statusChanged FINAL)
    //! The value of the latest call. It is undefined unless Ready, or Loading with retainWhileLoading.
    Q_PROPERTY(QVariant value READ value NOTIFY valueChanged FINAL)
    //! A sentence that says what went wrong. It is empty unless Error or Cancelled.
    Q_PROPERTY(QString error READ error NOTIFY errorChanged FINAL)
    //! How far the call has come, from 0 to 1: the progress of the task while Loading, 1 when Ready, otherwise 0.
    Q_PROPERTY(double progress READ progress NOTIFY progressChanged FINAL)
    //! Whether the value from before stays while the next one loads. False by default.
    Q_PROPERTY(bool retainWhileLoading READ retainsWhileLoading WRITE setRetainWhileLoading NOTIFY
                   retainWhileLoadingChanged FINAL)
    /*! For this many milliseconds a wait does not show: all properties stay as they were, and a load that is quicker is
        never Loading. The default is 0. The time counts from when the wait began, even if the source is called again
        meanwhile, and the property is read at that moment. */
    Q_PROPERTY(int loadingDelay READ loadingDelay WRITE setLoadingDelay NOTIFY loadingDelayChanged FINAL)

public:
    //! Same as QmlTask::Status.
    enum Status {
        Null, //!< there is no source
        Ready, //!< there is a value
        Loading, //!< the call waits
        Error, //!< the call ended with an exception
        Cancelled //!< it was cancelled
    };
    Q_ENUM(Status)

    explicit AsyncValue(QObject *parent = nullptr);
    ~AsyncValue() override;

    QJSValue source() const { return m_source; }
    void setSource(const QJSValue &source);
    Status status() const;
    QVariant value() const;
    QString error() const;
    double progress() const;
    bool retainsWhileLoading() const { return m_retain; }
    void setRetainWhileLoading(bool retain);
    int loadingDelay() const { return m_delay; }
    void setLoadingDelay(int milliseconds);

    //! Calls the source again, now. Does nothing if the source is a QmlTask, because there is nothing to call.
    Q_INVOKABLE void reload();
    //! Asks what is loading to end. The status becomes Cancelled from the ready queue, unless the task catches that and
    //! returns a value. Does nothing if nothing is loading.
    Q_INVOKABLE void cancel();

    void classBegin() override;
    void componentComplete() override;

Q_SIGNALS:
    void sourceChanged();
    void statusChanged();
    void valueChanged();
    void errorChanged();
    void progressChanged();
    void retainWhileLoadingChanged();
    void loadingDelayChanged();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    //! What the signals announce.
    struct Shown
    {
        Status status;
        QVariant value;
        quint64 failure; // 0: none
        double progress;
    };
    Shown shown() const;
    void note(const Shown &before);
    void announce();
    void ensureStarted() const;
    void start();
    bool run();
    void follow(std::unique_ptr<QmlTask> task, bool ours);
    void end(std::unique_ptr<QmlTask> task);
    void settle();
    void tellProgress();
    void dropRunning();

    QJSValue m_source;
    int m_delay = 0;
    bool m_retain = false;
    bool m_complete = true; // unless QML makes it
    bool m_started = false;
    bool m_reading = false; // starts for a read
    bool m_askingForSource = false;
    bool m_announcing = false;
    bool m_loading = false; // and shows that
    bool m_runningIsOurs = false;
    quint8 m_changes = 0; // to be announced
    double m_progress = 0; // as shown
    quint64 m_calls = 0;
    quint64 m_ends = 0;
    std::shared_ptr<detail::SourceCall> m_call; // of a function
    std::unique_ptr<QmlTask> m_ended; // the one whose end is shown, or retained
    std::unique_ptr<QmlTask> m_running; // the one that is awaited
    QBasicTimer m_delayTimer;
    mutable QList<QJSValue> m_kept; // QObjects handed out with the value
};

} // namespace QEager
