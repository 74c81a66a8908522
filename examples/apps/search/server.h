// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <qeager/coro.h>
#include <qeager/taskscope.h>

#include <QtCore/qobject.h>
#include <QtCore/qurl.h>
#include <QtNetwork/qtcpserver.h>
#include <QtQml/qqmlregistration.h>

/*! A small HTTP server on this machine, so that the example needs no other: it searches the capitals of the world. */
class Server : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The program makes one.")
    //! Whether it answers; otherwise it says that it is out of order. For you to try what happens then.
    Q_PROPERTY(bool works READ works WRITE setWorks NOTIFY worksChanged FINAL)
    //! How many requests it has had.
    Q_PROPERTY(int requests READ requests NOTIFY requestsChanged FINAL)

public:
    //! \throws QEager::IoError if it cannot listen.
    Server();

    //! Returns where it listens.
    QUrl url() const;

    bool works() const { return m_works; }
    void setWorks(bool works);
    int requests() const { return m_requests; }
    QEager::TaskScope &taskScope() { return m_tasks; }

Q_SIGNALS:
    void worksChanged();
    void requestsChanged();

private:
    QEager::ValueTask<> serve();
    QEager::Coro<> answer(QTcpSocket *connection);

    QTcpServer m_server;
    bool m_works = true;
    int m_requests = 0;
    QEager::TaskScope m_tasks;
};
