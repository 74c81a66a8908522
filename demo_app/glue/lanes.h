// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The three orders for QML, run together.
*/

#include "lane.h"

#include <QtCore/qobject.h>
#include <QtQml/qqmlregistration.h>

namespace Demo {

class Lanes : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The application has one, and gives it to the window.")

    Q_PROPERTY(Demo::Lane *lazy READ lazy CONSTANT FINAL)
    Q_PROPERTY(Demo::Lane *posted READ posted CONSTANT FINAL)
    Q_PROPERTY(Demo::Lane *eager READ eager CONSTANT FINAL)
    Q_PROPERTY(bool running READ isRunning NOTIFY runningChanged FINAL)
    //! How many times as long as in the command line's --orders everything takes, to be watched.
    Q_PROPERTY(int slowdown READ slowdown CONSTANT FINAL)

public:
    explicit Lanes(QObject *parent = nullptr);

    Lane *lazy() { return &m_lazy; }
    Lane *posted() { return &m_posted; }
    Lane *eager() { return &m_eager; }
    bool isRunning() const { return m_running; }
    int slowdown() const { return 8; }

    //! Runs all three again. Nothing happens while one of them is going on.
    Q_INVOKABLE void run();

Q_SIGNALS:
    void runningChanged();
    //! All three have ended.
    void finished();

private:
    void update();

    Lane m_lazy{Order::Lazy, this};
    Lane m_posted{Order::Posted, this};
    Lane m_eager{Order::Eager, this};
    bool m_running = false;
};

} // namespace Demo
