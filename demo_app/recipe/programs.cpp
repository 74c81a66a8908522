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
         tr("caller() starts test(), goes on, sleeps for 0.1 s and then awaits test(), which sleeps for 0.2 s. The "
            "three ways differ in when test() begins."),
         runExample},
        {QStringLiteral("recursion"), tr("Binary recursion"),
         tr("Each branch starts two others, two levels deep. Each leaf yields once. With eager starts, the tree is "
            "walked depth first, in the order of the calls, before anything waits."),
         runRecursion},
        {QStringLiteral("cache"), tr("Cache: a hit and a miss"),
         tr("caller() asks for two values, one of which is known. With eager starts, the known value is there when the "
            "call returns: 'b!' stands for that."),
         runCache},
        {QStringLiteral("gather"), tr("Gather two parts"),
         tr("caller() starts two parts, and gathers them 40 ms later. Lazy parts begin only then."), runGather},
        {QStringLiteral("timeout"), tr("A timeout in the eager phase"),
         tr("limited() sets itself a timeout of 80 ms before it has ever waited. The time is up for limited(), not for "
            "its caller, although limited() set the timeout on its caller's stack."),
         runTimeout},
        {QStringLiteral("cancellation"), tr("Cancellation"),
         tr("caller() starts two tests, the second just before it cancels both. A test that has begun can clean up. A "
            "test that has not begun never begins."),
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
