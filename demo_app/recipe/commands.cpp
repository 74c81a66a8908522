// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "commands.h"

#include "console.h"
#include "imagecache.h"
#include "imagefiles.h"
#include "imagepass.h"
#include "orders.h"

#include <qeager/taskfactory.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qfileinfo.h>
#include <QtCore/qtemporarydir.h>

#include <utility>

namespace Demo {

namespace {

void reportFailure(const QString &path, const QString &reason)
{
    complain(QStringLiteral("no picture from %1: %2").arg(path, reason));
}

//! The pictures of the system, else such as are drawn into \a own.
QStringList anyImages(const QTemporaryDir &own)
{
    const QStringList directories = iconDirectories();
    QStringList images;
    for (const QString &directory : directories)
        images += findImages(directory, reportFailure);
    if (!images.isEmpty()) {
        complain(QStringLiteral("loading the pictures under %1").arg(directories.join(QStringLiteral(", "))));
        return images;
    }
    complain(QStringLiteral("this system has no icons; loading pictures that were drawn for this"));
    if (!own.isValid() || !drawImages(own.path()))
        complain(
            QStringLiteral("the pictures could not be written to %1; give a directory that has some").arg(own.path()));
    return findImages(own.path());
}

} // namespace

QString directoryError(const QString &option, const QString &directory)
{
    const auto what =
        option + QStringLiteral(" needs a directory with pictures, or none for the system's icons; '%1' %2.");
    const QFileInfo info(directory);
    if (!info.exists())
        return what.arg(directory, QStringLiteral("does not exist"));
    if (!info.isDir())
        return what.arg(directory, QStringLiteral("is a file"));
    if (!info.isReadable() || !info.isExecutable())
        return what.arg(directory, QStringLiteral("may not be read"));
    return {};
}

QEager::Coro<int> printOrders()
{
    const QStringList lines = co_await runOrders();
    for (const QString &line : lines)
        print(line);
    co_return 0;
}

QEager::Coro<int> printImages(std::optional<QString> directory)
{
    if (const QString error = directory ? directoryError(QStringLiteral("--images"), *directory) : QString();
        !error.isEmpty()) {
        complain(error);
        co_return 2;
    }
    std::optional<QTemporaryDir> own;
    const QStringList images = directory ? findImages(*directory, reportFailure) : anyImages(own.emplace());
    if (images.isEmpty() && directory)
        complain(QStringLiteral("there is no picture (%1) under '%2'")
                     .arg(imagePatterns().join(QStringLiteral(", ")), *directory));

    ImageCache cache;
    const ImagePass first = co_await loadAll(&cache, images, reportFailure);
    print(QStringLiteral("pass 1: ") + first.text());
    const ImagePass second = co_await loadAll(&cache, images);
    print(QStringLiteral("pass 2: ") + second.text());
    co_return 0;
}

int runCommand(QEager::Coro<int> command)
{
    const auto task = QEager::post(std::move(command), {.name = QStringLiteral("command")});
    task.then(
        qApp, [](int status) { QCoreApplication::exit(status); },
        [](const std::exception &error) {
            complain(QString::fromUtf8(error.what()));
            QCoreApplication::exit(1);
        });
    return QCoreApplication::exec();
}

} // namespace Demo
