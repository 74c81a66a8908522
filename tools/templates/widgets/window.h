#pragma once

#include "greetings.h"

#include <qeager/latest.h>

#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>
#include <QWidget>

#include <exception>

//! Asks for a name, and greets.
class Window : public QWidget
{
public:
    Window()
    {
        setWindowTitle(QStringLiteral("@NAME@"));
        resize(400, 140);
        auto *const layout = new QVBoxLayout(this);
        layout->addWidget(m_name);
        layout->addWidget(m_text);
        m_text->setAlignment(Qt::AlignCenter);

        const auto greet = [this](QString name) { return showGreeting(name); };
        connect(m_name, &QLineEdit::textChanged, this, QEager::latest(greet)); // typing on cancels the call before
        m_name->setText(QStringLiteral("world")); // known: the label has its text when this returns
    }
    QString text() const { return m_text->text(); }

private:
    QEager::Coro<> showGreeting(QString name)
    {
        m_text->setEnabled(false);
        try {
            const QString text = co_await m_greetings.greeting(name); // does not wait if the greeting is known
            m_text->setText(text);
        } catch (const QEager::IoError &error) { // not everything: the request to end has to go on
            m_text->setText(error.message());
        }
        m_text->setEnabled(true);
    }

    QLineEdit *const m_name = new QLineEdit;
    QLabel *const m_text = new QLabel;
    Greetings m_greetings;
};
