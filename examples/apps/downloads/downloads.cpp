// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "downloads.h"

#include <qeager/errors.h>
#include <qeager/gather.h>
#include <qeager/network.h>
#include <qeager/sleep.h>
#include <qeager/timeout.h>

#include <QtCore/qsavefile.h>

#include <memory>
#include <ranges>
#include <stdexcept>
#include <utility>
#include <vector>

namespace {

//! What may go well at the next attempt.
class TryAgain : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

void check(QNetworkReply &reply)
{
    if (reply.error() == QNetworkReply::NoError)
        return;
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QString reason = reply.attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString();
    if (status >= 400 && status < 500)
        throw QEager::IoError(QStringLiteral("the server says: %1").arg(reason));
    throw TryAgain(status ? "the server says: " + reason.toStdString() : reply.errorString().toStdString());
}

} // namespace

Downloads::Downloads(DownloadOptions options, std::function<void()> progressed)
    : m_options(std::move(options)), m_progressed(std::move(progressed))
{
}

QEager::Coro<QList<Download>> Downloads::all(QList<QUrl> urls)
{
    const auto start = [this](const QUrl &url) { return one(url); };
    auto running = QEager::gather(urls | std::views::transform(start), {.limit = m_options.limit});
    const std::vector<Download> ended = co_await std::move(running);
    co_return QList<Download>(ended.begin(), ended.end());
}

//! Makes all attempts that \a url is worth. Only a cancel request comes out of this as an exception.
QEager::Coro<Download> Downloads::one(QUrl url)
{
    Download download;
    download.url = url;
    download.name = url.fileName();
    for (auto pause = m_options.pause;; pause *= 2) {
        bool again = ++download.attempts < m_options.attempts;
        try {
            co_await attempt(download);
            download.error.clear();
            again = false;
        } catch (const QEager::TimedOut &) {
            download.error = QStringLiteral("nothing came for %1 ms").arg(m_options.patience.count());
        } catch (const TryAgain &error) {
            download.error = QString::fromStdString(error.what());
        } catch (const QEager::IoError &error) { // another attempt would not go better
            download.error = error.message();
            again = false;
        }
        if (!download.error.isEmpty())
            m_bytes -= std::exchange(download.bytes, 0); // what has come is thrown away
        if (!again)
            break;
        co_await pause; // not in a catch block, where C++ does not allow it
    }
    ++m_ended;
    m_progressed();
    co_return download;
}

QEager::Coro<> Downloads::attempt(Download &download)
{
    if (download.name.isEmpty())
        throw QEager::IoError(QStringLiteral("the address has no file name"));
    QSaveFile file(m_options.directory.filePath(download.name)); // is gone again if it is not committed
    if (!file.open(QFile::WriteOnly))
        throw QEager::IoError(file.errorString());
    const std::unique_ptr<QNetworkReply> reply(m_network.get(QNetworkRequest(download.url)));
    co_await transfer(reply.get(), &file, download);
    check(*reply);
    if (!file.commit())
        throw QEager::IoError(file.errorString());
}

QEager::Coro<> Downloads::transfer(QNetworkReply *reply, QIODevice *file, Download &download)
{
    const auto body = [&](QEager::Timeout &timeout) -> QEager::Coro<> {
        for (;;) {
            const QByteArray piece = co_await QEager::readAll(reply);
            if (piece.isEmpty()) // the end, good or bad
                co_return;
            if (file->write(piece) != piece.size())
                throw QEager::IoError(file->errorString());
            download.bytes += piece.size();
            m_bytes += piece.size();
            timeout.reschedule(m_options.patience); // something came
            m_progressed();
        }
    };
    co_await QEager::withTimeout(m_options.patience, body);
}
