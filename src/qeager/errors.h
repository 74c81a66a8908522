// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The exceptions QEager throws.

    All of them are QException, so they cross a QFuture (and with it a thread) unchanged; their
    what() is one English sentence that says what happened and, for misuse, what to do instead.

    \code
    try {
        co_await task;
    } catch (const QEager::Cancelled &e) {
        qInfo() << "given up:" << e.message();
    }
    \endcode
*/

#include <QtCore/qbytearray.h>
#include <QtCore/qexception.h>
#include <QtCore/qstring.h>

#include <qeager/global.h>

#include <exception>
#include <source_location>

namespace QEager {

//! Base of all exceptions thrown by QEager. Copyable, immutable, may be thrown on any thread.
class QEAGER_EXPORT Error : public QException
{
public:
    explicit Error(const QString &message);
    Error(const Error &);
    Error &operator=(const Error &);
    ~Error() override;

    //! The sentence as given. For Cancelled: the message passed to cancel(), may be empty.
    const QString &message() const noexcept { return m_message; }
    //! Never null; UTF-8; lives as long as this object.
    const char *what() const noexcept override { return m_what.constData(); }

protected:
    Error(const QString &message, const char *whenEmpty);

private:
    QString m_message;
    QByteArray m_what;
};

/*! A task was asked to end (asyncio.CancelledError).

    Thrown out of the `co_await` at which the cancelled task is suspended, on its home thread. A
    coroutine may catch it, clean up with further awaits and even return a value.
*/
class QEAGER_EXPORT Cancelled final : public Error
{
public:
    explicit Cancelled(const QString &message = {});
    void raise() const override { throw *this; }
    Cancelled *clone() const override { return new Cancelled(*this); }
};

/*! Misuse of an object: reading a result that is not there, awaiting twice, an empty handle
    (asyncio.InvalidStateError, and asynkit's RuntimeError).
*/
class QEAGER_EXPORT InvalidState final : public Error
{
public:
    explicit InvalidState(const QString &message);
    void raise() const override { throw *this; }
    InvalidState *clone() const override { return new InvalidState(*this); }
};

/*! awaitSync() came to an await that would have to wait (asynkit.SynchronousError). */
class QEAGER_EXPORT WouldBlock final : public Error
{
public:
    explicit WouldBlock(const std::source_location &place);
    void raise() const override { throw *this; }
    WouldBlock *clone() const override { return new WouldBlock(*this); }

    //! The `co_await`: its file and line, and, by some compilers, its function.
    const std::source_location &place() const noexcept { return m_place; }

private:
    std::source_location m_place;
};

/*! The time of a withTimeout() was up (TimeoutError). */
class QEAGER_EXPORT TimedOut final : public Error
{
public:
    explicit TimedOut(const QString &message = {});
    void raise() const override { throw *this; }
    TimedOut *clone() const override { return new TimedOut(*this); }
};

/*! A device, socket, process or server did not do what was awaited (OSError): it says which, and why.

    Thrown by what <qeager/io.h> and <qeager/network.h> give to await. Errors that have a place of their own are told
    there, as always: QNetworkReply::error(), QDBusPendingReply::error(), the exit code of a process.
*/
class QEAGER_EXPORT IoError final : public Error
{
public:
    explicit IoError(const QString &message);
    void raise() const override { throw *this; }
    IoError *clone() const override { return new IoError(*this); }
};

/*! What is called with an exception that nobody retrieved, once: the name of its task and the exception. Null restores
    the default, a warning in category `qeager`. Gives the one before.

    It is called on whichever thread drops the last handle, may be called on several at once, and must not throw; a
    Cancelled is not reported. For the whole process. Python: loop.set_exception_handler(). */
using UnhandledExceptionHandler = void (*)(const QString &name, const std::exception_ptr &error);
QEAGER_EXPORT UnhandledExceptionHandler setUnhandledExceptionHandler(UnhandledExceptionHandler handler);

} // namespace QEager
