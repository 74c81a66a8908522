// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The code of docs/howto/search.md, as a program.

#include <qeager/qeager.h>

#include <QtWidgets/qapplication.h>
#include <QtWidgets/qboxlayout.h>
#include <QtWidgets/qlabel.h>
#include <QtWidgets/qlineedit.h>
#include <QtWidgets/qlistwidget.h>

#include <chrono>
#include <cstdio>

using namespace std::chrono_literals;

static QEager::Coro<QStringList> search(QString text)
{
    std::printf("asks for %s\n", qPrintable(text));
    co_await 20ms; // the server answers
    if (text == QLatin1StringView("x"))
        throw QEager::IoError(QStringLiteral("the server is away"));
    co_return QStringList{text + QStringLiteral("m"), text + QStringLiteral("n")};
}

// [page]
class SearchPage : public QWidget
{
public:
    SearchPage()
    {
        auto *const layout = new QVBoxLayout(this);
        layout->addWidget(m_edit);
        layout->addWidget(m_list);
        layout->addWidget(m_message);

        const auto show = [this](QString text) -> QEager::Coro<> {
            co_await 150ms; // typing on cancels here …
            try {
                const QStringList hits = co_await search(text); // … or here
                m_list->clear();
                m_list->addItems(hits);
            } catch (const QEager::IoError &error) { // not Cancelled: that one goes on
                m_message->setText(error.message());
            }
        };
        connect(m_edit, &QLineEdit::textChanged, this, QEager::latest(show));
    }

private:
    QLineEdit *const m_edit = new QLineEdit;
    QListWidget *const m_list = new QListWidget;
    QLabel *const m_message = new QLabel;
};
// [page]

static QEager::Coro<> type(QWidget *page)
{
    auto *const edit = page->findChild<QLineEdit *>();
    auto *const list = page->findChild<QListWidget *>();
    auto *const message = page->findChild<QLabel *>();
    for (const auto *text : {"a", "ad", "ada"})
        edit->setText(QString::fromLatin1(text));
    while (list->count() == 0)
        co_await 10ms;
    std::printf("shows %s and %s\n", qPrintable(list->item(0)->text()), qPrintable(list->item(1)->text()));
    edit->setText(QStringLiteral("x"));
    while (message->text().isEmpty())
        co_await 10ms;
    std::printf("says: %s\n", qPrintable(message->text()));
    QApplication::quit();
}

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    SearchPage page;
    page.show();
    const auto typing = QEager::eager(type(&page));
    return QApplication::exec();
}
