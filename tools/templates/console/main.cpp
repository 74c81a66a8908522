#include "greetings.h"

#include <qeager/gather.h>
#include <qeager/taskfactory.h>

#include <QCoreApplication>
#include <QStringList>

#include <cstdio>
#include <exception>
#include <ranges>

//! Greets all at once, and prints the greetings in the order of the names.
static QEager::Coro<> greet(Greetings &greetings, QStringList names)
{
    const auto one = [&greetings](const QString &name) { return greetings.greeting(name); };
    auto asked = QEager::gather(names | std::views::transform(one));
    for (const QString &text : co_await std::move(asked))
        std::printf("%s\n", qPrintable(text));
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QStringList names = QCoreApplication::arguments().mid(1);
    if (names.isEmpty())
        names.append(QStringLiteral("world"));

    Greetings greetings;
    const auto greeting = QEager::post(greet(greetings, names)); // from the event loop, which exit() ends
    const auto onError = [](const std::exception &error) {
        std::fprintf(stderr, "@NAME@: %s\n", error.what());
        QCoreApplication::exit(1);
    };
    greeting.then(&app, [] { QCoreApplication::exit(0); }, onError);
    return QCoreApplication::exec();
}
