// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Machinery of <qeager/io.h>.
*/

#include <qeager/coro.h>
#include <qeager/detail/reply.h>
#include <qeager/detail/statewaiter.h>

#include <QtCore/qbytearray.h>
#include <QtCore/qiodevice.h>
#include <QtCore/qprocess.h>
#include <QtCore/qthread.h>

#include <optional>

namespace QEager {

#if QT_CONFIG(process) // a browser has none
/*! How a process ended: `const auto [code, status] = co_await QEager::finished(process);` */
struct ProcessExit
{
    int code = 0; //!< Means something for QProcess::NormalExit only.
    QProcess::ExitStatus status = QProcess::NormalExit;

    friend bool operator==(const ProcessExit &, const ProcessExit &) noexcept = default;
};
#endif

namespace detail {

//! What read(), readAll() and readLine() give, and `co_await device`: that is all that is left when its signal has
//! come.
enum class Piece { Some, All, Line, Left };
//! Of a device that cannot be asked by reading.
using HasEnded = bool (*)(const QIODevice &device);
QEAGER_EXPORT Coro<QByteArray> readFrom(QIODevice *device, Piece piece, qint64 maxSize, HasEnded hasEnded = nullptr);

/*! Tells how a QNetworkReply is asked that somebody reads as a QIODevice *: the core does not know that class. For as
    long as this lives; the first one counts. */
class QEAGER_EXPORT ReplyAsker
{
public:
    explicit ReplyAsker(HasEnded hasEnded) noexcept;
    Q_DISABLE_COPY_MOVE(ReplyAsker)
    ~ReplyAsker();

private:
    HasEnded m_hasEnded;
};

template <typename R>
bool replyHasEnded(const QIODevice &device)
{
    return static_cast<const R &>(device).isFinished();
}

#if QT_CONFIG(process)
class QEAGER_EXPORT ProcessStartedWaiter final : public StateWaiter
{
public:
    explicit ProcessStartedWaiter(QProcess *process) noexcept : StateWaiter(process), m_process(process) {}
    Awaited waitsFor() const noexcept override { return {"process"}; }
    void await_resume();

protected:
    bool isThere() override;
    bool connectTo(QObject *listener) override;

private:
    QProcess *m_process;
    bool m_started = false;
};

class QEAGER_EXPORT ProcessFinishedWaiter final : public StateWaiter
{
public:
    explicit ProcessFinishedWaiter(QProcess *process) noexcept : StateWaiter(process), m_process(process) {}
    Awaited waitsFor() const noexcept override { return {"process"}; }
    ProcessExit await_resume();

protected:
    bool isThere() override;
    bool connectTo(QObject *listener) override;

private:
    QProcess *m_process;
    std::optional<ProcessExit> m_exit;
};
#endif

class QEAGER_EXPORT ThreadWaiter : public StateWaiter
{
public:
    Awaited waitsFor() const noexcept override { return {"thread"}; }
    bool await_ready(); // on any thread

protected:
    explicit ThreadWaiter(QThread *thread) noexcept : StateWaiter(thread), m_thread(thread) {}
    QThread *m_thread;
};

class QEAGER_EXPORT ThreadStartedWaiter final : public ThreadWaiter
{
public:
    explicit ThreadStartedWaiter(QThread *thread) noexcept : ThreadWaiter(thread) {}
    void await_resume();

protected:
    bool isThere() override;
    bool connectTo(QObject *listener) override;

private:
    bool m_started = false;
};

class QEAGER_EXPORT ThreadFinishedWaiter final : public ThreadWaiter
{
public:
    explicit ThreadFinishedWaiter(QThread *thread) noexcept : ThreadWaiter(thread) {}
    void await_resume();

protected:
    bool isThere() override;
    bool connectTo(QObject *listener) override;

private:
    bool m_began = false; // so if it has gone, it has finished
};

} // namespace detail
} // namespace QEager
