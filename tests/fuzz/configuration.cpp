// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// configure(), which is given what is in QEAGER: it understands a text, or names what it ignores.

#include "fuzz.h"

#include <qeager/configure.h>
#include <qeager/startpolicy.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qdir.h>
#include <QtCore/qtemporarydir.h>

using namespace QEager;

// Reports are written at the application's end, into a folder that goes with this program.
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static const QTemporaryDir folder;
    fuzz::require(QDir::setCurrent(folder.path()), "there is a folder for reports");
    static const QCoreApplication application(*argc, *argv);
    return 0;
}

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString specification = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size))
                                      .replace(u'/', u'_'); // no file elsewhere
    const fuzz::Listener listener;
    const int before = fuzz::Listener::warnings;
    const bool understood = configure(specification);
    fuzz::require(understood == (fuzz::Listener::warnings == before), "what is ignored has a warning");
    const StartPolicy policy = startPolicy();
    fuzz::require(policy.maxDepth >= 0, "the depth is a number from 0 on");
    fuzz::require(policy.turnBudget >= policy.turnBudget.zero(), "the budget is not negative");
    fuzz::require(policy.drainBudget <= std::chrono::hours(24), "the drain is a day at most");
    configure(QStringLiteral("factory=posted;depth=128;budget=0;drain=1;chaos=off"));
    return 0;
}
