// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// A program that uses QEager, for tst_configure to run with settings from outside. Says how its threads start tasks,
// and that a task that waits for ever was closed.
//
//     application [before=SPEC] [after=SPEC] [thread=SPEC] [once] [leak]
//
// configures before there is an application, after that, or from a thread; once: quits in the loop's first turn; leak:
// never destroys the QCoreApplication.

#include <qeager/configure.h>
#include <qeager/sleep.h>
#include <qeager/startpolicy.h>
#include <qeager/taskfactory.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qeventloop.h>
#include <QtCore/qtimer.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <thread>

namespace {

QEager::Coro<> nothing() { co_return; }

QEager::Coro<> endless()
{
    struct Guard
    {
        ~Guard() { std::puts("closed"); }
    } guard;
    co_await QEager::sleep(std::chrono::hours(1));
}

void sayHowTasksStart(const char *thread)
{
    const bool eagerly = QEager::createTask(nothing()).isDone();
    const QEager::StartPolicy policy = QEager::startPolicy();
    std::printf("%s: %s %d %lld\n", thread, eagerly ? "eager" : "posted", policy.maxDepth,
                static_cast<long long>(policy.turnBudget.count()));
}

} // namespace

int main(int argc, char **argv)
{
    const auto given = [&](const QByteArray &key) {
        for (int i = 1; i < argc; ++i) {
            if (QByteArrayView(argv[i]).startsWith(key))
                return QString::fromLocal8Bit(argv[i] + key.size());
        }
        return QString();
    };
    QEager::configure(given("before="));
    const auto app = std::make_unique<QCoreApplication>(argc, argv);
    QEager::configure(given("after="));
    std::thread([&] { QEager::configure(given("thread=")); }).join();

    sayHowTasksStart("main");
    std::thread([] {
        sayHowTasksStart("thread");
        QEventLoop().processEvents(); // or its task never begins
    }).join();
    const auto task = QEager::post(endless());
    if (QCoreApplication::arguments().contains(QStringLiteral("once")))
        QMetaObject::invokeMethod(app.get(), &QCoreApplication::quit, Qt::QueuedConnection);
    else
        QTimer::singleShot(1, app.get(), &QCoreApplication::quit);
    const int result = QCoreApplication::exec();
    std::puts("end");
    std::fflush(stdout);
    if (QCoreApplication::arguments().contains(QStringLiteral("leak")))
        std::_Exit(result);
    return result;
}
