// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What asks its own task to end, and takes that back when it is left: a timeout, a task group.
*/

#include <qeager/detail/taskbound.h>

#include <QtCore/qstring.h>

namespace QEager::detail {

/*! The one place that tells a scope's own request from those of others, by counting: others have asked when there are
    more requests, beside its own, than had been delivered on entry. So one that was made before, and comes out of an
    await inside, is one of others. */
class QEAGER_EXPORT CancelScope : public TaskBound
{
public:
    Q_DISABLE_COPY_MOVE(CancelScope)

protected:
    CancelScope();
    ~CancelScope();

    //! Asks the task that entered it, once. If that does not exist yet, as soon as it does.
    void askToEnd();
    //! What it is told then.
    virtual QString whyAsked() const = 0;
    void bound() override;
    //! Takes that back: false when there is nothing to take back.
    bool takeBack() noexcept;
    //! Somebody else has asked, too. Call it when the own request has been taken back.
    bool othersHaveAsked() const noexcept;

private:
    Q_DECL_HIDDEN void ask();
    int m_deliveredOnEntry;
    bool m_hasAsked = false;
};

} // namespace QEager::detail
