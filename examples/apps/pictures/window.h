// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "picturelist.h"

#include <QtWidgets/qwidget.h>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

//! Shows a PictureList, and how far it has come.
class Window : public QWidget
{
    Q_OBJECT

public:
    Window();

    void open(const QString &directory);
    PictureList &list() { return m_list; }
    QPushButton *stopButton() const { return m_stop; }

private:
    QEager::ValueTask<> choose(); // asks the user for a directory
    void showProgress();

    PictureList m_list;
    QLineEdit *const m_directory;
    QPushButton *const m_stop;
    QProgressBar *const m_bar;
    QLabel *const m_message;
};
