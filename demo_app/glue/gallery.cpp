// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "gallery.h"

#include "../recipe/gallerysource.h"

#include <qeager/offload.h>

#include <QtCore/qfileinfo.h>

#include <algorithm>
#include <stop_token>
#include <utility>
#include <vector>

namespace Demo {

Gallery::Gallery(QObject *parent) : QAbstractTableModel(parent) {}

Gallery::~Gallery()
{
    m_tasks.cancel(); // a posted task that never had its turn is no surprise then
}

void Gallery::setColumns(int columns)
{
    columns = std::max(columns, 1);
    if (columns == m_columns)
        return;
    beginResetModel();
    m_columns = columns;
    endResetModel();
    Q_EMIT columnsChanged();
}

void Gallery::setPosted(bool posted)
{
    if (std::exchange(m_posted, posted) != posted)
        Q_EMIT postedChanged();
}

void Gallery::load(const QString &directory)
{
    if (std::exchange(m_started, true))
        return;
    m_loading = true;
    Q_EMIT loadingChanged();
    m_tasks.eager(fill(directory));
}

void Gallery::stopLoading()
{
    m_tasks.close();
    if (m_loading)
        finishLoading(m_loaded);
}

void Gallery::reset()
{
    beginResetModel();
    endResetModel();
}

QEager::QmlTask *Gallery::picture(int row, int column)
{
    const QString path = m_paths.value(row * m_columns + column);
    if (path.isEmpty())
        return new QEager::QmlTask();
    if (m_posted)
        return new QEager::QmlTask(m_tasks.post(lookUp(path)));
    return new QEager::QmlTask(lookUp(path));
}

QEager::Coro<QVariant> Gallery::lookUp(QString path)
{
    const QImage image = co_await m_cache.load(path);
    co_return QVariant(image);
}

QEager::Coro<> Gallery::fill(QString directory)
{
    m_own = std::make_shared<const QTemporaryDir>();
    const auto find = [directory, own = m_own](std::stop_token stop) {
        return galleryPictures(directory.isEmpty() ? QString() : directory, own->path(), MaximalCount, stop);
    };
    const QStringList paths = co_await QEager::offload(find);
    std::vector<QEager::ValueTask<QImage>> loads;
    for (const QString &path : paths)
        loads.push_back(m_cache.load(path));
    for (std::size_t i = 0; i < loads.size(); ++i) {
        try {
            co_await std::move(loads[i]);
            m_loaded.append(paths[qsizetype(i)]);
        } catch (const ImageError &) { // is left out
        }
        m_progress = double(i + 1) / double(loads.size());
        Q_EMIT progressChanged();
    }
    finishLoading(m_loaded);
}

void Gallery::finishLoading(const QStringList &paths)
{
    beginResetModel();
    m_paths = paths;
    m_loading = false;
    endResetModel();
    Q_EMIT loadingChanged();
}

int Gallery::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : (count() + m_columns - 1) / m_columns;
}

int Gallery::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || m_paths.isEmpty() ? 0 : m_columns;
}

QVariant Gallery::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || (role != NameRole && role != Qt::DisplayRole))
        return {};
    return QFileInfo(m_paths.value(index.row() * m_columns + index.column())).completeBaseName();
}

QHash<int, QByteArray> Gallery::roleNames() const { return {{NameRole, "name"}}; }

} // namespace Demo
