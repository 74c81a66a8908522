// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "search.h"

#include <qeager/network.h>
#include <qeager/timeout.h>

#include <QtCore/qurlquery.h>

#include <chrono>
#include <memory>

using namespace std::chrono_literals;

QEager::ValueTask<QStringList> Search::load(QString text)
{
    if (text.isEmpty())
        co_return QStringList();
    if (const auto hit = m_known.constFind(text); hit != m_known.constEnd())
        co_return *hit;

    co_await 150ms; // typing on cancels here, so there is no request for each letter …
    const QStringList hits = co_await QEager::withTimeout(5s, ask(text)); // … or here
    m_known.insert(text, hits);
    co_return hits;
}

QEager::Coro<QStringList> Search::ask(QString text)
{
    QUrl url = m_server.resolved(QUrl(QStringLiteral("search")));
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("text"), QString::fromLatin1(QUrl::toPercentEncoding(text)));
    url.setQuery(query);
    const std::unique_ptr<QNetworkReply> reply(m_network.get(QNetworkRequest(url))); // ends the request, too
    co_await reply.get();
    if (reply->error() != QNetworkReply::NoError) {
        const QVariant reason = reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute);
        throw QEager::IoError(reason.isValid() ? tr("The server says: %1.").arg(reason.toString())
                                               : reply->errorString());
    }
    co_return QString::fromUtf8(reply->readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}
