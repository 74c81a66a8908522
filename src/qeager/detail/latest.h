// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Machinery of <qeager/latest.h>: which start is the newest.
*/

#include <qeager/coro.h>
#include <qeager/detail/held.h>
#include <qeager/detail/ref.h>
#include <qeager/detail/taskbound.h>
#include <qeager/startable.h>
#include <qeager/task.h>

#include <utility>

namespace QEager::detail {

class LatestEntry;

/*! Knows the newest start, from its first line to its end. Counted: a start that runs outlives its Latest. */
class QEAGER_EXPORT LatestCore : public Counted<LatestCore>
{
public:
    //! \a newest has been started, or was posted and has not begun: then no LatestEntry says so yet.
    void noteIfPosted(TaskStateBase &newest);
    //! Asks the newest to end, once.
    void cancel(const QString &message);
    bool isRunning() const noexcept { return m_running; }

private:
    friend Counted;
    friend LatestEntry;
    ~LatestCore() = default;
    LatestEntry *m_running = nullptr; // null: it has ended, was asked, or has not begun
    TaskHandle m_posted;
};

//! In the frame of a start.
class QEAGER_EXPORT LatestEntry final : public TaskBound
{
public:
    explicit LatestEntry(Ref<LatestCore> core) noexcept;
    ~LatestEntry();

private:
    friend LatestCore;
    Ref<LatestCore> m_core;
};

template <typename T, typename F, typename... Args>
Coro<T> runLatest(Ref<LatestCore> core, Held<F> function, Held<Args>... arguments)
{
    const LatestEntry entry(std::move(core));
    co_return co_await ask(*function, arguments.take()...);
}

} // namespace QEager::detail
