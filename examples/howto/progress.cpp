// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The code of docs/howto/progress.md, as a program.

#include <qeager/qeager.h>

#include <QtWidgets/qapplication.h>
#include <QtWidgets/qboxlayout.h>
#include <QtWidgets/qlabel.h>
#include <QtWidgets/qprogressbar.h>
#include <QtWidgets/qpushbutton.h>

#include <chrono>
#include <cstdio>

using namespace std::chrono_literals;

static QEager::Coro<> importOne(QString file)
{
    Q_UNUSED(file)
    co_await 5ms;
}

// [work]
QEager::ValueTask<qsizetype> importFiles(QStringList files)
{
    const auto tidy = qScopeGuard([] { std::printf("temporary files are removed\n"); }); // cancelled or not
    for (qsizetype i = 0; i < files.size(); ++i) {
        co_await importOne(files[i]); // a cancel arrives here
        QEager::setProgress(i + 1, files.size());
    }
    co_return files.size();
}
// [work]

// [dialog]
class ImportPage : public QWidget
{
public:
    ImportPage()
    {
        auto *const layout = new QVBoxLayout(this);
        layout->addWidget(m_bar);
        layout->addWidget(m_cancel);
        layout->addWidget(m_message);
        connect(m_cancel, &QPushButton::clicked, this, [this] { m_import.cancel(tr("You stopped it.")); });
    }
    void start(const QStringList &files)
    {
        m_import = importFiles(files).task();
        m_import.onProgress(m_bar, [this](QEager::Progress now) { m_bar->setValue(qRound(100 * now.fraction())); });
        const auto onDone = [this](qsizetype count) { m_message->setText(tr("%n file(s) imported.", "", int(count))); };
        const auto onError = [this](const std::exception &error) {
            m_message->setText(QString::fromUtf8(error.what()));
        };
        m_import.then(this, onDone, onError);
    }

private:
    QProgressBar *const m_bar = new QProgressBar;
    QPushButton *const m_cancel = new QPushButton(tr("Stop"));
    QLabel *const m_message = new QLabel;
    QEager::Task<qsizetype> m_import;
};
// [dialog]

static QEager::Coro<> press(ImportPage *page)
{
    auto *const bar = page->findChild<QProgressBar *>();
    auto *const message = page->findChild<QLabel *>();
    page->start({QStringLiteral("a"), QStringLiteral("b")});
    while (message->text().isEmpty())
        co_await 2ms;
    std::printf("%d %%: %s\n", bar->value(), qPrintable(message->text()));

    message->clear();
    page->start(QStringList(1000, QStringLiteral("c")));
    co_await 20ms;
    page->findChild<QPushButton *>()->click();
    while (message->text().isEmpty())
        co_await 2ms;
    std::printf("%s: %s\n", bar->value() < 100 ? "stopped" : "too late", qPrintable(message->text()));
    QApplication::quit();
}

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    ImportPage page;
    page.show();
    const auto pressing = QEager::eager(press(&page));
    return QApplication::exec();
}
