// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QQueue>
#include <QStringList>
#include <QTimer>

#include <memory>
#include <stdexcept>

//! What the application asks for departures. It is the same before and after the move, and knows no coroutine.
class SlowServer : public QObject
{
    Q_OBJECT

public:
    QFuture<QStringList> departures(const QString &station)
    {
        const auto promise = std::make_shared<QPromise<QStringList>>();
        promise->start();
        ++m_waiting;
        const int delay = station == QStringLiteral("Nowhere") ? 1'300 : 20; // ms
        const auto answer = [this, promise, station] {
            m_due.enqueue({promise, station});
            if (m_due.size() == 1)
                QMetaObject::invokeMethod(this, &SlowServer::answerNext, Qt::QueuedConnection);
        };
        QTimer::singleShot(delay, Qt::PreciseTimer, this, answer);
        return promise->future();
    }

    int waiting() const { return m_waiting; }
    int answers() const { return m_answers; }
    int givenUp() const { return m_givenUp; }

Q_SIGNALS:
    void answered();

private:
    struct Request
    {
        std::shared_ptr<QPromise<QStringList>> promise;
        QString station;
    };

    void answerNext() // one in each turn of the event loop, so that a run on a busy machine is as any other
    {
        const Request request = m_due.head();
        if (request.promise->isCanceled()) {
            ++m_givenUp; // nobody wants to know any more: this saves the work
        } else {
            ++m_answers;
            if (request.station == QStringLiteral("Closed"))
                request.promise->setException(std::make_exception_ptr(std::runtime_error("Closed has no trains")));
            else
                request.promise->addResult(QStringList{QStringLiteral("8:00"), QStringLiteral("9:30")});
        }
        request.promise->finish();
        m_due.dequeue();
        --m_waiting;
        if (!m_due.isEmpty())
            QMetaObject::invokeMethod(this, &SlowServer::answerNext, Qt::QueuedConnection);
        Q_EMIT answered();
    }

    QQueue<Request> m_due;
    int m_waiting = 0;
    int m_answers = 0;
    int m_givenUp = 0;
};
