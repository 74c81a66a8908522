// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "picturelist.h"

#include <qeager/gather.h>

#include <QtCore/qdir.h>
#include <QtCore/qthread.h>

#include <ranges>

void PictureList::open(const QString &directory)
{
    m_loading.cancel(); // no line of it runs any more, although its files may still be read on the thread pool
    const QStringList names{QStringLiteral("*.png"), QStringLiteral("*.jpg"), QStringLiteral("*.jpeg"),
                            QStringLiteral("*.gif"), QStringLiteral("*.bmp"), QStringLiteral("*.svg")};
    beginResetModel();
    m_rows.clear();
    for (const QFileInfo &file : QDir(directory).entryInfoList(names, QDir::Files, QDir::Name))
        m_rows.append({file, {}, {}});
    m_done = 0;
    m_broken = 0;
    endResetModel();
    Q_EMIT progressed();
    m_loading = loadAll();
}

void PictureList::stop() { m_loading.cancel(); }

QEager::ValueTask<> PictureList::loadAll()
{
    const auto load = [this](int row) { return loadRow(row); };
    const int atOnce = QThread::idealThreadCount(); // what the cache knows does not count
    auto rows =
        QEager::gather(std::views::iota(0, int(m_rows.size())) | std::views::transform(load), {.limit = atOnce});
    co_await std::move(rows); // if this is cancelled, so are the rows
    Q_EMIT ended();
}

QEager::Coro<> PictureList::loadRow(int row)
{
    const QFileInfo file = m_rows[row].file;
    try {
        const QImage image = co_await m_thumbnails.load(file);
        m_rows[row].image = image;
    } catch (const QEager::IoError &error) { // not everything: Cancelled has to go on
        m_rows[row].error = error.message();
        ++m_broken;
    }
    ++m_done;
    Q_EMIT dataChanged(index(row), index(row));
    Q_EMIT progressed();
}

int PictureList::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

QVariant PictureList::data(const QModelIndex &index, int role) const
{
    const Row row = m_rows.value(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.file.fileName();
    case Qt::DecorationRole: // a view that asks for a picture which is not there yet leaves its place free
        return row.image.isNull() ? QVariant() : row.image;
    case Qt::ToolTipRole:
        return row.error.isEmpty() ? row.file.filePath() : row.error;
    default:
        return {};
    }
}
