// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/unhandled.h>
#include <qeager/errors.h>
#include <qeager/test.h>

#include <QtCore/qrandom.h>

#include <exception>

namespace QEager::Test {

namespace {

quint64 chosenSeed(std::optional<quint64> given)
{
    if (!given)
        given = chaosSeed();
    return given ? *given : QRandomGenerator::global()->bounded(1, 1'000'000);
}

} // namespace

ExpectInline::ExpectInline(std::source_location where) : m_where(where), m_exceptions(std::uncaught_exceptions()) {}

ExpectInline::~ExpectInline()
{
    const Statistics used = Statistics::current() - m_before;
    if (std::uncaught_exceptions() > m_exceptions || (!used.tasksCreated && !used.eventsPosted && !used.loopTurns))
        return;
    const QString text = QStringLiteral("This block was to run inline. Tasks that were made: %1, events that were "
                                        "posted: %2, turns of the ready queue: %3.")
                             .arg(used.tasksCreated)
                             .arg(used.eventsPosted)
                             .arg(used.loopTurns);
    try {
        detail::failTest(text, m_where);
    } catch (const InvalidState &) {
        detail::warn(text);
    }
}

Chaos::Chaos(std::optional<quint64> seed) : m_seed(chosenSeed(seed)), m_hadFailed(QTest::currentTestFailed()) {}

Chaos::~Chaos()
{
    if (!m_hadFailed && QTest::currentTestFailed())
        qCInfo(qeager).noquote() << QStringLiteral("This failed under chaos with seed %1. "
                                                   "Test::Chaos(%1) and QEAGER='chaos=%1' repeat it.")
                                        .arg(m_seed);
}

} // namespace QEager::Test
