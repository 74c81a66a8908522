// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Receives the end of a promise. The promise's callbacks own the receiver. If they are gone, nobody can settle it any
    more.
*/

#include <QtCore/qobject.h>
#include <QtQml/qjsvalue.h>

namespace QEager::detail {

class PromiseReceiver : public QObject
{
    Q_OBJECT

public:
    bool isSettled() const noexcept { return m_settled; }
    bool isRejected() const noexcept { return m_rejected; }
    const QJSValue &outcome() const noexcept { return m_outcome; }

    Q_INVOKABLE void resolve(const QJSValue &value) { settle(value, false); }
    Q_INVOKABLE void reject(const QJSValue &reason) { settle(reason, true); }

Q_SIGNALS:
    void settled(const QJSValue &outcome, bool rejected);

private:
    void settle(const QJSValue &outcome, bool rejected)
    {
        if (m_settled) // a thenable that is not a promise may do so
            return;
        m_settled = true;
        m_rejected = rejected;
        m_outcome = outcome;
        Q_EMIT settled(outcome, rejected);
    }
    bool m_settled = false;
    bool m_rejected = false;
    QJSValue m_outcome;
};

} // namespace QEager::detail
