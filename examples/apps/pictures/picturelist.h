// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "thumbnails.h"

#include <QtCore/qabstractitemmodel.h>

/*! The pictures of a directory, as a model for a view.

    open() fills in at once what the cache knows. So a directory that was open before is complete when open() returns,
    before a view has painted anything of it. */
class PictureList : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    //! Shows the pictures of \a directory. What still loads of the directory before is given up.
    void open(const QString &directory);
    //! Gives up what still loads.
    void stop();

    bool isLoading() const { return !m_loading.isReady(); }
    int done() const { return m_done; } //!< how many files have a picture, or are known to have none
    int broken() const { return m_broken; } //!< how many of these have none
    const Thumbnails &thumbnails() const { return m_thumbnails; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QEager::TaskScope &taskScope() { return m_tasks; }

Q_SIGNALS:
    void progressed(); //!< done() has changed
    void ended(); //!< all files of the directory are done

private:
    struct Row
    {
        QFileInfo file;
        QImage image;
        QString error;
    };

    QEager::ValueTask<> loadAll();
    QEager::Coro<> loadRow(int row);

    QList<Row> m_rows;
    int m_done = 0;
    int m_broken = 0;
    Thumbnails m_thumbnails;
    QEager::ValueTask<> m_loading; // empty at first, and so ready
    QEager::TaskScope m_tasks;
};
