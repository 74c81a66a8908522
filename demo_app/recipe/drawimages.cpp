// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "imagefiles.h"

#include <QtCore/qdir.h>
#include <QtGui/qimage.h>
#include <QtGui/qpainter.h>

namespace Demo {

namespace {

QImage rosette(int number)
{
    QImage image(128, 128, QImage::Format_RGB32);
    image.fill(QColor::fromHsv(number * 37 % 360, 40, 250));
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(64, 64);
    painter.setPen(Qt::NoPen);
    const int petals = 3 + number % 9;
    for (int petal = 0; petal < petals; ++petal) {
        painter.setBrush(QColor::fromHsv((number * 37 + petal * 15) % 360, 190, 210, 170));
        painter.drawEllipse(0, -14, 54, 28);
        painter.rotate(360.0 / petals);
    }
    return image;
}

} // namespace

bool drawImages(const QString &directory, const std::stop_token &stop)
{
    const QDir dir(directory);
    for (int number = 1; number <= 48; ++number) {
        const QString suffix = number % 3 ? QStringLiteral("png") : QStringLiteral("jpg");
        const QString name = QStringLiteral("rosette-%1.%2").arg(number, 2, 10, QLatin1Char('0')).arg(suffix);
        if (stop.stop_requested() || !rosette(number).save(dir.filePath(name)))
            return false;
    }
    return true;
}

} // namespace Demo
