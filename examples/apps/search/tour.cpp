// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "tour.h"

#include "server.h"

#include <qeager/qml/asyncvalue.h>
#include <qeager/signal.h>

#include <QtGui/qevent.h>
#include <QtQuick/qquickitem.h>
#include <QtQuick/qquickwindow.h>

#include <cstdio>

using QEager::AsyncValue;

namespace {

void say(const char *what, const AsyncValue &hits, const Server &server)
{
    const QVariant value = hits.value();
    QString text;
    switch (hits.status()) {
    case AsyncValue::Ready:
        text = value.toStringList().mid(0, 3).join(QStringLiteral(", "));
        break;
    case AsyncValue::Error:
        text = hits.error();
        break;
    default:
        text = QStringLiteral("waits");
    }
    std::printf("%s: %s (requests: %d)\n", what, qPrintable(text), server.requests());
}

void click(QQuickWindow &window, const QQuickItem &item)
{
    const QPointF place = item.mapToScene(QPointF(item.width() / 2, item.height() / 2));
    for (const auto type : {QEvent::MouseButtonPress, QEvent::MouseButtonRelease}) {
        const auto buttons = type == QEvent::MouseButtonPress ? Qt::LeftButton : Qt::NoButton;
        QMouseEvent event(type, place, window.mapToGlobal(place), Qt::LeftButton, buttons, Qt::NoModifier);
        QCoreApplication::sendEvent(&window, &event);
    }
}

QEager::Coro<> loaded(AsyncValue &hits)
{
    while (hits.status() == AsyncValue::Loading)
        co_await QEager::signal(&hits, &AsyncValue::statusChanged);
}

} // namespace

QEager::Coro<> takeTour(QQuickWindow &window, Server &server, QString picture)
{
    auto &hits = *window.findChild<AsyncValue *>(QStringLiteral("hits"));
    auto &field = *window.findChild<QObject *>(QStringLiteral("field"));
    const auto &again = *window.findChild<QQuickItem *>(QStringLiteral("again"));
    const auto type = [&field](const char *text) { field.setProperty("text", QString::fromLatin1(text)); };

    for (const char *text : {"b", "be", "ber"})
        type(text); // faster than the pause
    say("typed ber", hits, server);
    co_await loaded(hits);
    say("after a while", hits, server);

    type("");
    say("typed nothing", hits, server);
    type("ber");
    say("typed ber again", hits, server); // known: Ready before anything is painted

    server.setWorks(false);
    type("an");
    co_await loaded(hits);
    say("typed an", hits, server);
    server.setWorks(true);
    click(window, again);
    say("clicked Try again", hits, server);
    co_await loaded(hits);
    say("after a while", hits, server);

    server.setWorks(false);
    type("ang");
    co_await loaded(hits);
    say("typed ang", hits, server);
    co_await QEager::signal(&window, &QQuickWindow::frameSwapped);
    if (!window.grabWindow().save(picture))
        throw QEager::IoError(QStringLiteral("The picture could not be saved as %1.").arg(picture));
}
