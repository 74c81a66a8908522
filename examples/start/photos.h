// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// [photos]
#pragma once

#include <qeager/qeager.h>
#include <qeager/qml/qmltask.h>

#include <QtCore/qabstractitemmodel.h>
#include <QtCore/qhash.h>
#include <QtGui/qimage.h>

class Photos : public QAbstractTableModel
{
    Q_OBJECT
    QML_ELEMENT

public:
    int rowCount(const QModelIndex & = {}) const override { return 4; }
    int columnCount(const QModelIndex & = {}) const override { return 5; }
    QVariant data(const QModelIndex &, int) const override { return {}; }

    Q_INVOKABLE QEager::QmlTask *picture(int row, int column)
    {
        return new QEager::QmlTask(load(row * columnCount() + column));
    }
    Q_INVOKABLE void reset()
    {
        beginResetModel(); // every cell of the table is made anew
        endResetModel();
    }

private:
    QEager::ValueTask<QImage> load(int number);

    QHash<int, QImage> m_cache;
};
// [photos]
