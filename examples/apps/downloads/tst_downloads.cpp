// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/gather.h>
#include <qeager/network.h>
#include <qeager/signal.h>
#include <qeager/taskscope.h>

#include <QtCore/qfile.h>
#include <QtCore/qhash.h>
#include <QtCore/qprocess.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>

#include <memory>

namespace {

//! A server that has good, slow, missing and unreliable files.
class Server
{
public:
    Server() { serve(); }
    bool listen() { return m_server.isListening(); }
    QString url(const char *name) const
    {
        return QStringLiteral("http://127.0.0.1:%1/%2").arg(m_server.serverPort()).arg(QLatin1StringView(name));
    }
    int most() const { return m_most; }
    QEager::TaskScope &taskScope() { return m_tasks; }
    static QByteArray content(int size) { return QByteArray(size, 'x'); }

private:
    QEager::ValueTask<> serve()
    {
        if (!m_server.listen(QHostAddress::LocalHost))
            co_return;
        for (;;) {
            QTcpSocket *const socket = co_await QEager::newConnection(&m_server);
            QEager::eager(answer(socket));
        }
    }
    QEager::Coro<> answer(QTcpSocket *connection)
    {
        try {
            const std::unique_ptr<QTcpSocket> socket(connection);
            const QByteArray request = co_await QEager::readLine(socket.get());
            const QByteArray name = request.split(' ').value(1).mid(1);
            m_most = qMax(m_most, ++m_now);
            const auto done = qScopeGuard([this] { --m_now; });
            const int attempt = ++m_attempts[name];

            QByteArray head = "200 OK";
            QByteArray body;
            if (name == "missing.txt")
                head = "404 Not Found";
            else if (name == "busy.zip" && attempt < 3)
                head = "503 Too Busy";
            else
                body = content(name == "big.iso" ? 2'000'000 : 120'000);
            head += "\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size());
            co_await QEager::write(socket.get(), "HTTP/1.1 " + head + "\r\n\r\n");
            if (name == "stuck.bin") // says what it is going to send, and sends nothing
                co_await QEager::disconnected(socket.get());
            co_await QEager::write(socket.get(), body);
            socket->disconnectFromHost();
            co_await QEager::disconnected(socket.get());
        } catch (const QEager::IoError &) { // the program has given up
        }
    }

    QTcpServer m_server;
    QHash<QByteArray, int> m_attempts;
    int m_now = 0;
    int m_most = 0;
    QEager::TaskScope m_tasks;
};

//! What the first block of README.md shows.
QString shown()
{
    QFile readme(QStringLiteral(README));
    if (!readme.open(QFile::ReadOnly | QFile::Text))
        return readme.errorString();
    const QString block = QString::fromUtf8(readme.readAll()).section(QStringLiteral("```"), 1, 1);
    return block.mid(block.indexOf(QLatin1Char('\n')) + 1); // without "text"
}

} // namespace

//! Runs the program while a server of its own answers.
class TestDownloads : public QObject
{
    Q_OBJECT

private:
    void run(const QStringList &arguments)
    {
        m_program.start(QStringLiteral(PROGRAM), arguments);
        QTRY_COMPARE_WITH_TIMEOUT(m_program.state(), QProcess::NotRunning, 30'000); // meanwhile, the server runs
        m_said = QString::fromUtf8(m_program.readAllStandardOutput()).remove(QLatin1Char('\r'));
        m_bar = QString::fromUtf8(m_program.readAllStandardError());
    }
    QProcess m_program;
    QString m_said;
    QString m_bar;

private Q_SLOTS:
    void downloadsWhatItCan()
    {
        Server server;
        QVERIFY(server.listen());
        const QTemporaryDir folder;
        const QDir directory(folder.path());
        QStringList arguments{QStringLiteral("--directory"), folder.path(), QStringLiteral("--limit=2"),
                              QStringLiteral("--patience=600"), QStringLiteral("--attempts=3")};
        for (const char *name : {"report.pdf", "busy.zip", "missing.txt", "big.iso", "stuck.bin", "music.ogg"})
            arguments.append(server.url(name));
        run(arguments);
        if (QTest::currentTestFailed())
            return;

        QCOMPARE(m_said, shown());
        QCOMPARE(m_program.exitCode(), 1);
        QCOMPARE(server.most(), 2);
        const QString bar = m_bar.trimmed().section(QLatin1Char('\r'), -1);
        QCOMPARE(bar, QStringLiteral("[####################] 6 of 6 files, 2 MB"));
        const QStringList files{QStringLiteral("big.iso"), QStringLiteral("busy.zip"), QStringLiteral("music.ogg"),
                                QStringLiteral("report.pdf")}; // and nothing of the others
        QCOMPARE(directory.entryList(QDir::Files | QDir::Hidden, QDir::Name), files);
        QFile big(directory.filePath(QStringLiteral("big.iso")));
        QVERIFY(big.open(QFile::ReadOnly));
        QVERIFY(big.readAll() == Server::content(2'000'000));
    }
    void endsWellIfAllIsThere()
    {
        Server server;
        const QTemporaryDir folder;
        run({QStringLiteral("--directory"), folder.path(), server.url("report.pdf")});
        if (QTest::currentTestFailed())
            return;
        QCOMPARE(m_said, QStringLiteral("ok     report.pdf   120 kB\n1 of 1 files are there\n"));
        QCOMPARE(m_program.exitCode(), 0);
    }
    void saysWhatIsWrongWithItsArguments()
    {
        run({QStringLiteral("--limit=0"), QStringLiteral("http://127.0.0.1/x")});
        QCOMPARE(m_bar, QStringLiteral("downloads: --limit, --patience and --attempts are numbers from 1 on; "
                                       "see --help.\n"));
        QCOMPARE(m_program.exitCode(), 2);
        run({QStringLiteral("nowhere")});
        QCOMPARE(m_bar, QStringLiteral("downloads: 'nowhere' is no address; see --help.\n"));
        QCOMPARE(m_program.exitCode(), 2);
    }
};

QTEST_GUILESS_MAIN(TestDownloads)
#include "tst_downloads.moc"
