// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    ExceptionGroup: several exceptions that happened together.

    \code
    try {
        co_await QEager::withTaskGroup(syncAll);
    } catch (const QEager::ExceptionGroup &group) {
        const auto [offline, others] = group.split<NetworkError>();
        if (offline)
            showOffline();
        if (others)
            throw *others;
    }
    \endcode
*/

#include <qeager/errors.h>

#include <exception>
#include <functional>
#include <optional>
#include <vector>

namespace QEager {

struct ExceptionGroupSplit;

/*! What withTaskGroup() throws when children or its body failed (Python's ExceptionGroup). Copyable, immutable, may be
    thrown on any thread.

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
            if (isA<E>(leaf))
                return true;
        }
        return false;
    }

    //! Says whether it wants an exception, which is not null and may be a group.
    using Condition = std::function<bool(const std::exception_ptr &)>;

    /*! Parts this into those exceptions that meet \a condition, or can be caught as `const E &`, and the rest: two
        groups for the same occasion, nested as they are here (BaseExceptionGroup.split()). One that would be empty is
        not there.

        The condition is asked about groups, too, this one first. One that meets it is taken as a whole, and nobody is
        asked about what is in it: so split<Error>() gives all of this. What \a condition throws leaves the call. */
    ExceptionGroupSplit split(const Condition &condition) const;
    template <typename E>
    ExceptionGroupSplit split() const;
    //! Those that split() gives as matching; nothing, if there are none (BaseExceptionGroup.subgroup()).
    std::optional<ExceptionGroup> subgroup(const Condition &condition) const;
    template <typename E>
    std::optional<ExceptionGroup> subgroup() const;

private:
    template <typename E>
    static bool isA(const std::exception_ptr &exception)
    {
        try {
            std::rethrow_exception(exception);
        } catch (const E &) {
            return true;
        } catch (...) {
            return false;
        }
    }

    //! For one that does not meet the condition itself.
    ExceptionGroupSplit splitContent(const Condition &condition) const;

    QString m_occasion;
    std::vector<std::exception_ptr> m_exceptions;
};

//! What ExceptionGroup::split() gives. At least one of them is there.
struct ExceptionGroupSplit
{
    std::optional<ExceptionGroup> matching;
    std::optional<ExceptionGroup> rest;
};

template <typename E>
ExceptionGroupSplit ExceptionGroup::split() const
{
    return split(&ExceptionGroup::isA<E>);
}

template <typename E>
std::optional<ExceptionGroup> ExceptionGroup::subgroup() const
{
    return subgroup(&ExceptionGroup::isA<E>);
}

} // namespace QEager
