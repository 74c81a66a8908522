// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    One order of the example for QML: its events as they happen, and the line they come to.
*/

#include "../recipe/orders.h"

#include <QtCore/qabstractitemmodel.h>
#include <QtCore/qelapsedtimer.h>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace Demo {

class Lane : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The lanes are properties of Orders.")

    Q_PROPERTY(QString name READ name CONSTANT FINAL)
    //! Empty until the run has ended.
    Q_PROPERTY(QString line READ line NOTIFY lineChanged FINAL)
    Q_PROPERTY(bool running READ isRunning NOTIFY runningChanged FINAL)

public:
    enum Role {
        LabelRole = Qt::UserRole, //!< label: "a"
        TextRole,                 //!< what: what happened, in words
        InTestRole,               //!< inTest: it happened in test(), not in caller()
        TimeRole,                 //!< time: milliseconds since the start, as if it had not been slowed down
    };

    Lane(Order order, QObject *parent);

    QString name() const { return Demo::name(m_order); }
    QString line() const { return m_line; }
    bool isRunning() const { return m_running; }

    //! Forgets the last run and starts another. Nothing happens while one is going on.
    void run(int slowdown);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void lineChanged();
    void runningChanged();

private:
    struct Event
    {
        QString label;
        qint64 time;
    };
    void append(const QString &label);
    void setLine(const QString &line);
    void setRunning(bool running);

    const Order m_order;
    std::vector<Event> m_events;
    QElapsedTimer m_clock;
    int m_slowdown = 1;
    QString m_line;
    bool m_running = false;
};

} // namespace Demo
