// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The singleton Eager: tasks made in JavaScript.

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

/*! What an application does with several tasks, or without one. Every function returns a QmlTask that JavaScript owns.

    **A part** is a QmlTask, a promise (anything with a method `then`), or a value. Parts run already: nothing is
    started here. The result is Ready at once if all that it waits for is. Cancelling it cancels what it waits for; a
    promise can not be cancelled, only no longer waited for.

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

    //! Ready after \a milliseconds or longer, never at once; with undefined.
    Q_INVOKABLE QEager::QmlTask *sleep(double milliseconds) const;

    /*! The values of all \a parts, an array, in that order. The first error ends it at once, as its own, and cancels
        the other parts; what these end with in spite of it is dropped, an error logged. */
    Q_INVOKABLE QEager::QmlTask *all(const QJSValue &parts) const;

    /*! What the first of \a parts to end gives, value or error, when the others have ended, which are cancelled. Of
        several that have ended already it is the first in the array. An empty array is an error. */
    Q_INVOKABLE QEager::QmlTask *race(const QJSValue &parts) const;

    /*! Calls \a function from the event loop, in the next batch of the ready queue. The value is what it returns,
        waited for if that is a part that is not ready. What it throws is logged with its stack, and is the error.
        Cancelled before, it is never called. */
    Q_INVOKABLE QEager::QmlTask *post(const QJSValue &function) const;

    /*! What \a part ends with. It is cancelled after \a milliseconds, and then, when it has ended, the error is named
        "TimedOut". Ending with a value in spite of that it gives the value. Zero or less asks it through the ready
        queue; a part that is ready already is never asked. */
    Q_INVOKABLE QEager::QmlTask *timeout(double milliseconds, const QJSValue &part) const;

private:
    explicit QmlEager(QJSEngine *engine) : m_engine(engine) {}
    bool isNumber(double milliseconds, const char *function) const;
    QmlTask *combine(const QJSValue &array, Coro<QVariant> (*combined)(std::vector<Task<QVariant>>),
                     const char *function) const;

    QJSEngine *const m_engine;
};

} // namespace QEager
