// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Must not compile: see test qml_unregistered_type.

#include <qeager/qml/qmltask.h>

struct Unregistered
{
};

QEager::QmlTask *task() { return new QEager::QmlTask(QEager::ready(Unregistered())); }
