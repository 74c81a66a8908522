// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/qml/eagerimageprovider.h>

#include "eagerimageresponse_p.h"

#include <qeager/detail/runtime.h>
#include <qeager/errors.h>

#include <QtCore/qpointer.h>

#include <utility>

namespace QEager {

// -- the response

EagerImageResponse::~EagerImageResponse()
{
    m_deleting = true;
    m_tasks.close();
}

void EagerImageResponse::start(EagerImageProvider *provider, const QString &id, const QSize &requestedSize)
{
    m_tasks.eager(run(this, provider, id, requestedSize), {.name = id});
    m_given = true;
}

// load() has references to the parameters. So load() must be closed before this is: it came into the scope first.
Coro<> EagerImageResponse::run(EagerImageResponse *response, EagerImageProvider *provider, QString id,
                               QSize requestedSize)
{
    QImage image;
    QString error;
    try {
        ValueTask<QImage> loading = provider->load(id, requestedSize);
        if (!loading.isReady()) {
            response->m_loading = loading.task();
            response->m_tasks.add(response->m_loading);
        }
        image = co_await std::move(loading);
        if (image.isNull())
            error = QStringLiteral("There is no picture \"%1\": load() returned a null QImage.").arg(id);
    } catch (const Error &e) {
        error = e.message().isEmpty() ? QString::fromUtf8(e.what()) : e.message();
    } catch (const std::exception &e) {
        error = QString::fromUtf8(e.what());
    } catch (...) {
        error =
            QStringLiteral("The picture \"%1\" was not loaded: load() threw something that is not a std::exception.")
                .arg(id);
    }
    if (image.isNull() && error.isEmpty())
        error = QStringLiteral("The picture \"%1\" was not loaded: the exception has no text.").arg(id);
    if (response->m_deleting)
        co_return;
    response->m_image = std::move(image);
    response->m_error = std::move(error);
    response->finish();
}

void EagerImageResponse::finish()
{
    const QPointer<QObject> self(this);
    Q_EMIT finished();
    // When the thread ends, nobody listens, and a deleteLater() would have no effect.
    if (self && m_given && detail::Runtime::current().isClosing())
        delete this;
}

QQuickTextureFactory *EagerImageResponse::textureFactory() const
{
    return m_image.isNull() ? nullptr : QQuickTextureFactory::textureFactoryForImage(m_image);
}

// -- the provider

EagerImageProvider::EagerImageProvider() = default;
EagerImageProvider::~EagerImageProvider() = default;

QQuickImageResponse *EagerImageProvider::requestImageResponse(const QString &id, const QSize &requestedSize)
{
    auto *const response = new EagerImageResponse;
    response->start(this, id, requestedSize);
    return response;
}

} // namespace QEager
