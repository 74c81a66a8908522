// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    How <qeager/test.h> lets a test fail, without failing: on another thread that is an exception.
*/

#include <qeager/chaos.h>
#include <qeager/errors.h>

#include <QtCore/qstring.h>
#include <QtCore/qthread.h>

#include <memory>
#include <optional>

//! Calls \a f on another thread, and gives the message of the InvalidState that it throws.
template <typename F>
QString failureOf(F f)
{
    QString message = QStringLiteral("no failure");
    const std::unique_ptr<QThread> thread(QThread::create([&] {
        const QEager::ChaosScope off(std::nullopt);
        try {
            f();
        } catch (const QEager::InvalidState &e) {
            message = e.message();
        }
    }));
    thread->start();
    thread->wait();
    return message;
}
