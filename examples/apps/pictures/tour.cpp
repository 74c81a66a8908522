// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "tour.h"

#include "window.h"

#include <qeager/errors.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>
#include <qeager/task.h>

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtCore/qtemporarydir.h>
#include <QtGui/qpainter.h>
#include <QtGui/qpainterpath.h>
#include <QtWidgets/qpushbutton.h>

#include <cmath>
#include <cstdio>

namespace {

constexpr int Count = 12;

QImage drawHills(int number, int hue)
{
    QImage image(480, 360, QImage::Format_RGB32);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    QLinearGradient sky(0, 0, 0, 360);
    sky.setColorAt(0, QColor::fromHsv((hue + 14 * number) % 360, 90, 235));
    sky.setColorAt(1, QColor::fromHsv((hue + 14 * number + 40) % 360, 60, 250));
    painter.fillRect(image.rect(), sky);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(255, 250, 220));
    painter.drawEllipse(QPoint(60 + 33 * number, 90), 34, 34);
    for (int layer = 0; layer < 4; ++layer) {
        QPainterPath hill(QPointF(0, 360));
        for (int x = 0; x <= 480; x += 4)
            hill.lineTo(x, 170 + 45 * layer + 38 * std::sin((x + 90 * number) / (95.0 - 14 * layer) + layer));
        hill.lineTo(480, 360);
        painter.setBrush(QColor::fromHsv((hue + 14 * number) % 360, 70 + 40 * layer, 190 - 38 * layer));
        painter.drawPath(hill);
    }
    return image;
}

//! Makes a directory with a dozen files, of which the last is no picture. Returns its name.
QString drawSamples(const QString &name, int hue)
{
    const QDir directory(name);
    if (!directory.mkpath(QStringLiteral(".")))
        throw QEager::IoError(QStringLiteral("The directory %1 could not be made.").arg(directory.absolutePath()));
    const auto path = [&](int number) {
        return directory.filePath(QStringLiteral("%1 %2.png").arg(name).arg(number, 2, 10, QLatin1Char('0')));
    };
    for (int number = 1; number < Count; ++number)
        drawHills(number, hue).save(path(number));
    QFile broken(path(Count));
    if (!broken.open(QFile::WriteOnly) || broken.write("no picture") < 0)
        throw QEager::IoError(broken.errorString());
    return name;
}

void say(const char *directory, const char *when, const PictureList &list)
{
    std::printf("%s, %s: %d of %d; decoded so far: %d\n", directory, when, list.done(), list.rowCount(),
                list.thumbnails().decoded());
}

} // namespace

QEager::Coro<> takeTour(Window &window, QString picture)
{
    picture = QFileInfo(picture).absoluteFilePath();
    const QTemporaryDir folder;
    QDir::setCurrent(folder.path());
    const QString mountains = drawSamples(QStringLiteral("Mountains"), 190);
    const QString islands = drawSamples(QStringLiteral("Islands"), 20);
    PictureList &list = window.list();

    window.open(mountains);
    say("Mountains", "when open() returns", list);
    co_await QEager::signal(&list, &PictureList::ended);
    say("Mountains", "at the end", list);

    window.open(islands);
    say("Islands", "when open() returns", list);
    window.open(mountains); // in the same turn of the event loop: nothing of the islands has come
    say("Mountains again", "when open() returns", list);
    while (QEager::allTasks().size() > 1) // this one goes on
        co_await QEager::yieldNow();
    say("Mountains again", "when the islands are given up", list);

    window.open(islands);
    const auto stopAtFour = [&window, &list] {
        if (list.done() == 4)
            window.stopButton()->click();
    };
    const QMetaObject::Connection watching = QObject::connect(&list, &PictureList::progressed, &window, stopAtFour);
    while (list.isLoading())
        co_await QEager::yieldNow();
    QObject::disconnect(watching);
    say("Islands", "stopped", list);

    window.open(islands);
    say("Islands again", "when open() returns", list);
    co_await QEager::signal(&list, &PictureList::ended);
    say("Islands again", "at the end", list);

    if (!window.grab().save(picture))
        throw QEager::IoError(QStringLiteral("The picture could not be saved as %1.").arg(picture));
}
