// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <qeager/coro.h>
#include <qeager/taskscope.h>

#include <QtCore/qdir.h>
#include <QtCore/qlist.h>
#include <QtCore/qobject.h>
#include <QtCore/qurl.h>
#include <QtNetwork/qnetworkaccessmanager.h>

#include <chrono>
#include <functional>

class QNetworkReply;

//! What became of one file.
struct Download
{
    QUrl url;
    QString name; //!< of the file
    qint64 bytes = 0;
    int attempts = 0;
    QString error; //!< a sentence; empty if the file is there
};

struct DownloadOptions
{
    QDir directory;
    int limit = 4; //!< how many run at once
    std::chrono::milliseconds patience{10'000}; //!< how long nothing may come
    int attempts = 3; //!< if the server does not answer, or says that it cannot just now
    std::chrono::milliseconds pause{200}; //!< before the second attempt; twice as long before each further one
};

//! Downloads files. A file appears in the directory when it is complete, and not before.
class Downloads
{
public:
    //! \a progressed is called whenever bytes have come, and when a file has ended.
    Downloads(DownloadOptions options, std::function<void()> progressed);

    //! Downloads all of \a urls, and returns what became of each, in the same order.
    QEager::Coro<QList<Download>> all(QList<QUrl> urls);

    qint64 bytes() const { return m_bytes; } //!< that have come, of all files
    int ended() const { return m_ended; } //!< files, well or not

    QEager::TaskScope &taskScope() { return m_tasks; }

private:
    QEager::Coro<Download> one(QUrl url);
    QEager::Coro<> attempt(Download &download);
    QEager::Coro<> transfer(QNetworkReply *reply, QIODevice *file, Download &download);

    const DownloadOptions m_options;
    const std::function<void()> m_progressed;
    qint64 m_bytes = 0;
    int m_ended = 0;
    QNetworkAccessManager m_network;
    QEager::TaskScope m_tasks; // last: the replies go before the manager, which owns them, too
};
