// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    A program while it runs.
*/

#include "emitter.h"
#include "external.h"
#include "world.h"

#include <qeager/context.h>
#include <qeager/coro.h>
#include <qeager/task.h>
#include <qeager/taskfactory.h>
#include <qeager/valuetask.h>

#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace Stress {

//! Runs events until nothing can go on.
void runUntilQuiet();
//! As both sides write it.
std::string describe(const std::exception_ptr &error);

class World
{
public:
    explicit World(const Program &program);
    ~World();
    World(const World &) = delete;
    World &operator=(const World &) = delete;

    // -- for the steps
    QEager::Coro<int> body(int number);
    QEager::TaskOptions options(int body);
    QEager::ValueTask<int> start(int body);
    QEager::Task<int> post(int body);
    QEager::Task<int> startTask(int body);
    QEager::Task<int> createTask(int body);
    //! What never waits. False: it is something else.
    bool act(const Step &step);

    using Handle = std::shared_ptr<QEager::ValueTask<int>>;
    Handle handle(int body) const;
    Emitter *object(int number) const { return m_objects[number].get(); }
    //! Until the end of the program.
    Emitter *keep(std::unique_ptr<Emitter> emitter)
    {
        m_kept.push_back(std::move(emitter));
        return m_kept.back().get();
    }
    std::deque<External *> &externals() noexcept { return m_externals; }
    const std::deque<External *> &externals() const noexcept { return m_externals; }
    void word(std::string text) { m_trace.words.push_back(std::move(text)); }
    void report(const std::string &name, const std::string &error) { m_trace.reports.push_back(name + ':' + error); }
    void word(int body, const Step &step, bool ok, const std::string &text);

    // -- for the script
    void complete();
    //! Asks all to end who still wait. False: nobody does.
    bool cancelAll();
    Trace end();

    static QEager::ContextVar<int> variable;

private:
    friend class BodyFrame;
    void then(const Step &step);
    void cancel(int body, bool isRemote);

    const Program &m_program;
    Trace m_trace;
    std::unique_ptr<Emitter> m_objects[Objects];
    std::function<void(int)> m_latest[Slots];
    std::vector<std::unique_ptr<Emitter>> m_kept;
    std::map<int, QEager::TaskHandle> m_asked;
    std::map<int, Handle> m_handles;
    std::deque<External *> m_externals; // waited for
    int m_frames = 0; // of bodies
};

//! What a step does that may wait, in the body with this number. Gives what becomes of it.
QEager::Coro<std::string> perform(World &world, int body, const Step &step);

} // namespace Stress
