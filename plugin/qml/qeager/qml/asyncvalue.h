// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    AsyncValue: what an asynchronous function gives, as a value that bindings can use.

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

/*! Calls a function, follows what that returns, and calls it again when something it read has changed.

    **Started** at the first read of `status`, `value`, `error` or `progress`, or when its component is complete,
    whichever comes first: a source that finishes synchronously is Ready before the first binding has read it. Nothing
    is posted then, and `Loading` is skipped.

    **Called again** at once, inside the change, when a property that the function has read changes (as a binding is;
    what it reads after an `await` or in a callback does not count), by a new `source`, and by reload(). The latest call
    wins: the one before is cancelled, and nothing of it is shown any more. A function that changes what it reads, or
    reloads its own AsyncValue, is reported as a loop, and not called again for that.

    **Followed** is a QmlTask and a JavaScript promise; anything else is the value itself. A function that throws gives
    an Error, and is reported with its stack.

    **Signals** are emitted when all properties have their new values, only for those that have changed, and one after
    the other: a change inside a handler is told after that handler. What a read has started is told when the component
    is complete.

    **Cancellation**: the task that the function returned is cancelled when the next call replaces it, and when this is
    destroyed. A QmlTask given as `source` is somebody else's: it is left alone, but for cancel(). **Errors**: looking
    at `error` counts as looking, as for a QmlTask.

    For the thread of the engine. Made in C++, without a QML context, it does not know what the function reads: use
    reload().
*/
class QEAGER_QML_EXPORT AsyncValue : public QObject, public QQmlParserStatus
{
    Q_OBJECT
    QML_ELEMENT
    Q_INTERFACES(QQmlParserStatus)

    //! A function without arguments, or a QmlTask. Undefined or null: Null. Anything else is followed as if a function
    //! had returned it.
    Q_PROPERTY(QJSValue source READ source WRITE setSource NOTIFY sourceChanged FINAL)
    //! Where the latest call stands.
    Q_PROPERTY(Status status READ status NOTIFY statusChanged FINAL)
    //! Its value; undefined unless Ready, or Loading with retainWhileLoading.
    Q_PROPERTY(QVariant value READ value NOTIFY valueChanged FINAL)
    //! What went wrong, in a sentence; empty unless Error or Cancelled.
    Q_PROPERTY(QString error READ error NOTIFY errorChanged FINAL)
    //! How far it has come, from 0 to 1: that of the task while Loading, 1 when Ready, else 0.
    Q_PROPERTY(double progress READ progress NOTIFY progressChanged FINAL)
    //! Whether the value before stays while the next one loads. False by default.
    Q_PROPERTY(bool retainWhileLoading READ retainsWhileLoading WRITE setRetainWhileLoading NOTIFY
                   retainWhileLoadingChanged FINAL)
    /*! For so many milliseconds a wait does not show: all properties stay as they were, and a load that is quicker
        never is Loading. 0 by default. Counted from when the wait began, also if the source is called again meanwhile;
        read at that moment. */
    Q_PROPERTY(int loadingDelay READ loadingDelay WRITE setLoadingDelay NOTIFY loadingDelayChanged FINAL)

public:
    //! As QmlTask::Status.
    enum Status {
        Null, //!< there is no source
        Ready, //!< there is a value
        Loading, //!< it is awaited
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

    //! Calls the source again, now. With a QmlTask as source there is nothing to call, and nothing happens.
    Q_INVOKABLE void reload();
    /*! Asks what is loading to end: it becomes Cancelled from the ready queue, unless it catches that and gives a
        value. Nothing happens when nothing is loading. */
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
    //! What the signals tell of.
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
    quint8 m_changes = 0; // to be told
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
