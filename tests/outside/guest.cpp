// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// A GUI application that knows nothing of QEager, for tst_generic. Says its arguments, as Qt has left them to it, and
// ends when its event loop has gone round a few times.

#include <QtCore/qtimer.h>
#include <QtGui/qguiapplication.h>
#include <QtGui/qrasterwindow.h>

#include <cstdio>

int main(int argc, char **argv)
{
    const QGuiApplication app(argc, argv);
    std::printf("begin %s\n", qPrintable(QCoreApplication::arguments().sliced(1).join(u' ')));
    QRasterWindow window;
    window.show();
    int ticks = 0;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &timer, [&] {
        if (++ticks == 5)
            QCoreApplication::quit();
    });
    timer.start(1);
    const int result = QGuiApplication::exec();
    std::puts("end");
    return result;
}
