// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "imagepass.h"

#include "imagecache.h"

#include <qeager/statistics.h>

#include <QtCore/qelapsedtimer.h>

#include <utility>
#include <vector>

namespace Demo {

QString ImagePass::text() const
{
    return QStringLiteral("%1 images, %2 ready inline, %3 tasks created, %4 loop turns, %5 ms")
        .arg(images)
        .arg(readyInline)
        .arg(tasksCreated)
        .arg(loopTurns)
        .arg(milliseconds, 0, 'f', 1);
}

QEager::Coro<ImagePass> loadAll(ImageCache *cache, QStringList paths, FailureListener failed)
{
    ImagePass pass;
    pass.images = paths.size();
    QElapsedTimer timer;
    timer.start();
    const auto before = QEager::Statistics::current();

    std::vector<QEager::ValueTask<QImage>> loads;
    loads.reserve(paths.size());
    for (const QString &path : std::as_const(paths)) {
        loads.push_back(cache->load(path));
        pass.readyInline += loads.back().isReady();
    }
    for (std::size_t i = 0; i < loads.size(); ++i) {
        try {
            co_await std::move(loads[i]);
        } catch (const ImageError &error) {
            ++pass.failed;
            if (failed)
                failed(paths[qsizetype(i)], QString::fromUtf8(error.what()));
        }
    }

    const auto cost = QEager::Statistics::current() - before;
    pass.tasksCreated = cost.tasksCreated;
    pass.loopTurns = cost.loopTurns;
    pass.milliseconds = double(timer.nsecsElapsed()) / 1e6;
    co_return pass;
}

} // namespace Demo
