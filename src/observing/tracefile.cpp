// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Where and when a TraceRecorder writes; what it writes is in chrometrace.cpp.

#include <qeager/detail/unhandled.h>
#include <qeager/tracerecorder.h>

#include "reportfile_p.h"

#include "runtime/printable_p.h"
#include "tracerecording_p.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace QEager {

namespace detail {

namespace {

class FilesAtExit
{
public:
    static FilesAtExit &instance()
    {
        static FilesAtExit *const files = new FilesAtExit; // a recorder may be static
        return *files;
    }

    QString of(const TraceRecorder *recorder)
    {
        const QMutexLocker lock(&m_mutex);
        const auto found = find(recorder);
        return found == m_files.end() ? QString() : found->second;
    }
    QString take(const TraceRecorder *recorder) { return replace(recorder, {}); }
    QString replace(const TraceRecorder *recorder, const QString &path)
    {
        const QMutexLocker lock(&m_mutex);
        QString before;
        if (const auto found = find(recorder); found != m_files.end()) {
            before = found->second;
            m_files.erase(found);
        }
        if (!path.isEmpty())
            m_files.emplace_back(recorder, path);
        return before;
    }
    void writeAll()
    {
        const QMutexLocker lock(&m_mutex); // their destructors wait for it
        for (const auto &[recorder, path] : std::exchange(m_files, {}))
            recorder->write(path);
    }

private:
    using Files = std::vector<std::pair<const TraceRecorder *, QString>>;
    Files::iterator find(const TraceRecorder *recorder)
    {
        return std::find_if(m_files.begin(), m_files.end(),
                            [recorder](const auto &file) { return file.first == recorder; });
    }

    QMutex m_mutex;
    Files m_files;
};

} // namespace

void writeTracesAtExit() { FilesAtExit::instance().writeAll(); }

void writeAtOwnEnd(const TraceRecorder &recorder)
{
    if (const QString path = FilesAtExit::instance().take(&recorder); !path.isEmpty())
        recorder.write(path);
}

} // namespace detail

bool TraceRecorder::write(QIODevice *device) const
{
    if (!device || !device->isWritable()) {
        qCWarning(qeager) << "The trace could not be written: the device is not open for writing.";
        return false;
    }
    if (detail::writeChromeTrace(*device, events(), m_recording->threadNames(), dropped()))
        return true;
    detail::warn(QStringLiteral("The trace could not be written: %1.").arg(device->errorString()));
    return false;
}

bool TraceRecorder::write(const QString &path) const
{
    const QString error = detail::writeReport(path, [this](QIODevice &file) {
        return detail::writeChromeTrace(file, events(), m_recording->threadNames(), dropped());
    });
    if (!error.isEmpty())
        detail::warn(QStringLiteral("The trace could not be written to %1: %2").arg(detail::printable(path), error));
    return error.isEmpty();
}

void TraceRecorder::writeAtExit(const QString &path) { detail::FilesAtExit::instance().replace(this, path); }

bool TraceRecorder::writeNow() const
{
    if (const QString path = detail::FilesAtExit::instance().of(this); !path.isEmpty())
        return write(path);
    qCWarning(qeager) << "The trace could not be written: there is no file, see writeAtExit().";
    return false;
}

} // namespace QEager
