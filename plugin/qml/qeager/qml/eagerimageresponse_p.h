// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The response of an EagerImageProvider: one picture, and the task that loads it.
*/

#include <qeager/qml/eagerimageprovider.h>

#include <qeager/taskscope.h>

#include <QtCore/qstring.h>

namespace QEager {

class EagerImageResponse final : public QQuickImageResponse
{
    Q_OBJECT

public:
    EagerImageResponse() = default;
    ~EagerImageResponse() override;

    //! Starts loading. Call this once, before anything else. The response may finish inside this call.
    void start(EagerImageProvider *provider, const QString &id, const QSize &requestedSize);

    QQuickTextureFactory *textureFactory() const override;
    QString errorString() const override { return m_error; }
    void cancel() override { m_loading.cancel(QStringLiteral("The picture is not needed any more.")); }

private:
    static Coro<> run(EagerImageResponse *response, EagerImageProvider *provider, QString id, QSize requestedSize);
    void finish();

    QImage m_image;
    QString m_error; // empty: none
    TaskHandle m_loading; // of load(), if it suspended
    bool m_given = false; // start() has returned
    bool m_deleting = false;
    TaskScope m_tasks; // last: closing it uses the others
};

} // namespace QEager
