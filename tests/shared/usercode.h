// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What user code may do wherever the library calls it: ask who it is, start, cancel, drop, and run an event loop of
    its own.
*/

#include "log.h"
#include "loop.h"

#include <qeager/eager.h>
#include <qeager/sleep.h>

#include <QtCore/qeventloop.h>
#include <QtCore/qthread.h>

#include <chrono>
#include <memory>
#include <utility>

class UserCode
{
public:
    UserCode()
    {
        s_current = this;
        s_log = {};
    }
    ~UserCode() { s_current = nullptr; }
    Q_DISABLE_COPY_MOVE(UserCode)

    //! Where it was called, and in which task ("-": in none).
    QString words() const { return s_log.words(); }
    //! What was started in there has ended, and had the right parent, before it was suspended and after.
    bool isDone() const { return m_started == m_ended && m_victims == 0; }
    int wrongParents() const { return m_wrongParents; }

    //! Called from anywhere; without an object it does nothing.
    static void run(const char *place)
    {
        if (s_current && QThread::currentThread() == s_current->m_thread)
            s_current->act(place);
    }

private:
    using Task = QEager::TaskHandle;

    static QString nameOf(const Task &task) { return task ? task.name() : QStringLiteral("-"); }
    void act(const char *place)
    {
        const Task here = QEager::currentTask();
        const QString who = nameOf(here);
        s_log(place, "@", who);
        if (m_depth > 0)
            return;
        ++m_depth;
        m_started += 2;
        QEager::eager(child(here)); // dropped: it runs on
        QEager::post(child(here));
        ++m_victims;
        const std::shared_ptr<void> end(nullptr, [this](void *) { --m_victims; }); // also of one that never begins
        const auto asleep = QEager::eager(victim(end));
        asleep.cancel();
        const auto copy = here; // the last reference to what is going, if it were
        QEventLoop loop; // ends when the ready queue has been drained in it
        QEager::eager([&loop]() -> QEager::Coro<> {
            co_await QEager::yieldNow();
            loop.quit();
        });
        loop.exec();
        --m_depth;
    }
    QEager::Coro<> child(Task starter)
    {
        const Task parent = QEager::currentTask().parent();
        co_await QEager::yieldNow();
        if (parent != starter || (parent && parent.name().isEmpty()))
            ++m_wrongParents;
        ++m_ended;
    }
    QEager::Coro<> victim(std::shared_ptr<void>) { co_await QEager::sleep(std::chrono::hours(1)); }

    static inline UserCode *s_current = nullptr;
    static inline Log s_log;
    QThread *m_thread = QThread::currentThread();
    int m_depth = 0;
    int m_started = 0;
    int m_ended = 0;
    int m_victims = 0;
    int m_wrongParents = 0;
};

//! Runs user code when it goes, unless it was moved from.
class Last
{
public:
    explicit Last(const char *place) noexcept : m_place(place) {}
    Last(Last &&other) noexcept : m_place(std::exchange(other.m_place, nullptr)) {}
    Last &operator=(Last &&) = delete;
    ~Last()
    {
        if (m_place)
            UserCode::run(m_place);
    }

private:
    const char *m_place;
};

//! For what is copied.
inline std::shared_ptr<Last> sharedLast(const char *place) { return std::make_shared<Last>(place); }
