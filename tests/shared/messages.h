// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Catches what category `qeager` says: a test states every message it expects, and that there is no other.
*/

#include <QtCore/qglobal.h>
#include <QtCore/qmutex.h>
#include <QtCore/qstringlist.h>

class Messages
{
public:
    Messages()
    {
        s_current = this;
        m_previous = qInstallMessageHandler(handle);
    }
    ~Messages()
    {
        qInstallMessageHandler(m_previous);
        s_current = nullptr;
    }
    Q_DISABLE_COPY_MOVE(Messages)

    //! All warnings since construction or the last call, one a line.
    QString take()
    {
        const QMutexLocker lock(&m_mutex);
        return std::exchange(m_lines, {}).join(QLatin1Char('\n'));
    }

    //! The same of information.
    QString takeInfos()
    {
        const QMutexLocker lock(&m_mutex);
        return std::exchange(m_infos, {}).join(QLatin1Char('\n'));
    }

private:
    static void handle(QtMsgType type, const QMessageLogContext &context, const QString &text)
    {
        if (qstrcmp(context.category, "qeager") == 0 && (type == QtWarningMsg || type == QtInfoMsg)) {
            const QMutexLocker lock(&s_current->m_mutex);
            (type == QtInfoMsg ? s_current->m_infos : s_current->m_lines).append(text);
        } else if (s_current->m_previous) {
            s_current->m_previous(type, context, text);
        }
    }
    static inline Messages *s_current = nullptr;
    QtMessageHandler m_previous = nullptr;
    QMutex m_mutex;
    QStringList m_lines;
    QStringList m_infos;
};
