// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    ExceptionGroup: several exceptions that happened together.

    \code
    try {
        co_await QEager::withTaskGroup(syncAll);
    } catch (const QEager::ExceptionGroup &group) {
        for (const std::exception_ptr &each : group.leaves())
            report(each);
    }
    \endcode
*/

#include <qeager/errors.h>

#include <exception>
#include <vector>

namespace QEager {

/*! What withTaskGroup() throws when children or its body failed (Python's ExceptionGroup). Copyable, immutable, may be thrown on any thread.

    what() lists them all: "2 exceptions in a task group: disk full; no route to host". Groups nest. */
class QEAGER_EXPORT ExceptionGroup final : public Error
{
public:
    //! \a what names the occasion ("a task group"); \a exceptions are not null.
    ExceptionGroup(const QString &what, std::vector<std::exception_ptr> exceptions);
    ExceptionGroup(const ExceptionGroup &);
    ExceptionGroup &operator=(const ExceptionGroup &);
    ~ExceptionGroup() override;
    void raise() const override { throw *this; }
    ExceptionGroup *clone() const override { return new ExceptionGroup(*this); }

    //! In the order in which the children ended, the body's own last; one may be a group again.
    const std::vector<std::exception_ptr> &exceptions() const noexcept { return m_exceptions; }
    //! The same with groups replaced by what is in them.
    std::vector<std::exception_ptr> leaves() const;

    //! One of the leaves can be caught as `const E &`.
    template <typename E>
    bool contains() const
    {
        for (const std::exception_ptr &leaf : leaves()) {
            try {
                std::rethrow_exception(leaf);
            } catch (const E &) {
                return true;
            } catch (...) { // NOLINT(bugprone-empty-catch): another one
            }
        }
        return false;
    }

private:
    std::vector<std::exception_ptr> m_exceptions;
};

} // namespace QEager
