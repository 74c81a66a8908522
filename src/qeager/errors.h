// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The exceptions that QEager throws.

    Each is a QException, so it crosses a QFuture (and with it a thread) unchanged. Its what() is one English sentence,
    which says what happened and, in case of misuse, what to do instead.

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

//! The base class of all exceptions that QEager throws. Copyable and immutable; may be thrown on any thread.
class QEAGER_EXPORT Error : public QException
{
public:
    explicit Error(const QString &message);
    Error(const Error &);
    Error &operator=(const Error &);
    ~Error() override;

    //! Returns the message as it was given. For Cancelled this is the message passed to cancel(), which may be empty.
    const QString &message() const noexcept { return m_message; }
    //! Returns the message in UTF-8; never null. The pointer is valid as long as this object.
    const char *what() const noexcept override { return m_what.constData(); }

protected:
    Error(const QString &message, const char *whenEmpty);

private:
    QString m_message;
    QByteArray m_what;
};

/*! A task was asked to end (asyncio.CancelledError).

    It is thrown out of the `co_await` at which the cancelled task is suspended, on its home thread. A coroutine may
    catch it, clean up with further awaits, and even return a value.
*/
class QEAGER_EXPORT Cancelled final : public Error
{
public:
    explicit Cancelled(const QString &message = {});
    void raise() const override { throw *this; }
    Cancelled *clone() const override { return new Cancelled(*this); }
};

//! An object was misused: for example, a result was read that is not there, something was awaited twice, or a handle
//! was empty (asyncio.InvalidStateError, and asynkit's RuntimeError).
class QEAGER_EXPORT InvalidState final : public Error
{
public:
    explicit InvalidState(const QString &message);
    void raise() const override { throw *this; }
    InvalidState *clone() const override { return new InvalidState(*this); }
};

//! awaitSync() reached an await that would have to wait (asynkit.SynchronousError).
class QEAGER_EXPORT WouldBlock final : public Error
{
public:
    explicit WouldBlock(const std::source_location &place);
    void raise() const override { throw *this; }
    WouldBlock *clone() const override { return new WouldBlock(*this); }

    //! Returns the place of the `co_await`: its file and line, and with some compilers its function.
    const std::source_location &place() const noexcept { return m_place; }

private:
    std::source_location m_place;
};

//! The time of a withTimeout() was up (TimeoutError).
class QEAGER_EXPORT TimedOut final : public Error
{
public:
    explicit TimedOut(const QString &message = {});
    void raise() const override { throw *this; }
    TimedOut *clone() const override { return new TimedOut(*this); }
};

/*! A device, socket, process or server did not do what was awaited (OSError). The message says which one, and why.

    The awaits of <qeager/io.h> and <qeager/network.h> throw it. Some errors have a place of their own and are not
    thrown: QNetworkReply::error(), QDBusPendingReply::error(), the exit code of a process.
*/
class QEAGER_EXPORT IoError final : public Error
{
public:
    explicit IoError(const QString &message);
    void raise() const override { throw *this; }
    IoError *clone() const override { return new IoError(*this); }
};

/*! A function that is called, once, with an exception that nobody retrieved, and the name of its task.
    setUnhandledExceptionHandler() sets it for the whole process, and returns the one before. Null restores the default,
    which is a warning in the category `qeager`.

    The handler is called on the thread that drops the last handle, and may be called on several threads at once. It
    must not throw. A Cancelled is not reported. Python: loop.set_exception_handler().
*/
using UnhandledExceptionHandler = void (*)(const QString &name, const std::exception_ptr &error);
QEAGER_EXPORT UnhandledExceptionHandler setUnhandledExceptionHandler(UnhandledExceptionHandler handler);

} // namespace QEager
