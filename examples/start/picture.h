// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// [picture]
#pragma once

#include <QtCore/qvariant.h>
#include <QtGui/qimage.h>
#include <QtGui/qpainter.h>
#include <QtQuick/qquickpainteditem.h>

class Picture : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QVariant image READ image WRITE setImage NOTIFY imageChanged FINAL)

public:
    QVariant image() const { return m_image; }
    void setImage(const QVariant &image)
    {
        m_image = image;
        update();
        Q_EMIT imageChanged();
    }
    void paint(QPainter *painter) override { painter->drawImage(boundingRect(), m_image.value<QImage>()); }

Q_SIGNALS:
    void imageChanged();

private:
    QVariant m_image;
};
// [picture]
