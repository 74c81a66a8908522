// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/configure.h>
#include <qeager/detail/rights.h>
#include <qeager/detail/runtime.h>
#include <qeager/detail/unhandled.h>
#include <qeager/startpolicy.h>
#include <qeager/taskfactory.h>

#include "applicationreports_p.h"
#include "settings_p.h"

#include "runtime/printable_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qfileinfo.h>
#include <QtCore/qstringlist.h>

#include <chrono>

namespace QEager {

namespace {

using detail::Settings;

bool setFactory(const QString &value)
{
    const bool eagerly = value == QLatin1StringView("eager");
    if (!eagerly && value != QLatin1StringView("posted"))
        return false;
    Settings::instance().change([eagerly](Settings &settings) { settings.eagerFactory = eagerly; });
    setTaskFactory(eagerly ? eagerTaskFactory() : TaskFactory());
    return true;
}

// Sets one member of the policy, here and where it is the default.
template <typename T>
void setPolicy(T StartPolicy::*member, T value)
{
    Settings::instance().change([=](Settings &settings) { settings.policy.*member = value; });
    StartPolicy policy = startPolicy();
    policy.*member = value;
    setStartPolicy(policy);
}

bool setDepth(const QString &value)
{
    bool isNumber = false;
    const int depth = value.toInt(&isNumber);
    if (!isNumber || depth < 0)
        return false;
    setPolicy(&StartPolicy::maxDepth, depth);
    return true;
}

bool setBudget(std::chrono::nanoseconds StartPolicy::*member, const QString &value)
{
    constexpr double Day = 24. * 60 * 60 * 1000; // more is a mistake; it also keeps infinity and NaN out
    bool isNumber = false;
    const double budget = value.toDouble(&isNumber);
    if (!isNumber || !(budget >= 0 && budget <= Day))
        return false;
    setPolicy(member, std::chrono::nanoseconds(qint64(budget * 1e6)));
    return true;
}

bool setTurnBudget(const QString &value) { return setBudget(&StartPolicy::turnBudget, value); }

bool setDrainBudget(const QString &value) { return setBudget(&StartPolicy::drainBudget, value); }

QString filePath(QString value)
{
    value.replace(QLatin1StringView("%p"), QString::number(QCoreApplication::applicationPid()));
    return QFileInfo(value).absoluteFilePath();
}

bool setLatency(const QString &value)
{
    if (value.isEmpty())
        return false;
    detail::recordLatency(filePath(value));
    return true;
}

bool setTrace(const QString &value)
{
    if (value.isEmpty())
        return false;
    detail::recordTrace(filePath(value));
    return true;
}

bool setChaos(const QString &value)
{
    if (value == QLatin1StringView("off")) {
        detail::disturbAllThreads(std::nullopt);
        return true;
    }
    bool isNumber = false;
    const quint64 seed = value.toULongLong(&isNumber);
    if (isNumber)
        detail::disturbAllThreads(seed);
    return isNumber;
}

struct Setting
{
    QLatin1StringView key;
    bool (*apply)(const QString &value); // false: a bad value, and nothing is changed
    QLatin1StringView needs;
};

constexpr Setting AllSettings[] = {
    {QLatin1StringView("factory"), setFactory, QLatin1StringView("\"eager\" or \"posted\"")},
    {QLatin1StringView("depth"), setDepth, QLatin1StringView("a whole number from 0 on")},
    {QLatin1StringView("budget"), setTurnBudget, QLatin1StringView("milliseconds, from 0 to a day")},
    {QLatin1StringView("drain"), setDrainBudget, QLatin1StringView("milliseconds, from 0 to a day")},
    {QLatin1StringView("latency"), setLatency, QLatin1StringView("the name of a file")},
    {QLatin1StringView("trace"), setTrace, QLatin1StringView("the name of a file")},
    {QLatin1StringView("chaos"), setChaos, QLatin1StringView("a seed, a whole number from 0 on, or \"off\"")},
};

// Empty, or why it is ignored.
QString apply(QStringView key, QStringView value)
{
    QStringList keys;
    for (const Setting &setting : AllSettings) {
        if (key == setting.key) {
            return setting.apply(value.toString()) ? QString()
                                                   : QStringLiteral("%1 needs %2.").arg(setting.key, setting.needs);
        }
        keys.append(setting.key);
    }
    return QStringLiteral("the keys are %1.").arg(keys.join(QLatin1StringView(", ")));
}

} // namespace

bool configure(const QString &specification)
{
    QStringList applied;
    bool understood = true;
    for (QStringView setting : QStringView(specification).split(u';')) {
        setting = setting.trimmed();
        if (setting.isEmpty())
            continue;
        const qsizetype equals = setting.indexOf(u'=');
        const QStringView key = equals < 0 ? setting : setting.first(equals).trimmed();
        const QString error = apply(key, equals < 0 ? QStringView() : setting.sliced(equals + 1).trimmed());
        if (error.isEmpty()) {
            applied.append(setting.toString());
        } else {
            understood = false;
            detail::warn(
                QStringLiteral("The setting \"%1\" is ignored: %2").arg(detail::printable(setting.toString()), error));
        }
    }
    if (!applied.isEmpty())
        qCInfo(qeager).noquote() << "QEager is set to" << detail::printable(applied.join(u';'));
    return understood;
}

namespace detail {

void Settings::applyTo(Runtime &runtime)
{
    change([&](const Settings &settings) {
        runtime.setPolicy(settings.policy);
        if (settings.eagerFactory)
            runtime.setFactory(std::make_shared<const TaskFactory>(eagerTaskFactory()));
        runtime.setChaosOfAll(settings.chaos);
    });
}

void configureApplication()
{
    const QString specification = qEnvironmentVariable("QEAGER");
    if (specification.isEmpty() || !hasMoreRightsThanItsUser())
        configure(specification);
    else
        warn(QStringLiteral("QEAGER is ignored, because this process has more rights than its user."));
    beginReports();
}

} // namespace detail

} // namespace QEager
