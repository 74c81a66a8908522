// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "programs.h"

#include <QtCore/qcoreapplication.h>

namespace Demo {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("Programs", text); }

} // namespace

const QList<Program> &programs()
{
    static const QList<Program> list{
        {QStringLiteral("example"), tr("Start, go on, await"),
         tr("caller() starts test(), goes on, sleeps 0.1 s and then awaits it; test() sleeps 0.2 s. What differs is "
            "when test() begins."),
         runExample},
        {QStringLiteral("recursion"), tr("Binary recursion"),
         tr("Each branch starts two others, two levels deep; a leaf yields once. Started eagerly, the tree is walked "
            "depth first, in the order of the calls, before anything waits."),
         runRecursion},
        {QStringLiteral("cache"), tr("Cache: a hit and a miss"),
         tr("Two values are asked for, one of which is known. Started eagerly, the known one is there when the call "
            "returns: 'b!' stands for that."),
         runCache},
        {QStringLiteral("gather"), tr("Gather two parts"),
         tr("Two parts are started, and gathered 40 ms later. Lazily, they begin only there."), runGather},
        {QStringLiteral("timeout"), tr("A timeout in the eager phase"),
         tr("limited() gives itself 80 ms before it has ever waited. The time is up for limited(), not for its caller, "
            "on whose stack that happened."),
         runTimeout},
        {QStringLiteral("cancellation"), tr("Cancellation"),
         tr("Two tests are started, the second just before both are cancelled. What has begun can clean up; what has "
            "not never begins."),
         runCancellation},
    };
    return list;
}

int depthOf(const QString &label)
{
    if (label.startsWith(QLatin1Char('0')))
        return int(label.count(QLatin1Char(':')));
    return !label.isEmpty() && label.at(0).isDigit() ? 1 : 0;
}

} // namespace Demo
