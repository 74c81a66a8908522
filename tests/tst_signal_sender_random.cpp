// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Programs made at random: senders that are deleted later in all places, and coroutines that use them after each
// signal.

#include <qeager/eager.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>

#include "shared/dialog.h"
#include "shared/frame.h"
#include "shared/log.h"
#include "shared/loop.h"

#include <QCoroTask>

#include <QtCore/qpointer.h>
#include <QtCore/qrandom.h>

#include <chrono>
#include <list>
#include <vector>

using namespace QEager;

namespace {

class Program
{
public:
    explicit Program(quint32 seed) : m_random(seed) {}

    //! The first event: senders, and who waits for them.
    void start()
    {
        for (int i = 0; i < 3; ++i) {
            auto *const dialog = new Dialog(m_log, QString::number(i));
            m_dialogs.push_back(dialog);
            for (int n = m_random.bounded(1, 5); n > 0; --n) {
                switch (m_random.bounded(5)) {
                case 0:
                    deleteOnClose(dialog, [this] { disturb(); });
                    break;
                case 1:
                    startInQCoro(dialog);
                    break;
                case 2:
                    m_frames.push_back(wait(this, dialog));
                    break;
                default:
                    m_tasks.push_back(startNow(use(dialog)));
                    break;
                }
            }
        }
        next();
    }
    bool isOver()
    {
        if (m_events < 20)
            return false;
        for (const auto &dialog : m_dialogs) {
            if (dialog)
                dialog->deleteLater();
        }
        return Dialog::alive == 0 && allTasks().isEmpty();
    }
    void end() { m_frames.clear(); }
    int turns() const { return m_turns; }
    QString problems() const { return m_problems.words(); }

private:
    void next()
    {
        if (++m_events < 20)
            QTimer::singleShot(m_random.bounded(8) ? 0 : 1, qApp, [this] { next(); });
        disturb();
    }
    Dialog *any() const
    {
        const QPointer<Dialog> &dialog = m_dialogs[m_random.bounded(int(m_dialogs.size()))];
        return dialog;
    }
    void disturb()
    {
        Dialog *const dialog = any();
        switch (m_random.bounded(8)) {
        case 0:
            if (dialog)
                dialog->deleteLater();
            break;
        case 1:
            if (!m_tasks.empty())
                m_tasks[m_random.bounded(int(m_tasks.size()))].cancel();
            break;
        case 2:
            if (!m_frames.empty())
                m_frames.pop_front();
            break;
        case 3:
            if (m_depth < 3)
                nested();
            break;
        case 4:
            if (dialog)
                Q_EMIT dialog->closed();
            break;
        default:
            if (dialog)
                dialog->accept();
            break;
        }
    }
    void nested()
    {
        ++m_depth;
        if (m_random.bounded(2)) {
            spin(2);
        } else {
            QEventLoop loop;
            QTimer::singleShot(m_random.bounded(4) ? 0 : 1, &loop, &QEventLoop::quit);
            loop.exec();
        }
        --m_depth;
    }
    //! What is done in a turn: the sender is there from its beginning to its end.
    void turn(Dialog *dialog, const QPointer<Dialog> &guard, const char *where)
    {
        ++m_turns;
        for (int n = m_random.bounded(3); n >= 0; --n) {
            if (!guard) {
                m_problems(where, n);
                return;
            }
            static_cast<void>(dialog->text());
            if (n > 0)
                disturb();
        }
    }

    Coro<> use(QPointer<Dialog> guard)
    {
        Dialog *const dialog = guard;
        bool cancelled = false;
        try {
            for (;;) {
                if (m_random.bounded(4))
                    co_await QEager::signal(dialog, &Dialog::finished);
                else
                    co_await QEager::signal(dialog, &Dialog::closed);
                turn(dialog, guard, "signal");
                if (!m_random.bounded(3)) {
                    co_await yieldNow();
                    if (!guard)
                        co_return;
                }
            }
        } catch (const Cancelled &) {
            cancelled = true;
        }
        if (cancelled && guard)
            static_cast<void>(guard->text());
    }
    QCoro::Task<> useInQCoro(QPointer<Dialog> guard)
    {
        try {
            for (;;) {
                co_await QEager::signal(guard.get(), &Dialog::finished);
                turn(guard, guard, "QCoro");
            }
        } catch (const Cancelled &) { // NOLINT(bugprone-empty-catch): the sender is gone
        }
    }
    void startInQCoro(Dialog *dialog) { static_cast<void>(useInQCoro(dialog)); }
    static Frame wait(Program *self, QPointer<Dialog> dialog)
    {
        try {
            co_await QEager::signal(dialog.get(), &Dialog::closed);
            if (!dialog)
                self->m_problems("frame");
        } catch (const Cancelled &) { // NOLINT(bugprone-empty-catch): the sender is gone
        }
    }

    mutable QRandomGenerator m_random;
    Log m_log, m_problems;
    std::vector<QPointer<Dialog>> m_dialogs;
    std::vector<Task<>> m_tasks;
    std::list<Frame> m_frames;
    int m_events = 0;
    int m_depth = 0;
    int m_turns = 0;
};

} // namespace

class TestSignalSenderRandom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void programs()
    {
        int turns = 0;
        for (quint32 seed = 1; seed <= 60; ++seed) {
            Program program(seed);
            const bool over = inLoop([&] { program.start(); }, [&] { return program.isOver(); });
            program.end();
            QVERIFY2(over, qPrintable(QStringLiteral("seed %1 does not end").arg(seed)));
            QVERIFY2(program.problems().isEmpty(),
                     qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(program.problems())));
            turns += program.turns();
        }
        QVERIFY(turns > 60);
    }
};

QTEST_GUILESS_MAIN(TestSignalSenderRandom)
#include "shared/moc_dialog.cpp"
#include "tst_signal_sender_random.moc"
