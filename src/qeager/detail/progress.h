// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The progress of a task and who is told of it. Made when one of the two is first needed.
*/

#include <qeager/detail/contextmap.h>
#include <qeager/detail/ref.h>
#include <qeager/detail/runnable.h>
#include <qeager/progress.h>

#include <QtCore/qpointer.h>

#include <functional>
#include <memory>
#include <vector>

QT_BEGIN_NAMESPACE
class QObject;
QT_END_NAMESPACE

namespace QEager::detail {

//! Counted: a task that stands for another one shares its record.
class ProgressState final : public Runnable, public Counted<ProgressState>
{
public:
    using Callback = std::function<void(Progress)>;

    Progress now() const noexcept { return m_now; }
    //! Nobody is told before the ready queue comes to it, and then of the latest only.
    void set(Progress now);
    void listen(QObject *context, Callback callback);
    //! The task has ended. What stands in the ready queue is still told.
    void end() noexcept;

    void run() override;

private:
    friend Counted;
    ~ProgressState() = default;

    struct Listener
    {
        QPointer<QObject> context;
        bool bound; // to the context's life
        Callback callback;
        ContextSlot contextVariables; // where it was given
    };
    Progress m_now;
    bool m_ended = false;
    bool m_toldInside = false; // in the event loop of a callback, which is over
    int m_telling = 0; // callbacks of it, or of their event loops, are on the stack
    std::vector<std::shared_ptr<Listener>> m_listeners;
};

} // namespace QEager::detail
