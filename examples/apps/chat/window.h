// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "connection.h"

#include <QtWidgets/qwidget.h>

class QLabel;
class QLineEdit;
class QTextEdit;

//! The window of somebody who chats. It deletes itself when it is closed, and everything that it does ends with it.
class Window : public QWidget
{
    Q_OBJECT

public:
    Window(quint16 port, const QString &name);

    Connection &connection() { return m_connection; }
    QLineEdit *edit() const { return m_edit; }
    QString lastLine() const { return m_lastLine; }

Q_SIGNALS:
    void lineShown();

private:
    void showLine(const QString &line);
    void showState();

    QLabel *const m_status;
    QTextEdit *const m_lines;
    QLineEdit *const m_edit;
    QString m_lastLine;
    Connection m_connection; // last, so that it ends while the others live
};
