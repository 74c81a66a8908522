// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Between coroutines and a JavaScript engine: calling its functions, waiting for its promises, passing values and
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

    //! undefined once the engine is gone.
    const QJSValue &thrown() const noexcept { return m_thrown; }
    //! It has been logged, with its stack.
    bool isReported() const noexcept { return m_reported; }

private:
    QJSValue m_thrown;
    bool m_reported;
};

//! One for each engine, which owns it. Whoever waits holds a QPointer to it: null once the engine is gone.
class QEAGER_QML_EXPORT Script : public QObject
{
    Q_OBJECT

public:
    //! What our own JavaScript is called in a stack.
    static constexpr char FileName[] = "qrc:/qt/qml/QEager/script";

    //! Null for null.
    static Script *of(QJSEngine *engine);

    QJSEngine *engine() const noexcept { return m_engine; }
    //! function(argument). What it throws is logged with its stack and thrown as a ScriptError; \a who is the task it
    //! was called for.
    QJSValue call(const QJSValue &function, const QJSValue &argument, const QString &who);
    QJSValue toScript(const QVariant &value);
    //! An Error with message and name, or what JavaScript itself threw.
    QJSValue errorObject(const std::exception_ptr &error);
    //! What a thrown value, or the reason of a rejected promise, says in one line.
    static QString messageOf(const QJSValue &thrown);
    //! The lines of its stack, each on a new line, without ours: "function@main.qml:12"; empty where it has none.
    static QString stackOf(const QJSValue &thrown);
    //! A Promise of what \a task, a JavaScript object with a method then(), ends with.
    QJSValue promiseOf(const QJSValue &task);
    //! Has resolve() or reject() of \a receiver called when \a thenable settles.
    void listen(const QJSValue &thenable, QObject *receiver);

private:
    explicit Script(QJSEngine *engine);
    QJSEngine *const m_engine;
    QJSValue m_functions;
};

/*! \a stored (see toVariant()) as QML is to have it: with QObjects as such, which follow the engine's ownership rule,
    and are in \a kept to be kept from collection. */
QVariant handedOut(const QVariant &stored, QJSEngine *engine, QList<QJSValue> *kept);

//! A number, string, boolean, null or undefined as such, anything else as a QJSValue.
QVariant fromScript(const QJSValue &value);

/*! Waits for what \a value stands for: the task of a QmlTask, or a promise (any object with a method `then`), which
    gives Cancelled when the engine goes or nobody can settle it any more. Anything else is what it is. */
Coro<QVariant> follow(QPointer<Script> script, QJSValue value);

//! \a body, for the root of a task: a ScriptError that was logged when it was thrown is not logged again at the end of
//! the task.
Coro<QVariant> forgiving(Coro<QVariant> body);
//! Starts forgiving(\a coro) inline.
ValueTask<QVariant> startScript(Coro<QVariant> coro, const QString &name);

/*! The outcome of a JavaScript value, see follow(): ready unless it is a promise or a QmlTask that is Loading. A
    QmlTask's is shared with it, name and all; others are called \a name. \a engine is not null. */
QEAGER_QML_EXPORT QmlOutcome outcomeOf(QJSEngine *engine, const QJSValue &value, const QString &name = {});

} // namespace QEager::detail
