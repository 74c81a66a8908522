// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "thumbnails.h"

#include <QtGui/qpainter.h>
#include <QtWidgets/qstyleditemdelegate.h>

//! Draws a picture with its name below, or a gray place if there is no picture (yet).
class Tile : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return Thumbnails::Size + QSize(2 * Margin, 3 * Margin + option.fontMetrics.height());
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, option.palette.highlight());
        const QRect place(option.rect.topLeft() + QPoint(Margin, Margin), Thumbnails::Size);
        const QImage image = index.data(Qt::DecorationRole).value<QImage>();
        QRect frame(QPoint(), image.isNull() ? place.size() : image.size());
        frame.moveCenter(place.center());
        if (image.isNull())
            painter->fillRect(frame, option.palette.alternateBase().color().darker(108));
        else
            painter->drawImage(frame.topLeft(), image);
        const QRect below = option.rect.adjusted(Margin, 2 * Margin + place.height(), -Margin, -Margin);
        painter->setPen(
            option.palette.color(option.state & QStyle::State_Selected ? QPalette::HighlightedText : QPalette::Text));
        painter->drawText(below, Qt::AlignCenter,
                          option.fontMetrics.elidedText(index.data().toString(), Qt::ElideMiddle, below.width()));
    }

private:
    static constexpr int Margin = 6;
};
