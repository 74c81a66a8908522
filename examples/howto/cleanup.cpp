// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The code of docs/howto/cleanup.md, as a program.

#include <qeager/qeager.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qscopeguard.h>
#include <QtCore/qset.h>

#include <chrono>
#include <cstdio>
#include <memory>

using namespace std::chrono_literals;

// [downloads]
class Downloads : public QObject
{
public:
    QEager::TaskScope &taskScope() { return m_tasks; } // its member coroutines are in this scope

    QEager::ValueTask<> download(QString name)
    {
        m_active.insert(name);
        const auto done = qScopeGuard([this, name] {
            m_active.remove(name); // a member: it must be alive
            std::printf("%s is removed, active: %d\n", qPrintable(name), int(m_active.size()));
        });
        co_await 1h;
    }

private:
    QSet<QString> m_active;
    QEager::TaskScope m_tasks; // last, so it is destroyed first
};
// [downloads]

// [detach]
class Settings : public QObject
{
public:
    QEager::ValueTask<> save()
    {
        const QByteArray data = m_data; // a copy of what it needs
        co_await QEager::detachFromOwner(); // from here on, no line uses `this`
        co_await 5ms; // the disk is slow
        std::printf("saved %d bytes\n", int(data.size()));
    }

private:
    QByteArray m_data = "volume=7";
};
// [detach]

// [wait]
QEager::Coro<> closeSlowly(QEager::Task<> writing)
{
    writing.cancel(QStringLiteral("The window closes.")); // a request: it may clean up with further awaits
    const auto ended = co_await QEager::gatherSettled(std::move(writing)); // until it has ended, in whichever way
    std::printf("ended: %s\n", std::get<0>(ended).isCancelled() ? "Cancelled" : "with a value");
}
// [wait]

static QEager::Coro<> write()
{
    bool stopped = false;
    try {
        co_await 1h;
    } catch (const QEager::Cancelled &) {
        stopped = true; // no await in a catch block
    }
    co_await 5ms; // tells the server
    std::printf("the server knows\n");
    if (stopped)
        throw QEager::Cancelled();
}

static QEager::Coro<> use()
{
    auto downloads = std::make_unique<Downloads>();
    downloads->download(QStringLiteral("a"));
    downloads->download(QStringLiteral("b"));
    downloads.reset();
    std::printf("the downloads are gone\n");

    auto settings = std::make_unique<Settings>();
    auto saving = settings->save();
    settings.reset();
    co_await std::move(saving);

    co_await closeSlowly(QEager::eager(write()).task());
    QCoreApplication::quit();
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const auto using_ = QEager::eager(use());
    return QCoreApplication::exec();
}
