// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "lane.h"

#include "../recipe/programs.h"

#include <algorithm>
#include <utility>

namespace Demo {

Lane::Lane(Order order, QObject *parent) : QAbstractListModel(parent), m_order(order) {}

QString Lane::log() const { return labels({m_recording.begin(), m_recording.begin() + m_shown}); }

int Lane::line() const { return m_shown ? m_recording[std::size_t(m_shown - 1)].line : 0; }

void Lane::load(Recording recording, std::vector<int> places, QStringList texts)
{
    beginResetModel();
    m_recording = std::move(recording);
    m_places = std::move(places);
    m_texts = std::move(texts);
    m_shown = 0;
    endResetModel();
    Q_EMIT shownChanged();
}

void Lane::showUpTo(int place)
{
    const int wanted = int(std::upper_bound(m_places.begin(), m_places.end(), place) - m_places.begin());
    if (wanted == m_shown)
        return;
    if (wanted > m_shown) {
        beginInsertRows({}, m_shown, wanted - 1);
        m_shown = wanted;
        endInsertRows();
    } else {
        beginRemoveRows({}, wanted, m_shown - 1);
        m_shown = wanted;
        endRemoveRows();
    }
    Q_EMIT shownChanged();
}

int Lane::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : m_shown; }

QVariant Lane::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto row = std::size_t(index.row());
    const RecordedEvent &event = m_recording[row];
    switch (role) {
    case Qt::DisplayRole:
    case LabelRole:
        return event.label;
    case TextRole:
        return m_texts.value(index.row());
    case DepthRole:
        return depthOf(event.label);
    case PlaceRole:
        return m_places[row];
    case BeforeRole:
        return row > 0 ? m_places[row - 1] : -1;
    case TimeRole:
        return event.time;
    case ConnectedRole:
        return row > 0 && m_recording[row - 1].turn == event.turn;
    default:
        return {};
    }
}

QHash<int, QByteArray> Lane::roleNames() const
{
    return {{LabelRole, "label"},   {TextRole, "what"}, {DepthRole, "depth"},        {PlaceRole, "place"},
            {BeforeRole, "before"}, {TimeRole, "time"}, {ConnectedRole, "connected"}};
}

} // namespace Demo
