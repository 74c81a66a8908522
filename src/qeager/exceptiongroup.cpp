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
    : Error(describeAll(what, exceptions)), m_exceptions(std::move(exceptions))
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

} // namespace QEager
