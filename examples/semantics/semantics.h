// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What the programs of docs/semantics.md share. Each rule has one: `example_semantics 5` runs that of rule 5.
*/

#include <qeager/qeager.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qtimer.h>

#include <cstdio>

//! Prints its arguments on one line.
template <typename... Words>
void say(const Words &...words)
{
    QStringList line;
    const auto add = [&line](const auto &word) {
        using Word = std::decay_t<decltype(word)>;
        if constexpr (std::is_same_v<Word, bool>)
            line.append(QString::fromLatin1(word ? "yes" : "no"));
        else if constexpr (std::is_arithmetic_v<Word>)
            line.append(QString::number(word));
        else if constexpr (std::is_same_v<Word, QString>)
            line.append(word);
        else
            line.append(QString::fromUtf8(word));
    };
    (add(words), ...);
    std::printf("%s\n", qPrintable(line.join(u' ')));
}

//! Runs the event loop until \a condition holds.
template <typename Condition>
void runUntil(Condition condition)
{
    QTimer heartbeat; // some event loops wait for an event more when they have handled the last one
    heartbeat.start(1);
    while (!condition())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

//! Runs the event loop until \a task has ended.
template <typename T>
void runUntilReady(const QEager::ValueTask<T> &task)
{
    runUntil([&task] { return task.isReady(); });
}

void rule1();
void rule2();
void rule3();
void rule4();
void rule5();
void rule6();
void rule7();
void rule8();
void rule9();
void rule10();
void rule11();
void rule12();
void rule13();
void rule14();
void rule15();
