// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/qml/detail/script.h>
#include <qeager/qml/detail/sourcecall.h>

#include <QtCore/qscopeguard.h>
#include <QtQml/qqmlcontext.h>

#include <utility>

namespace QEager::detail {

namespace {

// What throws must not leave the expression, which would take its value for undefined, and its error for a string.
constexpr auto callAndTell =
    u"(function() { var r; try { r = qeagerSource() } catch (e) { qeagerThrew(e); return } qeagerReturned(r) })()";

} // namespace

SourceCall::SourceCall(QQmlContext *context, const QJSValue &function) : m_function(function)
{
    if (!context)
        return;
    m_expression.emplace(context, this, QString::fromUtf16(callAndTell));
    m_expression->setSourceLocation(QLatin1StringView(Script::FileName), 1);
    m_expression->setNotifyOnValueChanged(true);
    connect(&*m_expression, &QQmlExpression::valueChanged, this, &SourceCall::changed);
}

SourceCall::Result SourceCall::operator()()
{
    m_running = true;
    const auto done = qScopeGuard([this] { m_running = false; });
    if (m_expression) {
        m_expression->evaluate();
        return std::exchange(m_result, {});
    }
    const QJSValue value = m_function.call();
    return {value, value.isError()};
}

} // namespace QEager::detail
