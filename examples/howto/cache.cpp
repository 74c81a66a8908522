// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The code of docs/howto/cache.md, as a program.

#include <qeager/qeager.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qhash.h>

#include <chrono>
#include <cstdio>

using namespace std::chrono_literals;

// [cache]
class Names
{
public:
    QEager::ValueTask<QString> name(int id)
    {
        if (const auto hit = m_known.constFind(id); hit != m_known.constEnd())
            co_return *hit; // ready when name() returns

        if (!m_asking.contains(id))
            m_asking.insert(id, ask(id).task());
        const QEager::Task<QString> asked = m_asking.value(id);
        co_return co_await QEager::shield(asked); // one caller that gives up leaves the others alone
    }
    QEager::TaskScope &taskScope() { return m_tasks; }
    int requests() const { return m_requests; }

private:
    QEager::ValueTask<QString> ask(int id)
    {
        const auto done = qScopeGuard([this, id] { m_asking.remove(id); });
        ++m_requests;
        co_await 20ms; // the server answers
        const QString name = QStringLiteral("user %1").arg(id);
        m_known.insert(id, name);
        co_return name;
    }

    QHash<int, QString> m_known;
    QHash<int, QEager::Task<QString>> m_asking;
    int m_requests = 0;
    QEager::TaskScope m_tasks; // last: ends what still runs, while the other members are alive
};
// [cache]

static void show(const QString &text) { std::printf("shows %s\n", qPrintable(text)); }

// [await]
QEager::Coro<QString> greeting(Names &names, int id)
{
    co_return QStringLiteral("Dear ") + co_await names.name(id); // does not suspend if the name is known
}
// [await]

static QEager::Coro<> use(Names &names, QObject *label)
{
    // [together]
    auto first = names.name(1);
    auto second = names.name(1); // asks nobody: the first one is on its way
    co_await QEager::gather(std::move(first), std::move(second));
    std::printf("requests: %d\n", names.requests());
    // [together]

    // [then]
    names.name(1).then(label, [](const QString &name) { show(name); }); // calls at once if the name is known
    // [then]

    // [prove]
    const auto before = QEager::Statistics::current();
    const auto known = names.name(1);
    const auto used = QEager::Statistics::current() - before;
    std::printf("ready: %s, tasks: %d, events: %d\n", known.isReady() ? "yes" : "no", int(used.tasksCreated),
                int(used.eventsPosted));
    // [prove]
    show(co_await greeting(names, 1));
    QCoreApplication::quit();
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    Names names;
    const auto using_ = QEager::eager(use(names, &app));
    return QCoreApplication::exec();
}
