// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Things that wait for each other, made with QEager, with QCoro and with QFuture. Each shape answers the question: how
    many turns of the event loop pass between the event that they wait for and the end of the last of them?
*/

#include <QtCore/qobject.h>

#include <functional>

//! What the things of a shape wait for.
class Trigger : public QObject
{
    Q_OBJECT

Q_SIGNALS:
    void fired();
};

using Done = std::function<void()>;
//! Makes the event happen that is waited for, or the one that starts it all. Owns what it needs for that.
using Fire = std::function<void()>;
//! Makes everything and lets it suspend. The last thing to end calls \a done.
using SetUp = Fire (*)(Trigger &trigger, Done done);

struct Shape
{
    const char *name;
    SetUp qeager;
    SetUp qcoro = nullptr; //!< null: QCoro has no counterpart
    SetUp qfuture = nullptr;
};

namespace WithQEager {
Fire postedStart(Trigger &trigger, Done done);
Fire gatherOfTen(Trigger &trigger, Done done);
Fire groupOfTen(Trigger &trigger, Done done);
Fire chainOfTasks(Trigger &trigger, Done done);
Fire chainOfValueTasks(Trigger &trigger, Done done);
Fire chainOfCoros(Trigger &trigger, Done done);
Fire latestCall(Trigger &trigger, Done done);
} // namespace WithQEager

namespace WithQCoro {
Fire postedStart(Trigger &trigger, Done done);
Fire allOfTen(Trigger &trigger, Done done);
Fire chainByName(Trigger &trigger, Done done);
Fire chainOfCalls(Trigger &trigger, Done done);
} // namespace WithQCoro

namespace WithQFuture {
Fire postedStart(Trigger &trigger, Done done);
Fire allOfTen(Trigger &trigger, Done done);
Fire chain(Trigger &trigger, Done done);
} // namespace WithQFuture

#ifdef TURNS_OF_QML
namespace WithQEager {
Fire qmlValue(Trigger &trigger, Done done);
}
#endif
