// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    EagerImageProvider: pictures for `Image` and its kin, loaded by coroutines.

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

/*! A QQuickAsyncImageProvider whose pictures come from a coroutine.

    **Thread.** load() is called and resumed on Qt's reader thread, of which each engine has one, and which serves
    everything that this engine's images load: what blocks there, such as decoding, delays the other images; offload()
    it. load() is never called on two threads at once unless several engines share the provider. What the rest of the
    application uses as well needs a lock.

    **Ready.** A load() that finishes synchronously is done before requestImageResponse() returns: no task, no posted
    event. (Between an Image and the reader thread Qt posts all the same: an Image that must not show a frame without
    its picture needs Qt's own cache, which it looks into by itself, or a value by AsyncValue.)

    **Errors.** An exception is the response's errorString(), which `Image` prints: the message of a Cancelled, the
    what() of any other. So is a null picture. It is never empty.

    **Cancellation.** When the last item that wants the picture goes or takes another source, Qt cancels the response,
    and that is a request to the task: Cancelled is thrown at its suspension, from the reader thread's ready queue.
    load() may clean up with further awaits; the response is finished, and deleted by Qt, when it has ended.

    **Lifetime.** Qt keeps a provider until its last response is deleted, also when it was removed from the engine. When
    the engine goes, Qt cancels every response and ends the thread, and load() is closed as at the end of any thread:
    Cancelled at its suspension, an await in its clean-up throws again at once.
*/
class QEAGER_QML_EXPORT EagerImageProvider : public QQuickAsyncImageProvider
{
    Q_OBJECT

public:
    EagerImageProvider();
    ~EagerImageProvider() override;

    /*! Starts load() in a task of name \a id, and gives its response. For Qt; called by hand, the response belongs to
        the calling thread: delete it there to close its task at once, without a finished(); when that thread (or, on
        the main thread, the application) ends first the response is finished with an error, and deletes itself, because
        nobody else could then. */
    QQuickImageResponse *requestImageResponse(const QString &id, const QSize &requestedSize) final;

protected:
    /*! The picture \a id. \a requestedSize is the `sourceSize` of the Image, in pixels; invalid, or with a width or
        height of 0 or less, where that was not set. Both are references to what ends with this call as far as Qt is
        concerned; here they live as long as the coroutine. Implemented as a coroutine, or as a function that returns
        ready(image). */
    virtual ValueTask<QImage> load(const QString &id, const QSize &requestedSize) = 0;

private:
    friend class EagerImageResponse;
};

} // namespace QEager
