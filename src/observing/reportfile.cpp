// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "reportfile_p.h"

#include <QtCore/qfileinfo.h>
#include <QtCore/qtemporaryfile.h>

#include <filesystem>
#include <system_error>

#ifdef Q_OS_UNIX
#    include <unistd.h>
#endif

namespace QEager::detail {

namespace {

bool canOthersWriteTo(const QFileInfo &folder)
{
    if (folder.permission(QFileDevice::WriteOther))
        return true;
#ifdef Q_OS_UNIX
    constexpr uint Root = 0;
    return folder.exists() && folder.ownerId() != Root && folder.ownerId() != geteuid();
#else
    return false;
#endif
}

QFileInfo folderOf(const QFileInfo &file) { return QFileInfo(file.absolutePath()); }

// The part of \a path that is a symbolic link which somebody else may have put there; empty: there is none.
QString foreignLink(const QString &path)
{
    for (QFileInfo part(path); !part.isRoot(); part = folderOf(part)) {
        if (part.isSymbolicLink() && canOthersWriteTo(folderOf(part)))
            return part.filePath();
    }
    return {};
}

QString writeInto(QFileDevice &file, QIODevice::OpenMode mode, const std::function<bool(QIODevice &)> &write)
{
    return file.open(mode) && write(file) && file.flush() ? QString() : file.errorString();
}

// By a new file beside it, which only its owner can read: QTemporaryFile makes such a one, and no link leads it away.
QString replace(const QFileInfo &there, const std::function<bool(QIODevice &)> &write)
{
    QString made;
    {
        QTemporaryFile file(there.absolutePath() + QStringLiteral("/.qeager-XXXXXX"));
        if (!file.open()) {
            if (!there.exists())
                return file.errorString();
            QFile existing(there.filePath()); // in a folder that takes no new file
            return writeInto(existing, QIODevice::WriteOnly, write);
        }
        if (!write(file) || !file.flush())
            return file.errorString();
        file.setAutoRemove(false);
        made = file.fileName();
    } // only here it is closed, and Windows renames no file that is open
    std::error_code error;
    std::filesystem::rename(QFile(made).filesystemFileName(), QFile(there.filePath()).filesystemFileName(), error);
    if (!error)
        return {};
    QFile::remove(made);
    return QString::fromStdString(error.message());
}

} // namespace

QString writeReport(const QString &path, const std::function<bool(QIODevice &)> &write)
{
    if (const QString link = foreignLink(QFileInfo(path).absoluteFilePath()); !link.isEmpty())
        return QStringLiteral("%1 is a symbolic link in a folder that others can write to.").arg(link);
    const QFileInfo named(path);
    if (named.exists() && !named.isFile()) {
        if (canOthersWriteTo(folderOf(named)))
            return QStringLiteral("it is no regular file, in a folder that others can write to.");
        QFile file(path);
        return writeInto(file, QIODevice::WriteOnly | QIODevice::ExistingOnly, write);
    }
    // What a link of one's own leads to is replaced, not the link.
    return replace(named.isSymbolicLink() ? QFileInfo(named.symLinkTarget()) : named, write);
}

} // namespace QEager::detail
