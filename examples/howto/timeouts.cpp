// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The code of docs/howto/timeouts.md, as a program.

#include <qeager/qeager.h>

#include <QtCore/qcoreapplication.h>

#include <chrono>
#include <cstdio>

using namespace std::chrono_literals;

static QEager::Coro<QString> fetch(QString what)
{
    if (what == QLatin1StringView("quick"))
        co_await QEager::yieldNow();
    else
        co_await 1h;
    co_return what;
}

// [one]
QEager::Coro<QString> fetchOrSay(QString what)
{
    try {
        co_return co_await QEager::withTimeout(100ms, fetch(what));
    } catch (const QEager::TimedOut &) {
        co_return QStringLiteral("too slow");
    }
}
// [one]

// [all]
QEager::Coro<> fetchAll(QStringList names)
{
    const auto body = [names](QEager::Timeout &timeout) -> QEager::Coro<> {
        for (const QString &name : names) {
            const QString text = co_await fetch(name);
            std::printf("got %s\n", qPrintable(text));
            timeout.reschedule(100ms); // each one has a tenth of a second
        }
    };
    co_await QEager::withTimeout(100ms, body);
}
// [all]

// [retry]
QEager::Coro<QString> fetchPatiently(QString what)
{
    for (auto patience = 20ms; patience < 100ms; patience *= 2) {
        try {
            co_return co_await QEager::withTimeout(patience, fetch(what));
        } catch (const QEager::TimedOut &) {
            std::printf("not within %d ms\n", int(patience.count()));
        }
    }
    throw QEager::TimedOut(QStringLiteral("There is no answer."));
}
// [retry]

// [object]
class Button : public QObject
{
    Q_OBJECT

Q_SIGNALS:
    void clicked();
};

QEager::Coro<bool> confirmed(Button *button)
{
    const auto first = co_await QEager::race(QEager::signal(button, &Button::clicked), 50ms);
    co_return first.index() == 0; // the signal, or the time
}
// [object]

static QEager::Coro<> use()
{
    const QString quick = co_await fetchOrSay(QStringLiteral("quick"));
    const QString slow = co_await fetchOrSay(QStringLiteral("slow"));
    std::printf("%s, %s\n", qPrintable(quick), qPrintable(slow));
    const QStringList names{QStringLiteral("quick"), QStringLiteral("quick"), QStringLiteral("slow")};
    try {
        co_await fetchAll(names);
    } catch (const QEager::TimedOut &) {
        std::printf("gave up\n");
    }
    try {
        co_await fetchPatiently(QStringLiteral("slow"));
    } catch (const QEager::TimedOut &error) {
        std::printf("%s\n", error.what());
    }
    Button button;
    const bool yes = co_await confirmed(&button);
    std::printf("confirmed: %s\n", yes ? "yes" : "no");
    QCoreApplication::quit();
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const auto using_ = QEager::eager(use());
    return QCoreApplication::exec();
}

#include "timeouts.moc"
