// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "gallerysource.h"

#include "imagefiles.h"

#include <QtCore/qfileinfo.h>
#include <QtCore/qmap.h>

#include <algorithm>
#include <utility>

namespace Demo {

namespace {

struct Candidate
{
    QString path;
    qint64 size;
};

QStringList bestOfEachName(const QStringList &paths)
{
    QMap<std::pair<bool, QString>, Candidate> best;
    for (const QString &path : paths) {
        const QFileInfo info(path);
        const QString name = info.completeBaseName();
        Candidate &candidate = best[{name.contains(QLatin1String("-symbolic")), name}];
        if (candidate.path.isEmpty() || info.size() > candidate.size)
            candidate = {path, info.size()};
    }
    QStringList names;
    for (const Candidate &candidate : std::as_const(best))
        names.append(candidate.path);
    return names;
}

} // namespace

QStringList galleryPictures(const QString &directory, const QString &own, int count, const std::stop_token &stop)
{
    constexpr int enough = 24;
    QStringList paths;
    if (!directory.isNull())
        return bestOfEachName(findImages(directory)).mid(0, count);
    for (const QString &icons : iconDirectories())
        paths += findImages(icons);
    paths = bestOfEachName(paths);
    if (paths.size() < enough && drawImages(own, stop))
        paths = findImages(own);
    return paths.mid(0, count);
}

} // namespace Demo
