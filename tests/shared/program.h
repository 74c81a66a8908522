// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Running another program of the tests: how it ended, and what it said.
*/

#include <QtCore/qprocess.h>
#include <QtTest/qtest.h>

struct Ended
{
    int exitCode = -1; //!< -1: it crashed, or never began
    QString output;
    QString errors; //!< what it said of category `qeager`, one message a line
};

//! What a program has printed; Windows ends lines by two characters.
inline QString printed(const QByteArray &bytes)
{
    return QString::fromLocal8Bit(bytes).replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
}

//! A program of the system that prints a word. On Windows, only the shell can.
struct Echo
{
    explicit Echo(const QString &word) : arguments(word)
    {
#ifdef Q_OS_WIN
        program = QStringLiteral("cmd");
        arguments = {QStringLiteral("/c"), QStringLiteral("echo"), word};
#endif
    }
    QString program = QStringLiteral("echo");
    QStringList arguments;
};

//! Runs \a program to its end, with \a environment ("KEY=value") beside this program's. It is killed after \a limit ms.
inline Ended run(const QString &program, const QStringList &arguments, const QStringList &environment = {},
                 int limit = 60'000)
{
    QProcess process;
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    variables.insert(QStringLiteral("QT_MESSAGE_PATTERN"), QStringLiteral("%{category} %{type}: %{message}"));
    variables.insert(QStringLiteral("QT_LOGGING_TO_CONSOLE"), QStringLiteral("1"));
    for (const QString &variable : environment)
        variables.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
    process.setProcessEnvironment(variables);
    process.start(program, arguments);
    Ended ended;
    if (!process.waitForFinished(limit)) {
        qWarning().noquote() << program << process.errorString();
        process.kill();
        process.waitForFinished();
        return ended;
    }
    if (process.exitStatus() == QProcess::NormalExit)
        ended.exitCode = process.exitCode();
    ended.output = printed(process.readAllStandardOutput());
    const QString said = printed(process.readAllStandardError());
    for (const QString &line : said.split(u'\n', Qt::SkipEmptyParts)) {
        if (line.startsWith(QLatin1StringView("qeager ")))
            ended.errors += line.sliced(7) + u'\n';
        else
            qInfo().noquote() << line;
    }
    return ended;
}
