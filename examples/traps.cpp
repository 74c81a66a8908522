// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The code of docs/traps.md, as a program: what to write.

#include <qeager/qeager.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qeventloop.h>
#include <QtCore/qmutex.h>

#include <chrono>
#include <cstdio>

using namespace std::chrono_literals;

namespace {

QString read(const QString &name) { return name.toUpper(); }

QEager::Coro<QString> load(QString name)
{
    co_await 1ms;
    co_return name;
}

QEager::Coro<bool> isNew(QString name)
{
    co_await 1ms;
    co_return name == QLatin1StringView("new");
}

QEager::Coro<> loadAll(QStringList names)
{
    for (const QString &name : names)
        co_await load(name);
}

// [lambda]
QEager::Coro<QString> readLater(QString name)
{
    const auto work = [name] { return read(name); }; // the lambda has a name
    co_return co_await QEager::offload(work);
}
// [lambda]

// [list]
QEager::Coro<> loadSome()
{
    const QStringList names{QStringLiteral("a"), QStringLiteral("b")}; // so has the list
    co_await loadAll(names);
}
// [list]

// [condition]
QEager::Coro<> check()
{
    if (const bool fresh = co_await isNew(QStringLiteral("new"))) // a variable
        std::printf("new: %d\n", fresh);
}
// [condition]

// [choice]
QEager::Coro<QString> choose(bool fresh)
{
    QString text;
    if (fresh) // not ?:
        text = co_await load(QStringLiteral("fresh"));
    else
        text = QStringLiteral("stale");
    co_return text;
}
// [choice]

// [value]
QEager::ValueTask<qsizetype> lengthOf(QString name) // not const QString &
{
    co_await 1ms;
    co_return name.size();
}
// [value]

// [capture]
class Page : public QObject
{
public:
    void open(const QString &name)
    {
        const auto show = [this, name]() -> QEager::Coro<> {
            const QString text = co_await load(name);
            m_text = text;
        };
        QEager::eager(show, {.owner = this}); // keeps a copy of the lambda, and ends with this
    }
    QString text() const { return m_text; }

private:
    QString m_text;
};
// [capture]

// [lock]
class Log
{
public:
    QEager::Coro<> add(QString name)
    {
        const QString text = co_await load(name);
        const QMutexLocker lock(&m_mutex); // behind the last await
        m_lines.append(text);
    }
    qsizetype size() const { return m_lines.size(); }

private:
    QMutex m_mutex;
    QStringList m_lines;
};
// [lock]

// [error]
QEager::ValueTask<QString> loadCarefully(QString name)
{
    QString text;
    std::exception_ptr failed;
    try {
        text = co_await load(name);
    } catch (const QEager::IoError &) { // not everything: Cancelled goes on
        failed = std::current_exception();
    }
    if (failed)
        text = co_await load(QStringLiteral("default")); // not in the catch block
    co_return text;
}
// [error]

// [loop]
void runUntilDone(const QEager::TaskHandle &task)
{
    QEventLoop loop;
    const auto quit = [&loop] { loop.quit(); };
    task.then(&loop, quit, [&loop](const std::exception_ptr &) { loop.quit(); });
    if (!task.isDone())
        loop.exec(); // quit() ends it, whichever event loop Qt uses
}
// [loop]

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    auto reading = QEager::eager(readLater(QStringLiteral("a")));
    runUntilDone(reading.task());
    std::printf("read: %s\n", qPrintable(reading.result()));
    auto some = QEager::eager(loadSome());
    runUntilDone(some.task());
    auto checking = QEager::eager(check());
    runUntilDone(checking.task());
    auto chosen = QEager::eager(choose(true));
    runUntilDone(chosen.task());
    std::printf("chosen: %s\n", qPrintable(chosen.result()));
    auto length = lengthOf(QStringLiteral("four"));
    runUntilDone(length.task());
    std::printf("length: %d\n", int(length.result()));
    Page page;
    page.open(QStringLiteral("title"));
    Log log;
    auto adding = QEager::eager(log.add(QStringLiteral("line")));
    runUntilDone(adding.task());
    std::printf("title: %s, lines: %d\n", qPrintable(page.text()), int(log.size()));
    auto careful = loadCarefully(QStringLiteral("text"));
    runUntilDone(careful.task());
    std::printf("careful: %s\n", qPrintable(careful.result()));
    return 0;
}
