// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Whether a file is what LoopReport::save() writes, checked member by member.
*/

#include <QtCore/qdatetime.h>
#include <QtCore/qfile.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>

//! Empty when it is; else what is wrong with it.
inline QString latencyFileProblem(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return path + QStringLiteral(": ") + file.errorString();
    QJsonParseError error;
    const QJsonObject report = QJsonDocument::fromJson(file.readAll(), &error).object();
    if (error.error != QJsonParseError::NoError)
        return error.errorString();

    QStringList problems;
    const auto check = [&](bool holds, const QString &what) {
        if (!holds)
            problems.append(what);
    };
    const auto isNumber = [&](const QJsonObject &object, const QString &key) {
        check(object[key].isDouble() && object[key].toInteger(-1) >= 0, key);
        return object[key].toInteger();
    };
    const auto isStamp = [&](const QJsonValue &value) {
        return QDateTime::fromString(value.toString(), Qt::ISODateWithMs).isValid();
    };
    check(report[u"format"].toString() == QLatin1StringView("qeager-latency-1"), QStringLiteral("format"));
    check(report[u"application"].isString(), QStringLiteral("application"));
    check(isNumber(report, QStringLiteral("processId")) > 0, QStringLiteral("processId is zero"));
    check(report[u"thread"].isString(), QStringLiteral("thread"));
    check(isStamp(report[u"began"]), QStringLiteral("began"));
    check(isNumber(report, QStringLiteral("busyNs")) <= isNumber(report, QStringLiteral("watchedNs")),
          QStringLiteral("busy for longer than it was watched"));
    for (const QString &key : {QStringLiteral("busySpans"), QStringLiteral("latency")}) {
        const QJsonObject durations = report[key].toObject();
        isNumber(durations, QStringLiteral("count"));
        qint64 before = 0;
        for (const QString &part :
             {QStringLiteral("p50Ns"), QStringLiteral("p95Ns"), QStringLiteral("p99Ns"), QStringLiteral("maxNs")})
            check(std::exchange(before, isNumber(durations, part)) <= durations[part].toInteger(), key + u' ' + part);
    }
    check(report[u"stalls"].isArray(), QStringLiteral("stalls"));
    const QJsonArray stalls = report[u"stalls"].toArray();
    qint64 before = report[u"busySpans"][u"maxNs"].toInteger();
    for (const QJsonValue &stall : stalls) {
        check(isStamp(stall[u"began"]) && stall[u"task"].isString(), QStringLiteral("a stall"));
        const qint64 inTask = stall[u"taskNs"].toInteger(-1);
        check(inTask >= 0 && inTask <= stall[u"durationNs"].toInteger(), QStringLiteral("the task of a stall"));
        check(std::exchange(before, stall[u"durationNs"].toInteger(before + 1)) >=
                  stall[u"durationNs"].toInteger(before + 1),
              QStringLiteral("stalls are not sorted"));
    }
    return problems.join(QLatin1StringView(", "));
}

//! What it says has happened: how many busy spans.
inline qint64 busySpansIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    return QJsonDocument::fromJson(file.readAll())[u"busySpans"][u"count"].toInteger();
}
