// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <QGuiApplication>

int main(int argc, char **argv)
{
    qInstallMessageHandler(handler);
    QGuiApplication app(argc, argv);
    QPointer<QObject> self(this); // in a file without coroutines
    return app.exec();
}
