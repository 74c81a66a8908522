// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Base of the tests of virtual time: chaos is off, and nobody waits for as long as a test says.
*/

#include "log.h"
#include "nothingleft.h"

#include <qeager/chaos.h>
#include <qeager/sleep.h>

#include <QtCore/qelapsedtimer.h>

#include <chrono>
#include <optional>

class VirtualTimeTest : public QObject
{
protected:
    void begin()
    {
        m_off.emplace(std::nullopt);
        m_real.start();
    }
    void checkNothingIsLeft()
    {
        QVERIFY(m_real.elapsed() < 60'000); // nobody has waited for an hour
        ::checkNothingIsLeft(3);
        m_off.reset();
    }
    static QEager::Coro<> logAfter(Log &log, const char *word, std::chrono::nanoseconds duration)
    {
        co_await QEager::sleep(duration);
        log(word);
    }

private:
    std::optional<QEager::ChaosScope> m_off;
    QElapsedTimer m_real;
};
