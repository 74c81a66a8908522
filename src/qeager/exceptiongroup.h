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

/*! What withTaskGroup() throws if children or its body failed (Python's ExceptionGroup). Copyable and immutable; may be
    thrown on any thread.

    what() lists all exceptions: "2 exceptions in a task group: disk full; no route to host". A group may contain
    groups.
*/
class QEAGER_EXPORT ExceptionGroup final : public Error
{
public:
    //! \a what names the occasion ("a task group"). None of the \a exceptions is null.
    ExceptionGroup(const QString &what, std::vector<std::exception_ptr> exceptions);
    ExceptionGroup(const ExceptionGroup &);
    ExceptionGroup &operator=(const ExceptionGroup &);
    ~ExceptionGroup() override;
    void raise() const override { throw *this; }
    ExceptionGroup *clone() const override { return new ExceptionGroup(*this); }

    //! Returns the exceptions in the order in which the children ended; the body's own is the last. One may be a group
    //! again.
    const std::vector<std::exception_ptr> &exceptions() const noexcept { return m_exceptions; }
    //! Returns all exceptions, with the content of inner groups in place of these.
    std::vector<std::exception_ptr> leaves() const;

    //! Returns true if one of the leaves can be caught as `const E &`.
    template <typename E>
    bool contains() const
    {
        for (const std::exception_ptr &leaf : leaves()) {
            if (isA<E>(leaf))
                return true;
        }
        return false;
    }

    //! Returns whether it wants an exception, which is not null and may be a group.
    using Condition = std::function<bool(const std::exception_ptr &)>;

    /*! Splits this into the exceptions that meet \a condition, or can be caught as `const E &`, and the rest
        (BaseExceptionGroup.split()). Both are groups for the same occasion, nested as this one is. An empty one is left
        out.

        The condition is asked about groups, too, beginning with this one. If a group meets it, that is taken as a
        whole, and the condition is not asked about its content. So split<Error>() returns all of this as matching.
        \throws whatever \a condition throws.
    */
    ExceptionGroupSplit split(const Condition &condition) const;
    template <typename E>
    ExceptionGroupSplit split() const;
    //! Returns the exceptions that split() gives as matching, or nothing if there are none
    //! (BaseExceptionGroup.subgroup()).
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

    //! This group does not meet the condition itself.
    ExceptionGroupSplit splitContent(const Condition &condition) const;

    QString m_occasion;
    std::vector<std::exception_ptr> m_exceptions;
};

//! What ExceptionGroup::split() returns. At least one of the two is there.
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
