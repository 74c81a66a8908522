// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "lane.h"

#include <qeager/eager.h>

#include <QtCore/qpointer.h>

#include <utility>

namespace Demo {

namespace {

QString describe(const QString &label)
{
    switch (label.at(0).toLatin1()) {
    case 'a':
        return Lane::tr("caller() begins");
    case 'b':
        return Lane::tr("caller() goes on");
    case 'c':
        return Lane::tr("caller() awaits test()");
    case '1':
        return Lane::tr("test() begins");
    default:
        return Lane::tr("test() ends");
    }
}

} // namespace

Lane::Lane(Order order, QObject *parent) : QAbstractListModel(parent), m_order(order) {}

void Lane::run(int slowdown)
{
    if (m_running)
        return;
    beginResetModel();
    m_events.clear();
    endResetModel();
    setLine({});
    setRunning(true);
    m_slowdown = slowdown;
    m_clock.start();

    // The window may be closed before the run has ended.
    const auto listener = [self = QPointer<Lane>(this)](const QString &event) {
        if (self)
            self->append(event);
    };
    QEager::eager(runOrder(m_order, listener, slowdown), {.name = name()}).then(this, [this] {
        QStringList labels;
        for (const Event &event : m_events)
            labels.append(event.label);
        setLine(orderLine(m_order, labels));
        setRunning(false);
    });
}

int Lane::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_events.size()); }

QVariant Lane::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Event &event = m_events[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case LabelRole:
        return event.label;
    case TextRole:
        return describe(event.label);
    case InTestRole:
        return event.label.at(0).isDigit();
    case TimeRole:
        return event.time;
    default:
        return {};
    }
}

QHash<int, QByteArray> Lane::roleNames() const
{
    return {{LabelRole, "label"}, {TextRole, "what"}, {InTestRole, "inTest"}, {TimeRole, "time"}};
}

void Lane::append(const QString &label)
{
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_events.push_back({label, m_clock.elapsed() / m_slowdown});
    endInsertRows();
}

void Lane::setLine(const QString &line)
{
    if (std::exchange(m_line, line) != line)
        Q_EMIT lineChanged();
}

void Lane::setRunning(bool running)
{
    if (std::exchange(m_running, running) != running)
        Q_EMIT runningChanged();
}

} // namespace Demo
