// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "shapes.h"

#include <qeager/qeager.h>
#include <qeager/qml/asyncvalue.h>
#include <qeager/qml/qmltask.h>

#include <QtQml/qjsengine.h>

#include <memory>

namespace {

QEager::Coro<int> waiting(Trigger &trigger)
{
    co_await QEager::signal(&trigger, &Trigger::fired);
    co_return 1;
}

} // namespace

// An AsyncValue whose source returns a task, until it is Ready.
Fire WithQEager::qmlValue(Trigger &trigger, Done done)
{
    const auto engine = std::make_shared<QJSEngine>();
    const auto value = std::make_shared<QEager::AsyncValue>();
    value->setSource(engine->newQObject(new QEager::QmlTask(waiting(trigger))));
    QObject::connect(value.get(), &QEager::AsyncValue::statusChanged, value.get(), [done, shown = value.get()] {
        if (shown->status() == QEager::AsyncValue::Ready)
            done();
    });
    value->componentComplete();
    return [&trigger, engine, value] { Q_EMIT trigger.fired(); };
}
