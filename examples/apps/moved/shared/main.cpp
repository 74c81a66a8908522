// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "board.h"
#include "slowserver.h"

#include <QCoreApplication>
#include <QEventLoop>

#include <cstdio>
#include <functional>

// What a user does with the board. Both versions of the application are compiled with this file.

namespace {

void say(const char *what, const QString &detail = {}) { std::printf("%s%s\n", what, qPrintable(detail)); }

//! Runs the event loop until \a condition holds, which \a signal may have changed.
template <typename Sender, typename Signal>
void until(Sender *sender, Signal signal, const std::function<bool()> &condition)
{
    QEventLoop loop;
    QObject::connect(sender, signal, &loop, &QEventLoop::quit);
    while (!condition())
        loop.exec();
}

//! Follows what the board tells.
struct Display
{
    explicit Display(Board *board)
    {
        const auto onShown = [this](const QString &station, const QStringList &times) {
            ++told;
            say("  shows ", station + QStringLiteral(": ") + times.join(QStringLiteral(", ")));
        };
        const auto onProgressed = [](int done, int count) {
            say("  fetched ", QStringLiteral("%1 of %2").arg(done).arg(count));
        };
        const auto onFetched = [this](int count) {
            ++fetches;
            say("  ended with ", QString::number(count));
        };
        QObject::connect(board, &Board::shown, board, onShown);
        QObject::connect(board, &Board::failed, board, [this](const QString &problem) {
            ++told;
            say("  fails: ", problem);
        });
        QObject::connect(board, &Board::progressed, board, onProgressed);
        QObject::connect(board, &Board::fetched, board, onFetched);
    }
    int told = 0; // about how many stations
    int fetches = 0;
};

void use(SlowServer &server)
{
    auto *const board = new Board(server);
    Display display(board);
    const auto show = [&](const char *station) {
        say("the user asks for ", QString::fromLatin1(station));
        board->show(QString::fromLatin1(station));
    };
    const auto untilTold = [&](auto signal, int count) { until(board, signal, [&] { return display.told >= count; }); };

    show("North");
    untilTold(&Board::shown, 1);
    show("North"); // known: is shown at once
    say("the user does something else");
    for (const char *station : {"South", "East", "West"}) // in a hurry
        show(station);
    untilTold(&Board::shown, 3);
    show("Closed");
    untilTold(&Board::failed, 4);
    show("Nowhere");
    untilTold(&Board::failed, 5);

    say("all stations are fetched");
    board->fetchAll({QStringLiteral("South"), QStringLiteral("Hill"), QStringLiteral("Lake"), QStringLiteral("Park")});
    until(board, &Board::fetched, [&] { return display.fetches == 1; });
    say("all others are fetched, and the user presses Stop");
    const auto stopping = QObject::connect(board, &Board::progressed, board, &Board::stop);
    board->fetchAll({QStringLiteral("Bridge"), QStringLiteral("Church"), QStringLiteral("Tower")});
    until(board, &Board::fetched, [&] { return display.fetches == 2; });
    QObject::disconnect(stopping);

    show("Harbour");
    delete board;
    say("the window is closed");
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    SlowServer server;
    use(server);
    until(&server, &SlowServer::answered, [&] { return server.waiting() == 0; });
    QCoreApplication::processEvents(); // the last answer arrives
    std::printf("server: %d answers, %d given up\n", server.answers(), server.givenUp());
    return 0;
}
