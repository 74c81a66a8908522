// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <qeager/qml/qmltask.h>
#include <qeager/taskscope.h>

#include <QtCore/qhash.h>
#include <QtCore/qobject.h>
#include <QtCore/qurl.h>
#include <QtNetwork/qnetworkaccessmanager.h>
#include <QtQml/qqmlregistration.h>

//! Asks a server, when the user has paused, and remembers what it has answered.
class Search : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The program makes one.")

public:
    explicit Search(const QUrl &server) : m_server(server) {}

    //! Finds names with \a text in them. Ready at once if there is nothing to find, or if it is known.
    Q_INVOKABLE QEager::QmlTask *find(const QString &text) { return new QEager::QmlTask(load(text.trimmed())); }

    QEager::TaskScope &taskScope() { return m_tasks; }

private:
    QEager::ValueTask<QStringList> load(QString text);
    QEager::Coro<QStringList> ask(QString text);

    QUrl m_server;
    QHash<QString, QStringList> m_known;
    QNetworkAccessManager m_network;
    QEager::TaskScope m_tasks; // last: the replies go before the manager, which owns them, too
};
