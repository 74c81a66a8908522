// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    A picture in memory, or a placeholder, as an item.
*/

#include "framecounter.h"

#include <QtCore/qpointer.h>
#include <QtCore/qvariant.h>
#include <QtGui/qcolor.h>
#include <QtGui/qimage.h>
#include <QtQuick/qquickitem.h>

namespace Demo {

/*! Paints a QImage in its middle, scaled down if need be; without one a rectangle, the placeholder. Unlike Image it
    never waits for another thread: what it has when the frame is put together is what the frame shows. */
class Picture : public QQuickItem
{
    Q_OBJECT
    QML_ELEMENT

    //! A QImage; anything else is none.
    Q_PROPERTY(QVariant image READ image WRITE setImage NOTIFY imageChanged FINAL)
    //! Colour of the placeholder.
    Q_PROPERTY(QColor placeholder MEMBER m_colour FINAL)
    //! Is told what is painted; given when this is made.
    Q_PROPERTY(Demo::FrameCounter *counter MEMBER m_counter FINAL)

public:
    explicit Picture(QQuickItem *parent = nullptr);
    ~Picture() override;

    QVariant image() const { return m_image; }
    void setImage(const QVariant &image);

Q_SIGNALS:
    void imageChanged();

protected:
    QSGNode *updatePaintNode(QSGNode *node, UpdatePaintNodeData *data) override;
    void itemChange(ItemChange change, const ItemChangeData &data) override;
    void geometryChange(const QRectF &now, const QRectF &before) override;

private:
    enum class Shown { Nothing, Placeholder, Image };
    void note(Shown shown);

    QImage m_image;
    QColor m_colour = Qt::gray;
    QPointer<FrameCounter> m_counter;
    Shown m_kind = Shown::Nothing; // of the node
    Shown m_shown = Shown::Nothing; // as the counter knows it
    bool m_newImage = false;
};

} // namespace Demo
