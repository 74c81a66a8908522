// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/tracemodel.h>

#include <QtCore/qhash.h>

#include <algorithm>
#include <utility>

namespace QEager {

namespace {

QString subject(const TraceEvent &event)
{
    if (event.task)
        return QString::number(event.task);
    return event.start ? u'#' + QString::number(event.start) : QString();
}

QString place(const TraceEvent &event)
{
    if (event.kind != TraceEvent::Kind::Suspend)
        return {};
    return QStringLiteral("%1:%2").arg(QString::fromUtf8(event.where.file_name())).arg(event.where.line());
}

QString milliseconds(qint64 nanoseconds) { return QString::number(double(nanoseconds) / 1e6, 'f', 3); }

QString detailOf(const TraceEvent &event)
{
    if (event.kind == TraceEvent::Kind::Busy)
        return QStringLiteral("%1 ms").arg(milliseconds(event.duration));
    QStringList words;
    if (event.reason != PostReason::None)
        words.append(toString(event.reason));
    if (event.outcome != TraceEvent::Outcome::None)
        words.append(toString(event.outcome));
    if (!event.awaited.isEmpty())
        words.append(QString(event.awaited));
    if (event.awaitedTask)
        words.append(QString::number(event.awaitedTask));
    if (!event.text.isEmpty())
        words.append(event.text);
    return words.join(u' ');
}

} // namespace

TraceModel::TraceModel(QObject *parent) : QAbstractTableModel(parent) {}

TraceModel::~TraceModel() = default;

QList<TraceModel::Row> TraceModel::rowsOf(const TraceRecorder &recorder)
{
    const QList<TraceEvent> events = recorder.events();
    using Key = std::pair<int, quint64>; // tasks belong to no thread
    const auto keyOf = [](const TraceEvent &event) {
        return event.task ? Key(0, event.task) : Key(event.thread, event.start);
    };
    QHash<Key, QString> names;
    QHash<int, QString> threads;
    for (const TraceEvent &event : events) {
        if (!event.name.isEmpty())
            names.insert(keyOf(event), event.name);
        if (!threads.contains(event.thread))
            threads.insert(event.thread, recorder.threadName(event.thread));
    }
    QList<Row> rows;
    rows.reserve(events.size());
    for (const TraceEvent &event : events)
        rows.append({event, threads.value(event.thread), names.value(keyOf(event))});
    return rows;
}

void TraceModel::update(const TraceRecorder &recorder)
{
    QList<Row> rows = rowsOf(recorder);
    // The first that is still there; everything from it on has to be, too.
    const auto kept = rows.isEmpty() ? m_rows.cend()
                                     : std::find_if(m_rows.cbegin(), m_rows.cend(),
                                                    [&](const Row &row) { return row.isSame(rows.constFirst()); });
    const auto gone = int(kept - m_rows.cbegin());
    const auto left = int(m_rows.cend() - kept);
    const auto isSame = [](const Row &a, const Row &b) { return a.isSame(b); };
    if (left == 0 || left > rows.size() || !std::equal(kept, m_rows.cend(), rows.cbegin(), isSame)) {
        if (m_rows.isEmpty() && rows.isEmpty())
            return;
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    if (gone > 0) {
        beginRemoveRows({}, 0, gone - 1);
        m_rows.remove(0, gone);
        endRemoveRows();
    }
    replace(rows.first(left));
    if (left < rows.size()) {
        beginInsertRows({}, left, int(rows.size()) - 1);
        m_rows = std::move(rows);
        endInsertRows();
    }
}

// All that there are by the same events, of which more is known now.
void TraceModel::replace(const QList<Row> &rows)
{
    const auto looksSame = [](const Row &a, const Row &b) { return a.event.task == b.event.task && a.name == b.name; };
    const auto first = std::mismatch(rows.cbegin(), rows.cend(), m_rows.cbegin(), looksSame).first - rows.cbegin();
    if (first == rows.size())
        return;
    const auto same = std::mismatch(rows.crbegin(), rows.crend(), m_rows.crbegin(), looksSame).first - rows.crbegin();
    const auto last = rows.size() - same - 1;
    std::copy(rows.cbegin() + first, rows.cbegin() + last + 1, m_rows.begin() + first);
    Q_EMIT dataChanged(index(int(first), 0), index(int(last), ColumnCount - 1));
}

void TraceModel::clear()
{
    if (m_rows.isEmpty())
        return;
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

TraceEvent TraceModel::eventAt(int row) const { return m_rows.value(row).event; }

int TraceModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

int TraceModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(ColumnCount); }

QString TraceModel::text(const Row &row, int column) const
{
    switch (column) {
    case TimeColumn:
        return milliseconds(row.event.time);
    case ThreadColumn:
        return row.threadName;
    case KindColumn:
        return toString(row.event.kind);
    case TaskColumn:
        return subject(row.event);
    case NameColumn:
        return row.name;
    case DetailColumn:
        return detailOf(row.event);
    default:
        return {};
    }
}

QVariant TraceModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole: // nothing where there is nothing to say
        return row.event.kind == TraceEvent::Kind::Suspend ? QVariant(place(row.event)) : QVariant();
    case TimeRole:
        return row.event.time;
    case ThreadRole:
        return row.event.thread;
    case KindRole:
        return text(row, KindColumn);
    case TaskRole:
        return text(row, TaskColumn);
    case NameRole:
        return row.name;
    case DetailRole:
        return text(row, DetailColumn);
    case WhereRole:
        return place(row.event);
    default:
        return {};
    }
}

QVariant TraceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount)
        return QAbstractTableModel::headerData(section, orientation, role);
    static constexpr const char *titles[] = {"Time (ms)", "Thread", "Event", "Task", "Name", "Detail"};
    return QString::fromLatin1(titles[section]);
}

QHash<int, QByteArray> TraceModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractTableModel::roleNames();
    names.insert({{TimeRole, "time"},
                  {ThreadRole, "thread"},
                  {KindRole, "kind"},
                  {TaskRole, "task"},
                  {NameRole, "name"},
                  {DetailRole, "detail"},
                  {WhereRole, "where"}});
    return names;
}

} // namespace QEager
