// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Calls a JavaScript function and notices what it reads. An AsyncValue calls its source by this.
*/

#include <QtCore/qobject.h>
#include <QtQml/qjsvalue.h>
#include <QtQml/qqmlexpression.h>

#include <optional>

QT_BEGIN_NAMESPACE
class QQmlContext;
QT_END_NAMESPACE

namespace QEager::detail {

//! The call is an expression with this object as its scope. So the engine captures what is read below it, as for a
//! binding. The names are long because ids of the document come before them.
class SourceCall final : public QObject
{
    Q_OBJECT
    Q_PROPERTY(QJSValue qeagerSource READ source CONSTANT FINAL)

public:
    //! Without a context, as in an object made by C++, nothing that is read is noticed. Then a thrown Error cannot be
    //! told from one that is returned, either.
    SourceCall(QQmlContext *context, const QJSValue &function);

    struct Result
    {
        QJSValue value; //!< what was returned, or thrown
        bool thrown = false;
    };
    //! Calls the function. Keep this alive meanwhile.
    Result operator()();
    bool isRunning() const { return m_running; }
    QJSValue source() const { return m_function; }

    Q_INVOKABLE void qeagerReturned(const QJSValue &value) { m_result = {value, false}; }
    Q_INVOKABLE void qeagerThrew(const QJSValue &error) { m_result = {error, true}; }

Q_SIGNALS:
    //! Emitted when something that the last call has read changes.
    void changed();

private:
    QJSValue m_function;
    Result m_result;
    bool m_running = false;
    std::optional<QQmlExpression> m_expression;
};

} // namespace QEager::detail
