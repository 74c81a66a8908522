// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The code of docs/howto/threads.md, as a program.

#include <qeager/qeager.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qthread.h>

#include <chrono>
#include <cstdio>
#include <memory>

using namespace std::chrono_literals;

static bool isPrime(int number, std::stop_token stop)
{
    for (int i = 2; i * i <= number && !stop.stop_requested(); ++i)
        if (number % i == 0)
            return false;
    return number > 1;
}

// [offload]
QEager::Coro<int> countPrimes(std::shared_ptr<const QList<int>> numbers)
{
    const auto count = [numbers](std::stop_token stop) { // owns what it reads: it may outlive this coroutine
        int found = 0;
        for (const int number : *numbers)
            found += !stop.stop_requested() && isPrime(number, stop) ? 1 : 0;
        return found;
    };
    co_return co_await QEager::offload(count); // on a thread of QThreadPool::globalInstance(); resumed on this one
}
// [offload]

// [store]
class Store : public QObject // lives on the worker thread, as a database connection does
{
public:
    QEager::Coro<QString> find(int key)
    {
        co_await 5ms; // what it awaits, it awaits on its own thread
        co_return QStringLiteral("record %1").arg(key);
    }
};
// [store]

// [worker]
class Database : public QObject // lives on the GUI thread
{
public:
    Database()
    {
        m_store->moveToThread(&m_thread);
        connect(&m_thread, &QThread::finished, m_store, &QObject::deleteLater);
        m_thread.setObjectName(QStringLiteral("database"));
        m_thread.start();
    }
    ~Database() override
    {
        m_thread.quit();
        m_thread.wait();
    }
    QEager::ValueTask<QString> find(int key)
    {
        co_return co_await QEager::withTimeout(2s, QEager::onThread(&m_thread, &Store::find, m_store, key));
    }

private:
    QThread m_thread;
    Store *const m_store = new Store;
};
// [worker]

static QEager::Coro<> use()
{
    const auto numbers = std::make_shared<const QList<int>>(QList<int>{2, 3, 4, 5, 6, 7});
    const int primes = co_await countPrimes(numbers);
    std::printf("primes: %d\n", primes);
    Database database;
    const QString record = co_await database.find(7);
    const bool home = QThread::currentThread() == qApp->thread();
    std::printf("%s, on the %s thread\n", qPrintable(record), home ? "main" : "other");
    QCoreApplication::quit();
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const auto using_ = QEager::eager(use());
    return QCoreApplication::exec();
}
