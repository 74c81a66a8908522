#include "greetings.h"

#include <qeager/errors.h>
#include <qeager/sleep.h>

#include <chrono>

using namespace std::chrono_literals;

QEager::ValueTask<QString> Greetings::greeting(QString name)
{
    if (const auto hit = m_known.constFind(name); hit != m_known.constEnd())
        co_return *hit; // ready when greeting() returns

    co_await 500ms; // put your server, file or computation here
    if (name.isEmpty())
        throw QEager::IoError(QStringLiteral("Nobody has no name."));
    const QString text = QStringLiteral("Hello, %1!").arg(name);
    m_known.insert(name, text);
    co_return text;
}
