// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/unhandled.h>
#include <qeager/exceptiongroup.h>

#include <QtCore/qstringlist.h>

namespace QEager {

namespace {

QString describeAll(const QString &what, const std::vector<std::exception_ptr> &exceptions)
{
    QStringList each;
    for (const std::exception_ptr &exception : exceptions)
        each.append(detail::describe(exception));
    return QStringLiteral("%1 in %2: %3")
        .arg(exceptions.size() == 1 ? QStringLiteral("1 exception")
                                    : QStringLiteral("%1 exceptions").arg(exceptions.size()),
             what, each.join(QStringLiteral("; ")));
}

} // namespace

ExceptionGroup::ExceptionGroup(const QString &what, std::vector<std::exception_ptr> exceptions)
    : Error(describeAll(what, exceptions)), m_occasion(what), m_exceptions(std::move(exceptions))
{
}

ExceptionGroup::ExceptionGroup(const ExceptionGroup &) = default;
ExceptionGroup &ExceptionGroup::operator=(const ExceptionGroup &) = default;
ExceptionGroup::~ExceptionGroup() = default;

std::vector<std::exception_ptr> ExceptionGroup::leaves() const
{
    std::vector<std::exception_ptr> all;
    for (const std::exception_ptr &each : m_exceptions) {
        try {
            std::rethrow_exception(each);
        } catch (const ExceptionGroup &group) {
            const auto inner = group.leaves();
            all.insert(all.end(), inner.begin(), inner.end());
        } catch (...) {
            all.push_back(each);
        }
    }
    return all;
}

ExceptionGroupSplit ExceptionGroup::split(const Condition &condition) const
{
    if (condition(std::make_exception_ptr(*this)))
        return {*this, std::nullopt};
    return splitContent(condition);
}

ExceptionGroupSplit ExceptionGroup::splitContent(const Condition &condition) const
{
    std::vector<std::exception_ptr> matching, rest;
    for (const std::exception_ptr &each : m_exceptions) {
        if (condition(each)) {
            matching.push_back(each);
            continue;
        }
        try {
            std::rethrow_exception(each);
        } catch (const ExceptionGroup &group) {
            const ExceptionGroupSplit inner = group.splitContent(condition);
            if (inner.matching)
                matching.push_back(std::make_exception_ptr(*inner.matching));
            if (inner.rest)
                rest.push_back(inner.matching ? std::make_exception_ptr(*inner.rest) : each);
        } catch (...) {
            rest.push_back(each);
        }
    }
    ExceptionGroupSplit parts;
    if (!matching.empty())
        parts.matching.emplace(m_occasion, std::move(matching));
    if (!rest.empty() || !parts.matching)
        parts.rest.emplace(m_occasion, std::move(rest));
    return parts;
}

std::optional<ExceptionGroup> ExceptionGroup::subgroup(const Condition &condition) const
{
    return split(condition).matching;
}

} // namespace QEager
