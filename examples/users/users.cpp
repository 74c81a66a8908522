// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Shows UserName.qml, and prints what it shows: the first name when the window is made, and the second one when it is
// loaded. The name in between is never shown, because nobody waits for it.

#include "users.h"

#include <QtGui/qguiapplication.h>
#include <QtQuick/qquickitem.h>
#include <QtQuick/qquickview.h>

#include <chrono>
#include <cstdio>

using namespace std::chrono_literals;

QEager::ValueTask<QString> Users::loadName(int id)
{
    if (!m_names.contains(id)) {
        co_await QEager::sleep(10ms); // asks a server
        m_names[id] = id == 2 ? QStringLiteral("Grace") : QStringLiteral("Barbara");
    }
    co_return m_names[id];
}

QEager::ValueTask<bool> Users::removeName(int id)
{
    co_await QEager::yieldNow();
    co_return m_names.remove(id);
}

static void print(QObject *page)
{
    std::printf("%s\n", qPrintable(page->property("text").toString()));
    std::fflush(stdout);
}

static QEager::Coro<> drive(QObject *page)
{
    print(page); // it was known: no event has been handled yet
    page->setProperty("userId", 2);
    page->setProperty("userId", 3);
    while (page->property("text") == QLatin1StringView("Ada"))
        co_await 1ms;
    print(page);
    QMetaObject::invokeMethod(page, "next");
    while (page->property("userId") != 4)
        co_await 1ms;
    QGuiApplication::quit();
}

int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    QQuickView view(QUrl(QStringLiteral("qrc:/qt/qml/Example/UserName.qml")));
    view.show();
    if (!view.rootObject())
        return 1;
    const auto driving = QEager::eager(drive(view.rootObject()));
    return QGuiApplication::exec();
}
