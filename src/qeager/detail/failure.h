// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The exception of an eager start that finished without a task. The only heap object of such a start.
*/

#include <qeager/detail/unhandled.h>

#include <QtCore/qstring.h>

#include <exception>
#include <new>
#include <utility>

namespace QEager::detail {

struct Failure
{
    std::exception_ptr error;
    QString name;
    bool observed = false;

    explicit Failure(std::exception_ptr what, QString whose = {}, bool isObserved = false) noexcept
        : error(std::move(what)), name(std::move(whose)), observed(isObserved)
    {
    }
    Q_DISABLE_COPY_MOVE(Failure)
    QEAGER_EXPORT ~Failure();
    QEAGER_EXPORT static void operator delete(Failure *failure, std::destroying_delete_t) noexcept;
    void markObserved() noexcept
    {
        if (!observed) // or it may be seen by several threads, see makeFailure()
            observed = true;
    }
    //! For a message.
    friend QEAGER_EXPORT QString nameOf(const Failure &failure);
};

//! Without memory for one, it is bad_alloc, the same for all, and \a error is reported.
QEAGER_EXPORT Failure *makeFailure(const std::exception_ptr &error, const QString *name = nullptr) noexcept;
//! The same of the exception_ptr at \a error, which is moved out.
QEAGER_EXPORT Failure *takeFailure(void *error, const QString *name) noexcept;
//! Somebody is given it: throws it. Null: there is no outcome, which \a operation needs.
[[noreturn]] QEAGER_EXPORT void throwFailure(Failure *failure, const char *operation);
//! The same, and deletes it.
[[noreturn]] QEAGER_EXPORT void throwTakenFailure(Failure *failure, const char *operation);

} // namespace QEager::detail
