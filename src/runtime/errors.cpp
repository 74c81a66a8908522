// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/errors.h>

#include "printable_p.h"

namespace QEager {

const QLoggingCategory &qeager()
{
    static const QLoggingCategory category("qeager", QtInfoMsg);
    return category;
}

Error::Error(const QString &message) : Error(message, "") {}

Error::Error(const QString &message, const char *whenEmpty)
    : m_message(message), m_what(message.isEmpty() ? QByteArray(whenEmpty) : detail::wellFormed(message).toUtf8())
{
}

Error::Error(const Error &) = default;
Error &Error::operator=(const Error &) = default;
Error::~Error() = default;

Cancelled::Cancelled(const QString &message) : Error(message, "The task was cancelled.") {}

TimedOut::TimedOut(const QString &message) : Error(message, "The time was up.") {}

WouldBlock::WouldBlock(const std::source_location &place)
    : Error(QStringLiteral("The coroutine would have to wait at %1:%2, and awaitSync() has no event loop to wait in.")
                .arg(QString::fromUtf8(place.file_name()))
                .arg(place.line())),
      m_place(place)
{
}

InvalidState::InvalidState(const QString &message) : Error(message) {}

IoError::IoError(const QString &message) : Error(message) {}

} // namespace QEager
