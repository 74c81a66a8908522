// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#ifndef MODEL_H
#define MODEL_H

#ifdef WITH_WIDGETS
#    include <QWidget>
#endif
#include <QObject>
#include <qeager/valuetask.h>
#include <QString>

//! Its QEager::ValueTask<> is explained here, and so is QCoro::Task.
class Model : public Base
{
public:
    QEager::ValueTask<int> count() override;
    QCoro::Task<QString> theirs() override; // not ported
    ::QEager::ValueTask<> first(QEager::ValueTask<QList<QEager::ValueTask<int>>> &&tasks);
    QEager::ValueTask <> second();
    Other::QCoro::Task<int> another();
    MyQCoro::Task<int> third();
};

#endif
