// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Paths and names that somebody chose who means harm: reports, logs, and programs with more rights than their user.

#include <qeager/chaos.h>
#include <qeager/configure.h>
#include <qeager/eager.h>
#include <qeager/loopmonitor.h>
#include <qeager/tracerecorder.h>

#include "shared/messages.h"
#include "shared/program.h"

#include <QtCore/qdir.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonvalue.h>
#include <QtCore/qtemporarydir.h>

#include <array>
#include <optional>
#include <stdexcept>

#ifdef Q_OS_UNIX
#    include <sys/stat.h>
#    include <sys/statvfs.h>
#    include <unistd.h>
#endif

using namespace QEager;

namespace {

const QString Evil = QStringLiteral("\x1b[2J\r\nforged\u202e");
const QString Shown = QStringLiteral("\\u001b[2J\\u000d\\u000aforged\\u202e");

Coro<> failing(const char *what)
{
    throw std::runtime_error(what);
    co_return;
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("not there");
}

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

class TestHostile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir.emplace();
        QVERIFY(m_dir->isValid());
    }

    void namesDoNotForgeLines()
    {
        const ChaosScope off(std::nullopt); // it ends here
        Messages messages;
        static_cast<void>(eager(failing("first\nsecond \x1b[31m"), {.name = Evil}));
        QCOMPARE(messages.take(),
                 QStringLiteral("The exception of %1 was never retrieved: first\nsecond \\u001b[31m").arg(Shown));
    }
    void whatATerminalObeysIsShown()
    {
        const std::u16string obeyed = u"\x1\x1f\x7f\x9f\x200e\x200f\x2028\x2029\x202a\x202e\x2066\x2069";
        for (const char16_t c : obeyed) {
            Messages messages;
            QVERIFY(!configure(QStringLiteral("a%1b").arg(QChar(c))));
            const QString shown = QStringLiteral("a\\u%1b").arg(uint(c), 4, 16, QLatin1Char('0'));
            QVERIFY2(messages.take().startsWith(QStringLiteral("The setting \"%1\" is ignored: ").arg(shown)),
                     qPrintable(shown));
        }
        const std::u16string harmless = u"!\xa1\x200d\x2010\x2027\x2030\x2065\x206a";
        for (const char16_t c : harmless) {
            Messages messages;
            QVERIFY(!configure(QStringLiteral("a%1b").arg(QChar(c))));
            QVERIFY2(messages.take().startsWith(
                         QStringLiteral("The setting \"%1\" is ignored: ").arg(QStringLiteral("a%1b").arg(QChar(c)))),
                     qPrintable(QString::number(c, 16)));
        }
    }
    void settingsDoNotForgeLines()
    {
        Messages messages;
        QVERIFY(!configure(Evil));
        QVERIFY2(messages.take().startsWith(QStringLiteral("The setting \"%1\" is ignored: ").arg(Shown)), "see above");
        QVERIFY(!LoopReport().save(at("no/folder/") + Evil));
        QVERIFY(messages.take().startsWith(QStringLiteral("The latency of the event loop could not be written to %1: ")
                                               .arg(at("no/folder/") + Shown)));
    }
    void halvesOfPairsAreVisible()
    {
        const QString halves = QStringLiteral("a") + QChar(0xd83d) + QStringLiteral("b") + QChar(0xde00);
        QCOMPARE(InvalidState(halves).what(), "a?b?");
        QCOMPARE(InvalidState(QStringLiteral("\U0001f600")).what(), "\xf0\x9f\x98\x80");
        const ChaosScope off(std::nullopt);
        Messages messages;
        static_cast<void>(eager(failing("gone"), {.name = halves + QStringLiteral("\U0001f600")}));
        QCOMPARE(messages.take(),
                 QStringLiteral("The exception of a\\ud83db\\ude00\U0001f600 was never retrieved: gone"));
    }
    void reportsStayReadable()
    {
        LoopReport report;
        report.thread = Evil;
        LoopReport::Stall stall;
        stall.task = Evil + QChar(0xd83d);
        report.stalls.append(stall);
        const QString text = report.text();
        QVERIFY2(text.startsWith(QStringLiteral("Event loop of thread \"%1\": ").arg(Shown)), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral(" in task %1\\ud83d\n").arg(Shown)), qPrintable(text));
        QJsonParseError error;
        const QJsonDocument json = QJsonDocument::fromJson(report.json(), &error);
        QCOMPARE(error.error, QJsonParseError::NoError);
        QCOMPARE(json[QStringLiteral("thread")].toString(), Evil);
        QCOMPARE(json[QStringLiteral("stalls")][0][QStringLiteral("task")].toString(), Evil + u'?');
    }

    void reportsReplaceWhole()
    {
        put(at("report"), QByteArray(100'000, 'x'));
        QVERIFY(LoopReport().save(at("report")));
        QCOMPARE(contents(at("report")), LoopReport().json());
        QCOMPARE(QDir(m_dir->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
                 QStringList(QStringLiteral("report")));
    }

#ifdef Q_OS_UNIX
    void onlyTheirOwnerReadsReports()
    {
        put(at("report"), "old");
        QVERIFY(QFile::setPermissions(at("report"), QFileDevice::ReadOwner | QFileDevice::ReadOther));
        QVERIFY(LoopReport().save(at("report")));
        QVERIFY(TraceRecorder().write(at("trace")));
        QCOMPARE(modeOf(at("report")), 0600U);
        QCOMPARE(modeOf(at("trace")), 0600U);
    }
    void aLinkThatOthersMadeIsNotFollowed()
    {
        share();
        put(at("own/victim"), "precious");
        QVERIFY(QFile::link(at("own/victim"), at("shared/report")));
        Messages messages;
        QVERIFY(!LoopReport().save(at("shared/report")));
        QCOMPARE(messages.take(), QStringLiteral("The latency of the event loop could not be written to %1: "
                                                 "%1 is a symbolic link in a folder that others can write to.")
                                      .arg(at("shared/report")));
        QVERIFY(!TraceRecorder().write(at("shared/report")));
        QVERIFY(messages.take().endsWith(QStringLiteral(" in a folder that others can write to.")));
        QCOMPARE(contents(at("own/victim")), "precious");
    }
    void norIsAFolderOfTheirs()
    {
        share();
        put(at("own/report"), "precious");
        QVERIFY(QFile::link(at("own"), at("shared/folder")));
        Messages messages;
        QVERIFY(!LoopReport().save(at("shared/folder/report")));
        QCOMPARE(messages.take(), QStringLiteral("The latency of the event loop could not be written to "
                                                 "%1/report: %1 is a symbolic link in a folder that others can write "
                                                 "to.")
                                      .arg(at("shared/folder")));
        QCOMPARE(contents(at("own/report")), "precious");
    }
    void aPipeOfTheirsIsNotOpened() // it would wait for its reader for ever
    {
        share();
        QCOMPARE(mkfifo(qPrintable(at("shared/report")), 0600), 0);
        Messages messages;
        QVERIFY(!LoopReport().save(at("shared/report")));
        QVERIFY(
            messages.take().endsWith(QStringLiteral(": it is no regular file, in a folder that others can write to.")));
    }
    void aHardLinkOfTheirsStays()
    {
        share();
        put(at("own/victim"), "precious");
        QCOMPARE(::link(qPrintable(at("own/victim")), qPrintable(at("shared/report"))), 0);
        QVERIFY(LoopReport().save(at("shared/report")));
        QCOMPARE(contents(at("own/victim")), "precious");
        QCOMPARE(contents(at("shared/report")), LoopReport().json());
    }
    void aLinkOfOnesOwnIsFollowed()
    {
        share();
        put(at("own/target"), "old");
        QVERIFY(QFile::link(at("own/target"), at("own/report")));
        QVERIFY(LoopReport().save(at("own/report")));
        QVERIFY(QFileInfo(at("own/report")).isSymbolicLink());
        QCOMPARE(contents(at("own/target")), LoopReport().json());
    }
#endif

#ifdef Q_OS_LINUX
    void aProgramWithMoreRightsIgnoresTheEnvironment()
    {
        // Beside this program, because folders for temporary files may be mounted without such rights.
        // Of its own name, because the test may run several times at once.
        const QString program = QStringLiteral("%1/tst_hostile_setgid_%2")
                                    .arg(QCoreApplication::applicationDirPath())
                                    .arg(QCoreApplication::applicationPid());
        const auto removed = qScopeGuard([&] { QFile::remove(program); });
        QFile::remove(program);
        QVERIFY(QFile::copy(QStringLiteral(QEAGER_APPLICATION), program));
        const std::optional<gid_t> group = anotherGroup();
        if (!group)
            QSKIP("this user is in one group only, and cannot give a program another one");
        struct statvfs system = {};
        QCOMPARE(statvfs(qPrintable(program), &system), 0);
        if (system.f_flag & ST_NOSUID)
            QSKIP("this file system gives programs no rights (nosuid)");
        QCOMPARE(chown(qPrintable(program), uid_t(-1), *group), 0);
        QCOMPARE(chmod(qPrintable(program), 02755), 0);

        const Ended ended =
            run(program, {QStringLiteral("once")}, {QStringLiteral("QEAGER=factory=eager;trace=%1").arg(at("trace"))});
        QCOMPARE(ended.errors, QStringLiteral("warning: QEAGER is ignored, because this process has more rights than "
                                              "its user.\n"));
        QVERIFY2(ended.output.startsWith(QStringLiteral("main: posted 128 0\n")), qPrintable(ended.output));
        QCOMPARE(ended.exitCode, 0);
        QVERIFY(!QFile::exists(at("trace")));
    }
#endif

private:
    QString at(const char *name) const { return m_dir->filePath(QString::fromLatin1(name)); }

#ifdef Q_OS_UNIX
    //! A folder of one's own, and one as /tmp is.
    void share() const
    {
        QVERIFY(QDir().mkdir(at("own")));
        QVERIFY(QDir().mkdir(at("shared")));
        QCOMPARE(chmod(qPrintable(at("shared")), 01777), 0);
    }
    static uint modeOf(const QString &path)
    {
        struct stat found = {};
        return stat(qPrintable(path), &found) == 0 ? found.st_mode & 07777 : 0;
    }
    static std::optional<gid_t> anotherGroup()
    {
        constexpr gid_t Nobody = 65534;
        if (geteuid() == 0)
            return Nobody;
        std::array<gid_t, 100> groups = {};
        const int count = getgroups(int(groups.size()), groups.data());
        for (int i = 0; i < count; ++i) {
            if (groups[std::size_t(i)] != getgid())
                return groups[std::size_t(i)];
        }
        return {};
    }
#endif

    std::optional<QTemporaryDir> m_dir;
};

QTEST_GUILESS_MAIN(TestHostile)
#include "tst_hostile.moc"
