// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The code of docs/howto/dialogs.md, as a program.

#include <qeager/qeager.h>

#include <QtWidgets/qapplication.h>
#include <QtWidgets/qinputdialog.h>
#include <QtWidgets/qmessagebox.h>
#include <QtWidgets/qpushbutton.h>

#include <chrono>
#include <cstdio>

using namespace std::chrono_literals;

// [done]
//! Shows \a dialog, waits until the user has answered, and deletes it. Returns its result, as QDialog::exec() does.
QEager::Coro<int> answered(QPointer<QDialog> dialog)
{
    const auto close = qScopeGuard([dialog] {
        if (dialog) // not if its parent took it along
            dialog->deleteLater();
    });
    dialog->open();
    co_return co_await QEager::signal(dialog.data(), &QDialog::finished);
}
// [done]

// [window]
class Window : public QWidget
{
public:
    QEager::ValueTask<bool> close()
    {
        if (!m_isModified)
            co_return true; // nothing to ask: ready when close() returns

        auto *const box = new QMessageBox(QMessageBox::Question, tr("Close"), tr("Discard your changes?"),
                                          QMessageBox::Discard | QMessageBox::Cancel, this);
        const int button = co_await answered(box);
        co_return button == QMessageBox::Discard;
    }
    QEager::ValueTask<> rename()
    {
        auto *const dialog = new QInputDialog(this);
        dialog->setTextValue(windowTitle());
        const int result = co_await answered(dialog);
        if (result == QDialog::Accepted)
            setWindowTitle(dialog->textValue()); // it is deleted when this coroutine suspends or ends
    }
    void modify() { m_isModified = true; }

private:
    bool m_isModified = false;
};
// [window]

static QEager::Coro<> press(Window *window)
{
    auto close = window->close();
    std::printf("unmodified: %s\n", close.isReady() && close.result() ? "closes at once" : "asks");

    window->modify();
    auto closing = window->close();
    co_await 10ms;
    window->findChild<QMessageBox *>()->button(QMessageBox::Discard)->click();
    const bool closes = co_await std::move(closing);
    std::printf("modified: asks, and %s\n", closes ? "closes" : "stays");

    auto renaming = window->rename();
    auto *const dialog = window->findChild<QInputDialog *>();
    dialog->setTextValue(QStringLiteral("Letter"));
    dialog->accept();
    co_await std::move(renaming);
    std::printf("renamed: %s\n", qPrintable(window->windowTitle()));

    // [timeout]
    auto asking = QEager::eager(QEager::withTimeout(20ms, window->close())); // who does not answer, keeps the window
    // [timeout]
    co_await QEager::gatherSettled(std::move(asking));
    co_await 10ms;
    std::printf("dialogs left: %d\n", int(window->findChildren<QDialog *>().size()));

    auto unanswered = window->rename();
    delete window;
    co_await QEager::yieldNow();
    std::printf("a window that goes takes its dialog along: %s\n", unanswered.isCancelled() ? "Cancelled" : "waits");
    QApplication::quit();
}

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    auto *const window = new Window;
    window->show();
    const auto pressing = QEager::eager(press(window));
    return QApplication::exec();
}
