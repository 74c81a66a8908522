// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "window.h"

#include <QtWidgets/qboxlayout.h>
#include <QtWidgets/qlabel.h>
#include <QtWidgets/qlineedit.h>
#include <QtWidgets/qtextedit.h>

Window::Window(quint16 port, const QString &name)
    : m_status(new QLabel), m_lines(new QTextEdit), m_edit(new QLineEdit), m_connection(port, name)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Chat: %1").arg(name));
    resize(360, 300);

    auto *const title = new QLabel(QStringLiteral("<b>%1</b>").arg(name));
    auto *const top = new QHBoxLayout;
    top->addWidget(title, 1);
    top->addWidget(m_status);
    m_lines->setReadOnly(true);
    m_lines->document()->setDocumentMargin(10);
    m_edit->setPlaceholderText(tr("Say something, and press Return"));
    auto *const layout = new QVBoxLayout(this);
    layout->addLayout(top);
    layout->addWidget(m_lines);
    layout->addWidget(m_edit);

    connect(&m_connection, &Connection::heard, this, &Window::showLine);
    connect(&m_connection, &Connection::stateChanged, this, &Window::showState);
    connect(m_edit, &QLineEdit::returnPressed, this, [this] {
        if (!m_edit->text().isEmpty())
            m_connection.say(m_edit->text()); // at once or when there is a connection again
        m_edit->clear();
    });
    showState();
}

void Window::showLine(const QString &line)
{
    const QString who = line.section(QStringLiteral(": "), 0, 0);
    const QString what = line.section(QStringLiteral(": "), 1);
    const bool own = who == m_connection.name();
    m_lines->append(QStringLiteral("<p style='margin:4px'><span style='color:%1'><b>%2</b></span><br>%3</p>")
                        .arg(own ? QStringLiteral("#2f6fd0") : QStringLiteral("#b3541e"), who.toHtmlEscaped(),
                             what.toHtmlEscaped()));
    m_lastLine = line;
    Q_EMIT lineShown();
}

void Window::showState()
{
    switch (m_connection.state()) {
    case Connection::State::Connecting:
        m_status->setText(QStringLiteral("<span style='color:#8a6d00'>● connecting …</span>"));
        break;
    case Connection::State::Online:
        m_status->setText(QStringLiteral("<span style='color:#1a7f37'>● online</span>"));
        break;
    case Connection::State::Waiting:
        m_status->setText(QStringLiteral("<span style='color:#b3261e'>● waiting for the server</span>"));
        break;
    }
}
