// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/unhandled.h>
#include <qeager/errors.h>
#include <qeager/test.h>

#include "turns_p.h"
#include "virtualclock_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qthread.h>

namespace QEager::detail {

using namespace std::chrono;

namespace {

constexpr milliseconds Grace(200); // for the clean-up of what is asked to end
constexpr qsizetype LongestName = 80;

// Nobody is due, unless somebody lets time pass.
bool timeStandsStill()
{
    const VirtualClock *const clock = VirtualClock::current();
    return clock && !clock->flows() && Runtime::current().timers().firstDeadline();
}

} // namespace

void failTest(const QString &text, const std::source_location &where)
{
    const QCoreApplication *const application = QCoreApplication::instance();
    if (!QTest::currentTestFunction() || (application && application->thread() != QThread::currentThread()))
        throw InvalidState(text);
    QTest::qFail(text.toUtf8().constData(), where.file_name(), int(where.line()));
}

QString testFailure(const QString &name, const std::exception_ptr &error)
{
    const QString message = describe(error);
    return isCancelledError(error) ? QStringLiteral("%1 was cancelled: %2").arg(name, message)
                                   : QStringLiteral("%1 ended with an exception: %2").arg(name, message);
}

QString runTestLoop(const TaskHandle &task, milliseconds limit)
{
    if (!QCoreApplication::instance())
        return QStringLiteral("%1 was suspended, and nothing resumes it without a QCoreApplication: begin the test "
                              "with QTEST_GUILESS_MAIN(), or make one.")
            .arg(task.name());
    if (turnUntilDone(task, limit))
        return {};
    QString failure =
        QStringLiteral("%1 had not ended after %2 ms: %3").arg(task.name()).arg(limit.count()).arg(whatItDoes(task));
    if (timeStandsStill())
        failure += QStringLiteral(" The virtual time passes when it is told only, by advance().");
    task.cancel(QStringLiteral("The time limit of the test has passed."));
    turnUntilDone(task, Grace);
    return failure;
}

TaskOptions namedByCode(const char *code)
{
    QString name = QString::fromUtf8(code).simplified();
    if (name.size() > LongestName)
        name = name.left(LongestName) + QStringLiteral("…");
    return {.name = name};
}

} // namespace QEager::detail
