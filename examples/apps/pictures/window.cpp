// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "window.h"

#include "tile.h"

#include <qeager/signal.h>

#include <QtCore/qdir.h>
#include <QtCore/qpointer.h>
#include <QtCore/qscopeguard.h>
#include <QtWidgets/qboxlayout.h>
#include <QtWidgets/qfiledialog.h>
#include <QtWidgets/qlabel.h>
#include <QtWidgets/qlineedit.h>
#include <QtWidgets/qlistview.h>
#include <QtWidgets/qprogressbar.h>
#include <QtWidgets/qpushbutton.h>

Window::Window()
    : m_directory(new QLineEdit), m_stop(new QPushButton(tr("Stop"))), m_bar(new QProgressBar), m_message(new QLabel)
{
    setWindowTitle(tr("Pictures"));
    resize(640, 520);

    auto *const choose = new QPushButton(tr("Open…"));
    auto *const top = new QHBoxLayout;
    top->addWidget(m_directory);
    top->addWidget(choose);

    auto *const view = new QListView;
    view->setItemDelegate(new Tile(view));
    view->setViewMode(QListView::IconMode);
    view->setResizeMode(QListView::Adjust);
    view->setMovement(QListView::Static);
    view->setUniformItemSizes(true);
    view->setSpacing(4);
    view->setModel(&m_list);

    auto *const bottom = new QHBoxLayout;
    bottom->addWidget(m_message, 1);
    bottom->addWidget(m_bar, 1);
    bottom->addWidget(m_stop);

    auto *const layout = new QVBoxLayout(this);
    layout->addLayout(top);
    layout->addWidget(view);
    layout->addLayout(bottom);

    connect(m_directory, &QLineEdit::returnPressed, this, [this] { open(m_directory->text()); });
    connect(choose, &QPushButton::clicked, this, &Window::choose);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        m_list.stop();
        m_stop->setEnabled(false);
        m_message->setText(tr("Stopped at %1 of %2 pictures").arg(m_list.done()).arg(m_list.rowCount()));
    });
    connect(&m_list, &PictureList::progressed, this, &Window::showProgress);
    connect(&m_list, &PictureList::ended, this, [this] { m_stop->setEnabled(false); });
    m_stop->setEnabled(false);
}

void Window::open(const QString &directory)
{
    m_directory->setText(QDir::toNativeSeparators(directory));
    m_stop->setEnabled(true);
    m_list.open(directory); // emits ended() before it returns if every picture is known
}

QEager::ValueTask<> Window::choose()
{
    const QPointer<QFileDialog> dialog = new QFileDialog(this, tr("Open a directory"), m_directory->text());
    const auto close = qScopeGuard([dialog] {
        if (dialog) // not if this window took it along
            dialog->deleteLater();
    });
    dialog->setFileMode(QFileDialog::Directory);
    dialog->open();
    const int answer = co_await QEager::signal(dialog.data(), &QFileDialog::finished);
    if (answer == QDialog::Accepted)
        open(dialog->selectedFiles().value(0));
}

void Window::showProgress()
{
    const int count = m_list.rowCount();
    m_bar->setMaximum(qMax(1, count)); // with 0, it would move without end
    m_bar->setValue(m_list.done());
    QString text = tr("%1 of %2 pictures").arg(m_list.done()).arg(count);
    if (m_list.broken() > 0)
        text += tr(", %1 of them broken").arg(m_list.broken());
    m_message->setText(text);
}
