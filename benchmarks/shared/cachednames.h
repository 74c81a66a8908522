// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What most coroutines of an application do: one finds what it is asked for in a cache, and another one awaits it in a
    loop.

    The first is a member of a QObject, a member of a plain class, or a free function. Each comes with ValueTask, with
    QCoro::Task, and with the cheapest type that can be awaited. All are written once, and so differ only in the type
    that they return.
*/

#include <qeager/valuetask.h>

#include <QCoroTask>

#include <QtCore/qhash.h>
#include <QtCore/qobject.h>

#include "barenested.h"

struct WithValueTask
{
    template <typename T, typename>
    using Task = QEager::ValueTask<T>;
};
struct WithQCoroTask
{
    template <typename T, typename>
    using Task = QCoro::Task<T>;
};
struct WithBareCoroutine
{
    template <typename T, typename Use>
    using Task = BareAwaited<T, Use>;
};

using NameCache = QHash<int, QString>;
constexpr int CachedNames = 1024;
inline NameCache cachedNames()
{
    NameCache names;
    for (int id = 0; id < CachedNames; ++id)
        names.insert(id, QString::number(id));
    return names;
}

struct PlainClass
{
};

//! \a Base is QObject or PlainClass.
template <typename With, typename Base>
class NamesOf : public Base
{
public:
    Q_NEVER_INLINE typename With::template Task<QString, NamesOf> name(int id)
    {
        if (const auto hit = m_cache.constFind(id); hit != m_cache.constEnd())
            co_return *hit;
        co_return QString();
    }

private:
    NameCache m_cache = cachedNames();
};
template <typename With>
Q_NEVER_INLINE typename With::template Task<QString, NameCache> nameIn(const NameCache &cache, int id)
{
    if (const auto hit = cache.constFind(id); hit != cache.constEnd())
        co_return *hit;
    co_return QString();
}

//! Adds up the lengths of \a count names. Returns \a count, so that every library has a result to deliver.
template <typename With, typename Names>
Q_NEVER_INLINE typename With::template Task<int, Names> readMembers(int count, Names &names, int &sum)
{
    for (int i = 0; i < count; ++i) {
        const QString name = co_await names.name(i & (CachedNames - 1));
        sum += static_cast<int>(name.size());
    }
    co_return count;
}
template <typename With>
Q_NEVER_INLINE typename With::template Task<int, NameCache> readFree(int count, const NameCache &cache, int &sum)
{
    for (int i = 0; i < count; ++i) {
        const QString name = co_await nameIn<With>(cache, i & (CachedNames - 1));
        sum += static_cast<int>(name.size());
    }
    co_return count;
}

//! Returns whether \a task, which does not suspend, has ended.
template <typename Task>
bool runToEnd(Task task)
{
    return task.isReady();
}
template <typename Use>
bool runToEnd(BareAwaited<int, Use> coroutine)
{
    coroutine.run();
    return true;
}

template <typename With, typename Base>
class MembersInLoop
{
public:
    //! Returns the sum of the lengths of \a count names, or -1 if it suspended.
    int read(int count)
    {
        int sum = 0;
        return runToEnd(readMembers<With>(count, m_names, sum)) ? sum : -1;
    }

private:
    NamesOf<With, Base> m_names;
};
template <typename With>
class FreeInLoop
{
public:
    int read(int count)
    {
        int sum = 0;
        return runToEnd(readFree<With>(count, m_cache, sum)) ? sum : -1;
    }

private:
    NameCache m_cache = cachedNames();
};
