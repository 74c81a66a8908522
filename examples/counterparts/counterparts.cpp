// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The code of the sections "From …" of docs/porting.md: what was there, and what it becomes.

#include <qeager/qeager.h>

#include <QtConcurrent/qtconcurrentrun.h>
#include <QtCore/qcoreapplication.h>
#include <QtCore/qhash.h>
#include <QtCore/qtimer.h>

#include <chrono>
#include <cstdio>
#include <functional>
#include <memory>

using namespace std::chrono_literals;

namespace {

QString readTitle(const QString &path)
{
    if (path.isEmpty())
        throw QEager::IoError(QStringLiteral("no path"));
    return path.toUpper();
}

class Page : public QObject
{
public:
    // [futurebefore]
    void open(const QString &path)
    {
        QtConcurrent::run(readTitle, path)
            .then(this, [this](const QString &title) { m_title = title; })
            .onFailed(this, [this](const QException &error) { m_title = QString::fromUtf8(error.what()); });
    }
    // [futurebefore]
    // [futureafter]
    QEager::ValueTask<> openNow(QString path)
    {
        try {
            m_title = co_await QtConcurrent::run(readTitle, path);
        } catch (const QEager::IoError &error) {
            m_title = error.message();
        }
    }
    // [futureafter]
    QString title() const { return m_title; }

private:
    QString m_title;
};

// [callbackbefore]
void ask(const QString &question, std::function<void(QString)> onAnswer) // an API that you have
{
    QTimer::singleShot(5ms, qApp, [question, onAnswer] { onAnswer(question + QStringLiteral("!")); });
}

void askTwice(const QString &question, std::function<void(QString)> onAnswer)
{
    const auto onFirst = [onAnswer](const QString &first) { ask(first, onAnswer); };
    ask(question, onFirst);
}
// [callbackbefore]

// [callbackafter]
QEager::ValueTask<QString> answerTo(QString question) // made once, for each function of the API
{
    const auto promise = std::make_shared<QPromise<QString>>();
    promise->start();
    ask(question, [promise](const QString &answer) {
        promise->addResult(answer);
        promise->finish();
    });
    co_return co_await promise->future();
}

QEager::ValueTask<QString> answerToTwo(QString question)
{
    const QString first = co_await answerTo(question);
    co_return co_await answerTo(first);
}
// [callbackafter]

QEager::Coro<QString> loadUser(int id)
{
    co_await 5ms;
    co_return QStringLiteral("user %1").arg(id);
}

QEager::Coro<int> loadOrders(int id)
{
    co_await 5ms;
    co_return 10 * id;
}

// [asyncioafter]
QEager::Coro<QString> describe(int id)
{
    auto both = QEager::gather(loadUser(id), loadOrders(id));
    const auto [user, orders] = co_await QEager::withTimeout(2s, std::move(both));
    co_return QStringLiteral("%1 has %2 orders").arg(user).arg(orders);
}
// [asyncioafter]

class Names
{
public:
    // [csharpafter]
    QEager::ValueTask<QString> name(int id)
    {
        if (const auto hit = m_names.constFind(id); hit != m_names.constEnd())
            co_return *hit;
        const QString text = co_await loadUser(id); // whoever cancels this task cancels that, too: there is no token
        m_names.insert(id, text);
        co_return text;
    }
    // [csharpafter]

private:
    QHash<int, QString> m_names;
};

QEager::Coro<> use()
{
    Page page;
    page.open(QStringLiteral("before"));
    while (page.title().isEmpty())
        co_await 1ms;
    std::printf("future: %s", qPrintable(page.title()));
    co_await page.openNow(QStringLiteral("after"));
    std::printf(", %s\n", qPrintable(page.title()));

    QString answer;
    askTwice(QStringLiteral("before"), [&answer](const QString &second) { answer = second; });
    while (answer.isEmpty())
        co_await 1ms;
    const QString after = co_await answerToTwo(QStringLiteral("after"));
    std::printf("callbacks: %s, %s\n", qPrintable(answer), qPrintable(after));

    const QString described = co_await describe(2);
    std::printf("asyncio: %s\n", qPrintable(described));
    Names names;
    const QString name = co_await names.name(3);
    std::printf("C#: %s\n", qPrintable(name));
    QCoreApplication::quit();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const auto using_ = QEager::eager(use());
    return QCoreApplication::exec();
}
