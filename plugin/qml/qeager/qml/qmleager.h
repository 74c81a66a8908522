// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The singleton Eager: makes tasks in JavaScript.

    \code
    Eager.timeout(2000, Eager.all([backend.user(42), backend.orders(42)])).then(
        ([user, orders]) => page.show(user, orders),
        error => page.showError(error.name === "TimedOut" ? qsTr("No answer") : error.message))
    \endcode
*/

#include <qeager/qml/global.h>
#include <qeager/qml/qmltask.h>

#include <QtCore/qobject.h>
#include <QtQml/qjsvalue.h>
#include <QtQml/qqmlregistration.h>

#include <vector>

QT_BEGIN_NAMESPACE
class QJSEngine;
class QQmlEngine;
QT_END_NAMESPACE

namespace QEager {

/*! Functions for several tasks, or for code without one. Each returns a QmlTask that JavaScript owns.

    **A part** is a QmlTask, a promise (anything with a method `then`), or a value. Parts run already: nothing is
    started here. If all that the result waits for is ready, the result is Ready at once. Cancelling it cancels what it
    waits for. A promise cannot be cancelled; it is only no longer waited for.

    An argument of the wrong type throws a TypeError.
*/
class QEAGER_QML_EXPORT QmlEager : public QObject
{
    Q_OBJECT
    QML_NAMED_ELEMENT(Eager)
    QML_SINGLETON

public:
    //! \internal For \a engine, which owns it.
    static QmlEager *create(QQmlEngine *, QJSEngine *engine);

    //! Returns a task that is Ready after at least \a milliseconds, with undefined. It is never Ready at once.
    Q_INVOKABLE QEager::QmlTask *sleep(double milliseconds) const;

    /*! Waits for all \a parts, an array, and returns their values in that order. The first error ends the task at once,
        as its own error, and cancels the other parts. What these end with in spite of that is dropped; an error is
        logged. */
    Q_INVOKABLE QEager::QmlTask *all(const QJSValue &parts) const;

    /*! Waits until the first of \a parts has ended, and returns its value or error. The others are cancelled, and the
        task ends when they have ended. If several have ended already, the first one in the array counts. An empty array
        is an error. */
    Q_INVOKABLE QEager::QmlTask *race(const QJSValue &parts) const;

    /*! Calls \a function from the event loop, in the next batch of the ready queue. What the function returns is the
        value; a part that is not ready is waited for. What it throws is logged with its stack, and is the error. If the
        task is cancelled before, the function is never called. */
    Q_INVOKABLE QEager::QmlTask *post(const QJSValue &function) const;

    /*! Returns a task with the outcome of \a part, which is cancelled after \a milliseconds. When the part has then
        ended, the error is named "TimedOut". If it ends with a value in spite of the request, that is the value. With
        zero or less, the part is cancelled through the ready queue; a part that is ready already is never cancelled. */
    Q_INVOKABLE QEager::QmlTask *timeout(double milliseconds, const QJSValue &part) const;

private:
    explicit QmlEager(QJSEngine *engine) : m_engine(engine) {}
    bool isNumber(double milliseconds, const char *function) const;
    QmlTask *combine(const QJSValue &array, Coro<QVariant> (*combined)(std::vector<Task<QVariant>>),
                     const char *function) const;

    QJSEngine *const m_engine;
};

} // namespace QEager
