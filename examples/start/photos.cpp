// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// [load]
#include "photos.h"

#include <QtGui/qpainter.h>

using namespace std::chrono_literals;

static QImage draw(int number)
{
    QImage image(96, 96, QImage::Format_RGB32);
    image.fill(QColor::fromHsv(number * 18 % 360, 140, 220));
    QPainter painter(&image);
    painter.setFont(QFont(QStringLiteral("sans"), 30));
    painter.drawText(image.rect(), Qt::AlignCenter, QString::number(number));
    return image;
}

QEager::ValueTask<QImage> Photos::load(int number)
{
    if (const auto hit = m_cache.constFind(number); hit != m_cache.constEnd())
        co_return *hit;                                 // known: this call is all that happens

    co_await (200ms + number * 40ms);                   // a slow server
    const auto work = [number] { return draw(number); };
    const QImage image = co_await QEager::offload(work); // on a thread pool
    m_cache.insert(number, image);                      // on the GUI thread again
    co_return image;
}
// [load]
