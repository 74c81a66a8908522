// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The code of docs/tracing.md, as a program.

#include <qeager/qeager.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qfile.h>
#include <QtCore/qtemporarydir.h>

#include <cstdio>

using namespace std::chrono_literals;

class Action : public QObject
{
    Q_OBJECT

Q_SIGNALS:
    void triggered();
};

static QEager::Coro<int> load(bool cached)
{
    if (!cached)
        co_await QEager::sleep(20ms);
    co_return 1;
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("trace.json"));

    // [record]
    QEager::TraceRecorder recorder;
    recorder.start();
    auto first = QEager::eager(load(true), {.name = QStringLiteral("cached")});
    auto second = QEager::eager(load(false), {.name = QStringLiteral("loaded")});
    // [record]

    // [read]
    const QList<QEager::TraceEvent> events = recorder.events();
    for (const QEager::TraceEvent &event : events)
        std::printf("%s\n", qPrintable(event.toString()));
    // [read]

    // [write]
    if (recorder.write(path))
        std::printf("written\n");
    // [write]

    Action save;
    // [signal]
    recorder.writeAtExit(path);
    QObject::connect(&save, &Action::triggered, &recorder, &QEager::TraceRecorder::writeNow);
    // [signal]
    const bool removed = QFile::remove(path);
    Q_EMIT save.triggered();
    std::printf("%s\n", removed && QFile::exists(path) ? "saved" : "lost");
    return first.isReady() && !second.isReady() ? 0 : 1;
}

#include "tracing.moc"
