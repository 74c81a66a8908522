// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Connects coroutines and a JavaScript engine: calls its functions, waits for its promises, and passes values and
    errors.
*/

#include <qeager/errors.h>
#include <qeager/qml/detail/qmloutcome.h>
#include <qeager/qml/global.h>

#include <QtCore/qlist.h>
#include <QtCore/qobject.h>
#include <QtCore/qpointer.h>
#include <QtCore/qvariant.h>
#include <QtQml/qjsengine.h>
#include <QtQml/qjsvalue.h>

namespace QEager::detail {

//! What JavaScript threw, or rejected a promise with.
class QEAGER_QML_EXPORT ScriptError final : public Error
{
public:
    ScriptError(const QString &message, QJSValue thrown, bool reported);
    ScriptError(const ScriptError &);
    ScriptError &operator=(const ScriptError &);
    ~ScriptError() override;
    void raise() const override { throw *this; }
    ScriptError *clone() const override { return new ScriptError(*this); }

    //! Returns what was thrown; undefined once the engine is gone.
    const QJSValue &thrown() const noexcept { return m_thrown; }
    //! Returns true if it has been logged, with its stack.
    bool isReported() const noexcept { return m_reported; }

private:
    QJSValue m_thrown;
    bool m_reported;
};

//! There is one for each engine, which owns it. Whoever waits holds a QPointer to it, which is null once the engine is
//! gone.
class QEAGER_QML_EXPORT Script : public QObject
{
    Q_OBJECT

public:
    //! The name of our own JavaScript in a stack.
    static constexpr char FileName[] = "qrc:/qt/qml/QEager/script";

    //! Returns the one of \a engine; null for null.
    static Script *of(QJSEngine *engine);

    QJSEngine *engine() const noexcept { return m_engine; }
    //! Calls function(argument). What that throws is logged with its stack, and thrown as a ScriptError. \a who names
    //! the task for which it is called.
    QJSValue call(const QJSValue &function, const QJSValue &argument, const QString &who);
    QJSValue toScript(const QVariant &value);
    //! Returns an Error with message and name, or what JavaScript itself threw.
    QJSValue errorObject(const std::exception_ptr &error);
    //! Returns in one line what a thrown value, or the reason of a rejected promise, says.
    static QString messageOf(const QJSValue &thrown);
    //! Returns the lines of its stack without ours, each on a new line: "function@main.qml:12". Empty if there is no
    //! stack.
    static QString stackOf(const QJSValue &thrown);
    //! Returns a Promise with the outcome of \a task, a JavaScript object with a method then().
    QJSValue promiseOf(const QJSValue &task);
    //! Calls resolve() or reject() of \a receiver when \a thenable settles.
    void listen(const QJSValue &thenable, QObject *receiver);

private:
    explicit Script(QJSEngine *engine);
    QJSEngine *const m_engine;
    QJSValue m_functions;
};

//! Returns \a stored (see toVariant()) as QML gets it. QObjects in it follow the engine's ownership rule, and are put
//! into \a kept, which keeps them from being collected.
QVariant handedOut(const QVariant &stored, QJSEngine *engine, QList<QJSValue> *kept);

//! Returns a number, string, boolean, null or undefined as such, and anything else as a QJSValue.
QVariant fromScript(const QJSValue &value);

//! Waits for what \a value stands for: the task of a QmlTask, or a promise (any object with a method `then`). Anything
//! else is the value itself. A promise ends with Cancelled when the engine goes, or when nobody can settle it any more.
Coro<QVariant> follow(QPointer<Script> script, QJSValue value);

//! Runs \a body as the root of a task: a ScriptError that was logged when it was thrown is not logged again at the end
//! of the task.
Coro<QVariant> forgiving(Coro<QVariant> body);
//! Starts forgiving(\a coro) inline.
ValueTask<QVariant> startScript(Coro<QVariant> coro, const QString &name);

/*! Returns the outcome of a JavaScript value, see follow(). It is ready unless that is a promise, or a QmlTask that is
    Loading. The outcome of a QmlTask is shared with it, including the name; others are called \a name. \a engine is not
    null. */
QEAGER_QML_EXPORT QmlOutcome outcomeOf(QJSEngine *engine, const QJSValue &value, const QString &name = {});

} // namespace QEager::detail
