// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    An object that emits texts, and QCoro's generator that listens to it. Include "shared/moc_textsource.cpp", too.
*/

#include "consume.h"

#include <QCoroSignal>

#include <QtCore/qobject.h>
#include <QtCore/qstring.h>

class TextSource : public QObject
{
    Q_OBJECT

public:
    void burst(int count)
    {
        for (int i = 1; i <= count; ++i)
            Q_EMIT value(QString::number(i));
    }

Q_SIGNALS:
    void value(const QString &text);
};

inline Texts listen(TextSource &source) { return qCoroSignalListener(&source, &TextSource::value); }
