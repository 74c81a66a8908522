// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "catalogue.h"

#include <QCoroFuture>
#include <QCoroNetworkReply>
#include <QCoroSignal>
#include <QCoroTimer>

#include <QNetworkReply>
#include <QPointer>
#include <QtConcurrent>

#include <chrono>
#include <stdexcept>

using namespace std::chrono_literals;

namespace {

QStringList parse(const QByteArray &text)
{
    QStringList lines = QString::fromUtf8(text).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    lines.sort();
    return lines;
}

} // namespace

Catalogue::Catalogue(QUrl server, QObject *parent) : QAbstractListModel(parent), m_server(std::move(server))
{
    m_interval.setInterval(1ms);
}

int Catalogue::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_titles.size()); }

QVariant Catalogue::data(const QModelIndex &index, int role) const
{
    return role == Qt::DisplayRole ? m_titles.value(index.row()) : QVariant();
}

QCoro::Task<> Catalogue::open(QString shelf)
{
    const QStringList found = co_await titles(shelf);
    beginResetModel();
    m_titles = found;
    endResetModel();
    Q_EMIT opened(shelf);
}

QCoro::Task<QStringList> Catalogue::titles(QString shelf)
{
    if (const auto hit = m_cache.constFind(shelf); hit != m_cache.constEnd())
        co_return *hit;

    QNetworkReply *const reply = m_network.get(QNetworkRequest(m_server.resolved(QUrl(shelf))));
    co_await reply;
    reply->deleteLater();
    if (reply->error() != QNetworkReply::NoError)
        throw std::runtime_error("there is no shelf " + shelf.toStdString());

    const QByteArray text = reply->readAll();
    const QStringList lines = co_await QtConcurrent::run(parse, text);
    m_cache.insert(shelf, lines);
    co_return lines;
}

QCoro::Task<QString> Catalogue::headline(QString shelf)
{
    return titles(shelf).then([](const QStringList &lines) { return lines.size(); }).then([](qsizetype count) {
        return count == 1 ? QStringLiteral("one title") : QStringLiteral("%1 titles").arg(count);
    });
}

QCoro::Task<std::optional<QString>> Catalogue::search(QString text)
{
    const QPointer<Catalogue> self(this);
    const int number = ++m_searches;
    co_await QCoro::sleepFor(5ms);
    if (!self || number != m_searches)
        co_return std::nullopt;
    for (const QString &title : m_titles) {
        if (title.contains(text, Qt::CaseInsensitive))
            co_return title;
    }
    co_return std::nullopt;
}

QCoro::Task<QString> Catalogue::nextOpened()
{
    const QString shelf = co_await qCoro(this, &Catalogue::opened);
    co_return shelf;
}

QCoro::Task<int> Catalogue::refresh(QString shelf, int times)
{
    int rows = 0;
    m_interval.start();
    for (int i = 0; i < times; ++i) {
        co_await m_interval;
        m_cache.remove(shelf);
        co_await open(shelf);
        rows += rowCount();
    }
    m_interval.stop();
    co_return rows;
}
