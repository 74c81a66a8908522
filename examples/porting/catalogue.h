// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <QCoroTask>

#include <QAbstractListModel>
#include <QHash>
#include <QNetworkAccessManager>
#include <QStringList>
#include <QTimer>
#include <QUrl>

#include <optional>

//! The titles of one shelf of a library, which a server knows.
class Catalogue : public QAbstractListModel
{
    Q_OBJECT

public:
    explicit Catalogue(QUrl server, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    //! Shows a shelf; throws when the server does not have it.
    QCoro::Task<> open(QString shelf);
    //! The titles of a shelf. They are asked for once.
    QCoro::Task<QStringList> titles(QString shelf);
    //! How many titles a shelf has, in words.
    QCoro::Task<QString> headline(QString shelf);
    //! The first title with \a text, once nobody has called this for a moment: nothing for a call that another one
    //! followed.
    QCoro::Task<std::optional<QString>> search(QString text);
    //! The shelf that is opened next.
    QCoro::Task<QString> nextOpened();
    //! Opens a shelf as often as \a times says.
    QCoro::Task<int> refresh(QString shelf, int times);

Q_SIGNALS:
    void opened(const QString &shelf);

private:
    QUrl m_server;
    QNetworkAccessManager m_network;
    QTimer m_interval;
    QHash<QString, QStringList> m_cache;
    QStringList m_titles;
    int m_searches = 0;
};

//! Both results, of tasks that run at the same time.
template <typename T>
QCoro::Task<std::pair<T, T>> both(QCoro::Task<T> first, QCoro::Task<T> second)
{
    T one = co_await first;
    T other = co_await second;
    co_return std::pair<T, T>(std::move(one), std::move(other));
}
