// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "picture.h"

#include <QtQuick/qquickwindow.h>
#include <QtQuick/qsgimagenode.h>
#include <QtQuick/qsgrectanglenode.h>
#include <QtQuick/qsgtexture.h>

#include <utility>

namespace Demo {

Picture::Picture(QQuickItem *parent) : QQuickItem(parent) { setFlag(ItemHasContents); }

Picture::~Picture() { note(Shown::Nothing); }

void Picture::setImage(const QVariant &image)
{
    m_image = image.value<QImage>();
    m_newImage = true;
    update();
    Q_EMIT imageChanged();
}

QSGNode *Picture::updatePaintNode(QSGNode *node, UpdatePaintNodeData *)
{
    const Shown wanted = m_image.isNull() ? Shown::Placeholder : Shown::Image;
    if (node && m_kind != wanted) {
        delete node;
        node = nullptr;
    }
    m_kind = wanted;
    note(isVisible() ? wanted : Shown::Nothing);
    if (wanted == Shown::Placeholder) {
        auto *const rectangle = node ? static_cast<QSGRectangleNode *>(node) : window()->createRectangleNode();
        rectangle->setRect(boundingRect());
        rectangle->setColor(m_colour);
        return rectangle;
    }
    auto *const picture = node ? static_cast<QSGImageNode *>(node) : window()->createImageNode();
    if (!node || std::exchange(m_newImage, false)) {
        picture->setOwnsTexture(true);
        picture->setTexture(window()->createTextureFromImage(m_image));
        picture->setFiltering(QSGTexture::Linear);
    }
    QSizeF size = m_image.size();
    if (size.width() > width() || size.height() > height())
        size.scale(width(), height(), Qt::KeepAspectRatio);
    picture->setRect(QRectF(QPointF((width() - size.width()) / 2, (height() - size.height()) / 2), size));
    return picture;
}

void Picture::itemChange(ItemChange change, const ItemChangeData &data)
{
    // What is not in a scene any more, or hidden, is in no further frame.
    if ((change == ItemSceneChange && !data.window) || (change == ItemVisibleHasChanged && !data.boolValue))
        note(Shown::Nothing);
    else if (change == ItemVisibleHasChanged)
        update();
    QQuickItem::itemChange(change, data);
}

void Picture::geometryChange(const QRectF &now, const QRectF &before)
{
    QQuickItem::geometryChange(now, before);
    update();
}

void Picture::note(Shown shown)
{
    const Shown before = std::exchange(m_shown, shown);
    if (before == shown || !m_counter)
        return;
    if (before != Shown::Nothing)
        m_counter->remove(before == Shown::Placeholder);
    if (shown != Shown::Nothing)
        m_counter->add(shown == Shown::Placeholder);
}

} // namespace Demo
