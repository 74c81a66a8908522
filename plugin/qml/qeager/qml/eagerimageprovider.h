// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    EagerImageProvider: provides pictures for `Image` and related types, loaded by coroutines.

    \code
    class Thumbnails : public QEager::EagerImageProvider
    {
    protected:
        QEager::ValueTask<QImage> load(const QString &id, const QSize &requestedSize) override
        {
            if (auto hit = m_cache.find(id); hit != m_cache.end())
                co_return *hit;                               // finished before Qt asks for more
            const auto decode = [path = id, requestedSize] { return decodeScaled(path, requestedSize); };
            co_return m_cache[id] = co_await QEager::offload(decode);
        }
        QHash<QString, QImage> m_cache;                       // used by load() only, so it needs no lock
    };

    engine.addImageProvider("thumbnails", new Thumbnails);    // Image { source: "image://thumbnails/cat.png" }
    \endcode
*/

#include <qeager/qml/global.h>

#include <qeager/valuetask.h>

#include <QtGui/qimage.h>
#include <QtQuick/qquickimageprovider.h>

namespace QEager {

/*! A QQuickAsyncImageProvider that gets its pictures from a coroutine.

    **Thread.** Qt's reader thread calls and resumes load(). Each engine has one reader thread, which serves everything
    that the images of this engine load. What blocks there, such as decoding, delays the other images, so use offload()
    for it. load() is never called on two threads at once, unless several engines share the provider. What the rest of
    the application uses as well needs a lock.

    **Ready.** If load() finishes synchronously, the picture is there before requestImageResponse() returns, without a
    task or a posted event. (Qt still posts events between an Image and the reader thread. If an Image must not show a
    frame without its picture, use Qt's own cache, which the Image looks into by itself, or a value by AsyncValue.)

    **Errors.** An exception becomes the response's errorString(), which `Image` prints: the message of a Cancelled, and
    the what() of any other. A null picture is an error, too. The text is never empty.

    **Cancellation.** When the last item that wants the picture goes or takes another source, Qt cancels the response.
    That is a request to the task: Cancelled is thrown where it is suspended, from the ready queue of the reader thread.
    load() may clean up with further awaits. When it has ended, the response is finished, and Qt deletes it.

    **Lifetime.** Qt keeps a provider until its last response is deleted, even if it was removed from the engine. When
    the engine goes, Qt cancels every response and ends the thread. load() is then closed, as at the end of any thread:
    Cancelled is thrown where it is suspended, and again at once by an await in its clean-up.
*/
class QEAGER_QML_EXPORT EagerImageProvider : public QQuickAsyncImageProvider
{
    Q_OBJECT

public:
    EagerImageProvider();
    ~EagerImageProvider() override;

    /*! Starts load() in a task with the name \a id, and returns its response. Qt calls this.

        If you call it yourself, the response belongs to the calling thread. Delete it there to close its task at once,
        without a finished(). If that thread ends first (or, on the main thread, the application), the response is
        finished with an error, and deletes itself, because nobody else could do so then.
    */
    QQuickImageResponse *requestImageResponse(const QString &id, const QSize &requestedSize) final;

protected:
    /*! Loads the picture \a id. \a requestedSize is the `sourceSize` of the Image, in pixels. It is invalid, or has a
        width or height of 0 or less, where that was not set.

        Both references are valid as long as the coroutine lives, although Qt's own end with this call. Implement this
        as a coroutine, or as a function that returns ready(image).
    */
    virtual ValueTask<QImage> load(const QString &id, const QSize &requestedSize) = 0;

private:
    friend class EagerImageResponse;
};

} // namespace QEager
