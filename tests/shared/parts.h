// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Parts for gather() and race(), which log how they come and go, and all forms of awaiting three of them at once.
*/

#include "cancelling.h"

#include <qeager/gather.h>

#include <stdexcept>
#include <utility>
#include <vector>

inline QEager::Coro<int> giving(Log &log, const char *name, int yields, int value)
{
    log(name);
    for (int i = 0; i < yields; ++i)
        co_await QEager::yieldNow();
    log(name, "=", value);
    co_return value;
}
inline QEager::Coro<int> failing(Log &log, const char *name, int yields)
{
    log(name);
    for (int i = 0; i < yields; ++i)
        co_await QEager::yieldNow();
    log(name, "!");
    throw std::runtime_error(name);
}

enum class Ending { Cancelled, Value, Error };
//! Sleeps until it is cancelled, and takes so many turns more to end.
inline QEager::Coro<int> cleaning(Log &log, const char *name, int turns, Ending ending = Ending::Cancelled)
{
    const struct Last
    {
        Log &log;
        const char *name;
        ~Last() { log("~", name); }
    } last{log, name};
    QString message;
    log(name);
    try {
        co_await QEager::sleep(std::chrono::hours(1));
    } catch (const QEager::Cancelled &e) {
        message = e.message();
        log(name, "!", message);
    }
    for (int i = 0; i < turns; ++i)
        co_await QEager::yieldNow();
    if (ending == Ending::Error)
        throw std::runtime_error(name);
    if (ending == Ending::Cancelled)
        throw QEager::Cancelled(message);
    co_return 5;
}

//! Logs what it ends with.
template <typename T>
QEager::Coro<> receiver(Log &log, QEager::ValueTask<T> parts)
{
    try {
        co_await std::move(parts);
        log("done");
    } catch (const QEager::Cancelled &e) {
        log("cancelled:", e.message());
        throw;
    } catch (const std::exception &e) {
        log("failed:", e.what());
    }
}

//! Runs as a task of that name, as far as it needs one.
template <typename T>
QEager::ValueTask<T> named(const char *name, QEager::Coro<T> coro)
{
    return QEager::eager(std::move(coro), {.name = QString::fromUtf8(name)});
}

template <typename Part, typename... More>
std::vector<Part> rangeOf(Part first, More... more)
{
    std::vector<Part> parts;
    parts.push_back(std::move(first));
    (parts.push_back(std::move(more)), ...);
    return parts;
}

enum class Form { Tuple, Range, Limited, SettledTuple, SettledRange, SettledLimited, RaceTuple, RaceRange };
inline constexpr const char *formNames[] = {"gather tuple",  "gather range",    "gather limited", "settled tuple",
                                            "settled range", "settled limited", "race tuple",     "race range"};
constexpr bool isRace(Form form) { return form >= Form::RaceTuple; }

template <typename Part>
QEager::ValueTask<> several(Form form, Part a, Part b, Part c)
{
    using namespace QEager;
    const auto ignore = [] {};
    switch (form) {
    case Form::Tuple:
        return gather(std::move(a), std::move(b), std::move(c)).then(ignore);
    case Form::Range:
        return gather(rangeOf(std::move(a), std::move(b), std::move(c))).then(ignore);
    case Form::Limited:
        return gather(rangeOf(std::move(a), std::move(b), std::move(c)), {.limit = 3}).then(ignore);
    case Form::SettledTuple:
        return gatherSettled(std::move(a), std::move(b), std::move(c)).then(ignore);
    case Form::SettledRange:
        return gatherSettled(rangeOf(std::move(a), std::move(b), std::move(c))).then(ignore);
    case Form::SettledLimited:
        return gatherSettled(rangeOf(std::move(a), std::move(b), std::move(c)), {.limit = 3}).then(ignore);
    case Form::RaceTuple:
        return race(std::move(a), std::move(b), std::move(c)).then(ignore);
    case Form::RaceRange:
        return race(rangeOf(std::move(a), std::move(b), std::move(c))).then(ignore);
    }
    Q_UNREACHABLE();
}
//! A row for each form from \a first to \a last.
inline void addForms(Form first = Form::Tuple, Form last = Form::RaceRange)
{
    QTest::addColumn<int>("form");
    for (int form = int(first); form <= int(last); ++form)
        QTest::newRow(formNames[form]) << form;
}
