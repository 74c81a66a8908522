// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#ifndef MODEL_H
#define MODEL_H

#ifdef WITH_WIDGETS
#    include <QWidget>
#endif
#include <QObject>
#include <QString>

//! Its QCoro::Task<> is explained here, and so is QCoro::Task.
class Model : public Base
{
public:
    QCoro::Task<int> count() override;
    QCoro::Task<QString> theirs() override; // not ported
    ::QCoro::Task<> first(QCoro::Task<QList<QCoro::Task<int>>> &&tasks);
    QCoro::Task <> second();
    Other::QCoro::Task<int> another();
    MyQCoro::Task<int> third();
};

#endif
