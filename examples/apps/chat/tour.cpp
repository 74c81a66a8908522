// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "tour.h"

#include "server.h"
#include "window.h"

#include <qeager/errors.h>
#include <qeager/signal.h>

#include <QtCore/qpointer.h>
#include <QtGui/qpainter.h>
#include <QtWidgets/qlineedit.h>

#include <cstdio>

namespace {

QEager::Coro<> untilState(Window *window, Connection::State state)
{
    while (window->connection().state() != state)
        co_await QEager::signal(&window->connection(), &Connection::stateChanged);
}

QEager::Coro<> untilShown(Window *window, QString line)
{
    while (window->lastLine() != line)
        co_await QEager::signal(window, &Window::lineShown);
}

QEager::Coro<> untilClients(Server &server, int count)
{
    while (server.clients() != count)
        co_await QEager::signal(&server, &Server::clientsChanged);
}

//! Types \a text, and waits until both windows show it.
QEager::Coro<> chat(Window *from, Window *to, QString text)
{
    const QString line = from->connection().name() + QStringLiteral(": ") + text;
    from->edit()->setText(text);
    Q_EMIT from->edit()->returnPressed();
    co_await untilShown(from, line);
    co_await untilShown(to, line);
    std::printf("both windows show \"%s\"\n", qPrintable(line));
}

bool savePicture(Window *left, Window *right, const QString &path)
{
    QImage image(left->width() + right->width() + 30, left->height() + 20, QImage::Format_RGB32);
    image.fill(QColor(0x6b, 0x77, 0x8a));
    QPainter painter(&image);
    painter.drawPixmap(10, 10, left->grab());
    painter.drawPixmap(20 + left->width(), 10, right->grab());
    return image.save(path);
}

} // namespace

QEager::Coro<> takeTour(Server *service, QString picture)
{
    Server &server = *service;
    const QPointer<Window> ada = new Window(server.port(), QStringLiteral("Ada"));
    const QPointer<Window> grace = new Window(server.port(), QStringLiteral("Grace"));
    ada->show();
    grace->show();
    co_await untilState(ada, Connection::State::Online);
    co_await untilState(grace, Connection::State::Online);
    co_await untilClients(server, 2);
    std::printf("both are online\n");
    co_await chat(ada, grace, QStringLiteral("Good morning, Grace!"));
    co_await chat(grace, ada, QStringLiteral("Good morning. Did the compiler find it?"));

    server.stop();
    co_await untilState(ada, Connection::State::Waiting);
    co_await untilState(grace, Connection::State::Waiting);
    std::printf("the server is gone, and both wait\n");
    ada->edit()->setText(QStringLiteral("It did: a moth."));
    Q_EMIT ada->edit()->returnPressed();
    server.start();
    co_await untilShown(grace, QStringLiteral("Ada: It did: a moth."));
    co_await untilShown(ada, QStringLiteral("Ada: It did: a moth."));
    std::printf("the server is back, and both windows show what Ada said meanwhile\n");
    co_await chat(grace, ada, QStringLiteral("Keep it. I will tape it into the book."));

    if (!savePicture(ada, grace, picture))
        throw QEager::IoError(QStringLiteral("The picture could not be saved as %1.").arg(picture));

    grace->close();
    co_await untilClients(server, 1);
    std::printf("Grace's window is %s, and her connection has ended\n", grace ? "there" : "gone");
    ada->close();
    co_await untilClients(server, 0);
    std::printf("Ada's, too\n");
}
