// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <QtCore/qfile.h>
#include <QtCore/qprocess.h>
#include <QtTest/qtest.h>

namespace {

//! What a version of the application prints: the events, and in the last line what they cost the server.
struct Run
{
    QString events;
    QString cost;
};

Run run(const char *program)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QString::fromUtf8(program), {});
    if (!process.waitForFinished(30'000) || process.exitCode() != 0)
        return {process.errorString(), QStringLiteral("exit code %1").arg(process.exitCode())};
    const QString said = QString::fromUtf8(process.readAllStandardOutput()).remove(QLatin1Char('\r'));
    const qsizetype last = said.lastIndexOf(QLatin1Char('\n'), -2) + 1;
    return {said.first(last), said.sliced(last).trimmed()};
}

} // namespace

//! Runs the application as it was and as it is, and compares.
class TestMoved : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsTheUserTheSame()
    {
        const Run before = run(BEFORE);
        const Run after = run(AFTER);
        QCOMPARE(after.events, before.events);

        QFile readme(QStringLiteral(README));
        QVERIFY(readme.open(QFile::ReadOnly | QFile::Text));
        const QString block = QString::fromUtf8(readme.readAll()).section(QStringLiteral("```text\n"), 1, 1);
        const QString shown = block.section(QStringLiteral("```"), 0, 0);
        QCOMPARE(shown, after.events + QStringLiteral("before: ") + before.cost + QStringLiteral("\nafter: ") +
                            after.cost + QLatin1Char('\n'));
    }
};

QTEST_GUILESS_MAIN(TestMoved)
#include "tst_moved.moc"
