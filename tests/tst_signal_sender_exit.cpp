// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The application ends between a signal, whose sender is to be deleted, and the turn of the coroutine that waited for
// it.

#include <qeager/corostart.h>

#include "shared/dialog.h"
#include "shared/frame.h"
#include "shared/log.h"

#include <QtCore/qcoreapplication.h>

#include <optional>

using namespace QEager;

namespace {

Frame askInFrame(Log &log, Dialog *dialog) { log(co_await QEager::signal(dialog, &Dialog::finished)); }

} // namespace

class TestSignalSenderExit : public QObject
{
    Q_OBJECT

    //! \a first in an application that ends when it is told.
    template <typename First>
    static void run(First first)
    {
        int argc = 1;
        char name[] = "application";
        char *argv[] = {name, nullptr};
        QCoreApplication application(argc, argv);
        QMetaObject::invokeMethod(&application, first, Qt::QueuedConnection);
        QCoreApplication::exec();
    }

private Q_SLOTS:
    void whenTheSenderWouldHaveGone()
    {
        Log log;
        std::optional<CoroStart<>> start; // which nobody lets go on
        run([&] {
            auto *const dialog = new Dialog(log);
            deleteOnClose(dialog, [] { QCoreApplication::exit(); });
            start.emplace(ask(log, dialog));
            dialog->accept();
        });
        COMPARE_LOG(log, "accept accepted cancelled:ada ~ada");
        QCOMPARE(Dialog::alive, 0);
    }

    void beforeTheSenderWouldHaveGone()
    {
        Log log;
        Frame frame;
        run([&] {
            auto *const dialog = new Dialog(log), *const other = new Dialog(log, QStringLiteral("bob"));
            for (Dialog *const each : {dialog, other}) {
                deleteOnClose(each);
                QObject::connect(each, &Dialog::finished, qApp, [] { QCoreApplication::exit(); });
            }
            startNow(ask(log, dialog));
            frame = askInFrame(log, other); // which is not ours, and stays where it is
            dialog->accept();
            other->accept();
        });
        COMPARE_LOG(log, "accept accepted accept accepted cancelled:ada ~ada ~bob");
        QCOMPARE(Dialog::alive, 0);
        frame.destroy();
    }
};

QTEST_APPLESS_MAIN(TestSignalSenderExit)
#include "shared/moc_dialog.cpp"
#include "tst_signal_sender_exit.moc"
