// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    A thread with an event loop, which can be kept busy, and ends with its object.
*/

#include <QtCore/qobject.h>
#include <QtCore/qsemaphore.h>
#include <QtCore/qthread.h>

class Worker : public QThread
{
public:
    Worker() { start(); }
    ~Worker() override { end(); }

    void end()
    {
        goOn();
        quit();
        wait();
    }
    //! It takes no event until goOn(). Returns when it does not.
    void keepBusy()
    {
        auto *const there = new QObject;
        there->moveToThread(this);
        m_isBusy = true;
        QMetaObject::invokeMethod(there, [this, there] {
            m_busy.release();
            m_go.acquire();
            delete there;
        });
        m_busy.acquire();
    }
    void goOn()
    {
        if (std::exchange(m_isBusy, false))
            m_go.release();
    }
    //! Runs \a function there, and returns when it has: what was sent before has been delivered then.
    template <typename Function>
    void call(Function function)
    {
        auto *const there = new QObject;
        there->moveToThread(this);
        QMetaObject::invokeMethod(
            there,
            [&function, there] {
                function();
                delete there;
            },
            Qt::BlockingQueuedConnection);
    }
    bool isHere() const { return QThread::currentThread() == this; }

private:
    QSemaphore m_busy, m_go;
    bool m_isBusy = false;
};
