// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/progress.h>
#include <qeager/detail/runtime.h>
#include <qeager/detail/unhandled.h>
#include <qeager/task.h>

#include <utility>

namespace QEager {

namespace detail {

void ProgressState::set(Progress now)
{
    if (m_ended || now == m_now)
        return;
    m_now = now;
    if (!m_listeners.empty() && !Runnable::isLinked())
        Runtime::current().append(this);
}

void ProgressState::listen(QObject *context, Callback callback)
{
    if (!m_ended)
        m_listeners.push_back(
            std::make_shared<Listener>(Listener{context, context != nullptr, std::move(callback), currentContext()}));
}

void ProgressState::end() noexcept
{
    m_ended = true;
    decltype(m_listeners) dropped; // their destructors are the user's
    if (!Runnable::isLinked() && m_telling == 0)
        dropped.swap(m_listeners);
}

void ProgressState::run()
{
    const Ref<ProgressState> self(this);
    ++m_telling; // so that none goes
    const std::size_t count = m_listeners.size(); // a callback may add one
    for (std::size_t i = 0; i < count; ++i) {
        const std::shared_ptr<Listener> each = m_listeners[i];
        if (each->bound && !each->context)
            continue;
        const ContextScope scope(each->contextVariables);
        try {
            each->callback(m_now);
        } catch (...) {
            reportCallback(QStringLiteral("onProgress()"), std::current_exception());
        }
        if (std::exchange(m_toldInside, false)) // the others know it
            break;
    }
    if (--m_telling > 0) {
        m_toldInside = true;
        return;
    }
    if (m_ended && !Runnable::isLinked())
        end();
    else if (!m_ended)
        std::erase_if(m_listeners, [](const auto &each) { return each->bound && !each->context; });
}

ProgressState &TaskStateBase::progressState()
{
    auto &progress = m_extras.make(*this).progress;
    if (!progress)
        progress = Ref<ProgressState>::adopt(new ProgressState);
    return *progress;
}

Progress TaskStateBase::progress() const
{
    const TaskExtras *const extras = m_extras.get();
    return extras && extras->progress ? extras->progress->now() : Progress();
}

void TaskStateBase::shareProgressOf(TaskStateBase &inner)
{
    m_extras.make(*this).progress = Ref<ProgressState>(&inner.progressState());
}

} // namespace detail

void setProgress(double value, double maximum)
{
    if (detail::Activation *const running = detail::threadState().current)
        detail::materialize(*running).progressState().set({value, maximum});
}

Progress TaskHandle::progress() const
{
    if (!m_state)
        return {};
    m_state->requireHome("The progress");
    return m_state->progress();
}

void TaskHandle::onProgress(QObject *context, std::function<void(Progress)> callback) const
{
    detail::TaskStateBase &task = state("onProgress()");
    task.requireHome("onProgress()");
    if (!task.isDone())
        task.progressState().listen(context, std::move(callback));
}

} // namespace QEager
