// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "shrink.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qprocess.h>
#include <QtCore/qstringlist.h>

#include <algorithm>
#include <vector>

namespace Stress {

namespace {

bool fails(const Program &program, const std::set<int> &left)
{
    QStringList ids;
    for (const int id : left)
        ids.append(QString::number(id));
    QProcess process;
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    process.start(QCoreApplication::applicationFilePath(),
                  {QStringLiteral("--seed"), QString::number(program.seed), QStringLiteral("--without"),
                   ids.join(QLatin1Char(',')), QStringLiteral("--as-it-is")});
    if (!process.waitForFinished(20'000)) {
        process.kill();
        process.waitForFinished();
        return true;
    }
    return process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0;
}

} // namespace

std::set<int> shrink(const Program &program, std::set<int> left)
{
    bool isSmaller = true;
    size_t piece = program.without(left).ids().size() / 2;
    while (isSmaller || piece > 1) {
        isSmaller = false;
        piece = std::max<size_t>(piece / 2, 1);
        const std::vector<int> ids = program.without(left).ids();
        for (size_t from = 0; from < ids.size(); from += piece) {
            std::set<int> more = left;
            more.insert(ids.begin() + std::ptrdiff_t(from),
                        ids.begin() + std::ptrdiff_t(std::min(from + piece, ids.size())));
            if (more != left && fails(program, more)) {
                left = more;
                isSmaller = true;
            }
        }
    }
    return left;
}

} // namespace Stress
