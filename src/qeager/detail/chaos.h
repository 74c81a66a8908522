// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Machinery of <qeager/chaos.h>: the decisions of one thread.
*/

#include <QtCore/qglobal.h>

QT_BEGIN_NAMESPACE
class QString;
QT_END_NAMESPACE

namespace QEager::detail {

//! A sequence of decisions: splitmix64 (Steele, Lea, Flood 2014), whose seeds may be as alike as 1 and 2.
class Chaos
{
public:
    explicit Chaos(quint64 seed) noexcept : m_seed(seed), m_state(seed) {}
    /*! That of one thread of several which have the same \a seed. By its \a name, or, if it has none, by its \a number:
        the order in which such threads were first disturbed, from 0. The first has the sequence of the seed itself. */
    static Chaos ofThread(quint64 seed, const QString &name, quint64 number) noexcept;

    quint64 seed() const noexcept { return m_seed; }
    //! One in two.
    bool decide() noexcept { return next() >> 63; }

private:
    quint64 next() noexcept;
    quint64 m_seed;
    quint64 m_state;
};

} // namespace QEager::detail
