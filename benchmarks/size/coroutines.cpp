// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Twenty coroutines of everyday kinds, to measure the size of their code. They are compiled with ValueTask and with
// QCoro::Task, and never linked or run. They use nothing that only one of the two has.

#ifdef SIZE_OF_VALUETASK
#    include <qeager/qeager.h>
template <typename T = void>
using Task = QEager::ValueTask<T>;
#else
#    include <QCoroTask>
template <typename T = void>
using Task = QCoro::Task<T>;
#endif

#include <QCoroCore>
#include <QCoroFuture>
#include <QCoroNetworkReply>
#include <QCoroProcess>
#include <QCoroSignal>
#include <QCoroTimer>

#include <QtCore/qfuture.h>
#include <QtCore/qhash.h>
#include <QtCore/qloggingcategory.h>
#include <QtCore/qprocess.h>
#include <QtCore/qscopeguard.h>
#include <QtCore/qtimer.h>
#include <QtNetwork/qnetworkaccessmanager.h>
#include <QtNetwork/qnetworkreply.h>
#include <QtNetwork/qnetworkrequest.h>

#include <chrono>
#include <exception>
#include <vector>

using namespace std::chrono_literals;

struct User
{
    int id;
    QString name;
};

class Store : public QObject
{
    Q_OBJECT

public:
    Task<QString> name(int id);
    Task<User> user(int id);
    Task<QString> both(int a, int b);
    Task<> each(std::vector<int> ids);
    Task<QString> nameOrNothing(int id);
    Task<int> trimmedLength(int id);
    Task<int> count() const;
    Task<> save(User user);
    Task<> idle();
    Task<> tick();
    Task<> untilReady();
    Task<QString> nextText();
    Task<bool> changes();
    Task<> guarded();
    Task<int> computed(QFuture<int> future);
    Task<> finished(QFuture<void> future);
    Task<QByteArray> fetch(QUrl url);
    Task<QByteArray> fetchAgain(QUrl url);
    Task<bool> run(QString program);
    Task<QByteArray> line(QIODevice *device);

Q_SIGNALS:
    void ready();
    void text(const QString &text);

private:
    QHash<int, QString> m_cache;
    QNetworkAccessManager m_network;
    bool m_busy = false;
    int m_count = 0;
};

Task<QString> Store::name(int id)
{
    if (const auto hit = m_cache.constFind(id); hit != m_cache.constEnd())
        co_return *hit;
    co_return QString();
}
Task<User> Store::user(int id)
{
    const QString found = co_await name(id);
    co_return User{id, found};
}
Task<QString> Store::both(int a, int b)
{
    const QString first = co_await name(a);
    const QString second = co_await name(b);
    co_return first + QLatin1Char(' ') + second;
}
Task<> Store::each(std::vector<int> ids)
{
    for (const int id : ids) {
        const QString found = co_await name(id);
        m_count += static_cast<int>(found.size());
    }
}
Task<QString> Store::nameOrNothing(int id)
{
    try {
        co_return co_await name(id);
    } catch (...) {
        co_return QString();
    }
}
Task<int> Store::trimmedLength(int id)
{
    const QString found = co_await name(id).then([](const QString &each) { return each.trimmed(); });
    co_return static_cast<int>(found.size());
}
Task<int> Store::count() const { co_return static_cast<int>(m_cache.size()); }
Task<> Store::save(User user)
{
    m_cache.insert(user.id, user.name);
    co_await QCoro::sleepFor(1ms);
    Q_EMIT ready();
}
Task<> Store::idle()
{
    while (m_busy)
        co_await QCoro::sleepFor(10ms);
}
Task<> Store::tick()
{
    QTimer timer;
    timer.start(5ms);
    co_await timer;
    ++m_count;
}
Task<> Store::untilReady() { co_await qCoro(this, &Store::ready); }
Task<QString> Store::nextText()
{
    const QString next = co_await qCoro(this, &Store::text);
    co_return next.toUpper();
}
Task<bool> Store::changes()
{
    const auto next = co_await qCoro(this, &Store::text, 100ms);
    co_return next.has_value();
}
Task<> Store::guarded()
{
    m_busy = true;
    const auto guard = qScopeGuard([this] { m_busy = false; });
    co_await qCoro(this, &Store::ready);
}
Task<int> Store::computed(QFuture<int> future)
{
    const int value = co_await future;
    co_return value + 1;
}
Task<> Store::finished(QFuture<void> future)
{
    co_await future;
    ++m_count;
}
Task<QByteArray> Store::fetch(QUrl url)
{
    QNetworkReply *const reply = m_network.get(QNetworkRequest(url));
    co_await reply;
    reply->deleteLater();
    co_return reply->readAll();
}
Task<QByteArray> Store::fetchAgain(QUrl url)
{
    for (int i = 0; i < 3; ++i) {
        try {
            co_return co_await fetch(url);
        } catch (const std::exception &error) {
            qWarning("%s", error.what());
        }
        co_await QCoro::sleepFor(100ms);
    }
    co_return QByteArray();
}
Task<bool> Store::run(QString program)
{
    QProcess process;
    co_await qCoro(process).start(program, {});
    co_return co_await qCoro(process).waitForFinished();
}
Task<QByteArray> Store::line(QIODevice *device) { co_return co_await qCoro(device).readLine(); }
