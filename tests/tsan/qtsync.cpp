// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

/*! \file
    Tells ThreadSanitizer what happens before what inside Qt, because there is no Qt that is compiled with it. The tests
    of the preset tsan-clang preload this (LD_PRELOAD): it stands before Qt's own functions, and calls them.

    It passes on what Qt promises, and no more. An event is posted before it is delivered. A slot that is called by
    BlockingQueuedConnection ends before the call returns. A semaphore is released before it is acquired, and a
    contended mutex is unlocked before it is locked. A QRunnable is given to its pool before it runs, and has run before
    waitForDone() or the pool's destructor returns. A thread has finished before wait() returns. What Qt itself reads
    and writes is not seen at all.
*/

#include <QtCore/qcoreevent.h>
#include <QtCore/qdeadlinetimer.h>
#include <QtCore/qhash.h>
#include <QtCore/qobject.h>
#include <QtCore/qrunnable.h>
#include <QtCore/qthread.h>

#include <dlfcn.h>

#include <mutex>

extern "C" void __tsan_acquire(void *); // NOLINT(bugprone-reserved-identifier): the sanitizer's own names
extern "C" void __tsan_release(void *); // NOLINT(bugprone-reserved-identifier)
#pragma weak __tsan_acquire
#pragma weak __tsan_release

struct QSignalSpyCallbackSet // as Qt declares it in a private header
{
    using Begin = void (*)(QObject *caller, int index, void **arguments);
    using End = void (*)(QObject *caller, int index);
    Begin signalBegin;
    Begin slotBegin;
    End signalEnd;
    End slotEnd;
};
void qt_register_signal_spy_callbacks(QSignalSpyCallbackSet *set);

namespace {

void acquire(const void *at)
{
    if (__tsan_acquire)
        __tsan_acquire(const_cast<void *>(at));
}
void release(const void *at)
{
    if (__tsan_release)
        __tsan_release(const_cast<void *>(at));
}

//! Qt's function of that name.
template <typename Function>
Function *real(const char *symbol)
{
    return reinterpret_cast<Function *>(dlsym(RTLD_NEXT, symbol));
}

bool notified(void **data) // receiver and event
{
    acquire(data[0]);
    acquire(data[1]);
    return false;
}
void emitted(QObject *caller, int, void **) { release(caller); }
// What was done in a slot of QThread::finished(), or by what is deleted then, has been done before wait() returns.
void slotsCalled(QObject *, int) { release(QThread::currentThread()); }

struct Registered
{
    Registered()
    {
        static QSignalSpyCallbackSet set{emitted, nullptr, slotsCalled, nullptr};
        QInternal::registerCallback(QInternal::EventNotifyCallback, notified);
        qt_register_signal_spy_callbacks(&set);
    }
};
const Registered s_registered;

//! A slot that is called in place of another one, and says when that has ended.
class Slot : public QtPrivate::QSlotObjectBase
{
public:
    explicit Slot(QSlotObjectBase *slot) : QSlotObjectBase(call), m_slot(slot) {}

private:
    static void call(int which, QSlotObjectBase *self, QObject *receiver, void **arguments, bool *equal)
    {
        auto *const slot = static_cast<Slot *>(self);
        if (which == Call) {
            slot->m_slot->call(receiver, arguments);
            release(receiver);
        } else if (which == Destroy) {
            slot->m_slot->destroyIfLastRef();
            delete slot;
        } else if (which == Compare) {
            *equal = false;
        }
    }
    QSlotObjectBase *m_slot;
};

//! A QRunnable that runs in place of another one.
class Runnable : public QRunnable
{
public:
    Runnable(QRunnable *runnable, void *pool) : m_runnable(runnable), m_pool(pool)
    {
        const std::lock_guard lock(s_mutex);
        s_all.insert(runnable, this);
    }
    ~Runnable() override // without having run: the pool was cleared
    {
        if (taken(m_runnable) && m_runnable->autoDelete())
            delete m_runnable;
    }
    //! Takes what stands for \a runnable; null: it has run.
    static Runnable *taken(QRunnable *runnable)
    {
        const std::lock_guard lock(s_mutex);
        return s_all.take(runnable);
    }
    void run() override
    {
        taken(m_runnable);
        acquire(m_runnable);
        const bool isOurs = m_runnable->autoDelete();
        m_runnable->run();
        if (isOurs)
            delete m_runnable;
        release(m_pool);
    }

private:
    static inline std::mutex s_mutex;
    static inline QHash<QRunnable *, Runnable *> s_all;
    QRunnable *m_runnable;
    void *m_pool;
};

} // namespace

// Each has the name of the function of Qt before which it stands.
#define QT_FUNCTION(result, name, symbol, ...)                                                                         \
    extern "C" __attribute__((visibility("default"))) result name(__VA_ARGS__) asm(symbol);                            \
    extern "C" result name(__VA_ARGS__)

QT_FUNCTION(void, postEvent, "_ZN16QCoreApplication9postEventEP7QObjectP6QEventi", QObject *receiver, QEvent *event,
            int priority)
{
    static auto *const qt = real<void(QObject *, QEvent *, int)>("_ZN16QCoreApplication9postEventEP7QObjectP6QEventi");
    release(receiver);
    release(event);
    qt(receiver, event, priority);
}

QT_FUNCTION(bool, invokeMethod,
            "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv",
            QObject *object, QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type, void *result)
{
    static auto *const qt = real<bool(QObject *, QtPrivate::QSlotObjectBase *, Qt::ConnectionType, void *)>(
        "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv");
    release(object);
    const bool isBlocking = type == Qt::BlockingQueuedConnection;
    const bool invoked = qt(object, isBlocking ? new Slot(slot) : slot, type, result);
    if (isBlocking)
        acquire(object);
    return invoked;
}

QT_FUNCTION(void, lockMutex, "_ZN11QBasicMutex12lockInternalEv", void *mutex)
{
    static auto *const qt = real<void(void *)>("_ZN11QBasicMutex12lockInternalEv");
    qt(mutex);
    acquire(mutex);
}
QT_FUNCTION(void, unlockMutex, "_ZN11QBasicMutex14unlockInternalEv", void *mutex)
{
    static auto *const qt = real<void(void *)>("_ZN11QBasicMutex14unlockInternalEv");
    release(mutex);
    qt(mutex);
}

QT_FUNCTION(void, acquireSemaphore, "_ZN10QSemaphore7acquireEi", void *semaphore, int n)
{
    static auto *const qt = real<void(void *, int)>("_ZN10QSemaphore7acquireEi");
    qt(semaphore, n);
    acquire(semaphore);
}
QT_FUNCTION(bool, tryAcquireSemaphore, "_ZN10QSemaphore10tryAcquireEi", void *semaphore, int n)
{
    static auto *const qt = real<bool(void *, int)>("_ZN10QSemaphore10tryAcquireEi");
    const bool acquired = qt(semaphore, n);
    if (acquired)
        acquire(semaphore);
    return acquired;
}
QT_FUNCTION(bool, waitForSemaphore, "_ZN10QSemaphore10tryAcquireEii", void *semaphore, int n, int milliseconds)
{
    static auto *const qt = real<bool(void *, int, int)>("_ZN10QSemaphore10tryAcquireEii");
    const bool acquired = qt(semaphore, n, milliseconds);
    if (acquired)
        acquire(semaphore);
    return acquired;
}
QT_FUNCTION(void, releaseSemaphore, "_ZN10QSemaphore7releaseEi", void *semaphore, int n)
{
    static auto *const qt = real<void(void *, int)>("_ZN10QSemaphore7releaseEi");
    release(semaphore);
    qt(semaphore, n);
}

QT_FUNCTION(bool, waitForThread, "_ZN7QThread4waitE14QDeadlineTimer", void *thread, QDeadlineTimer deadline)
{
    static auto *const qt = real<bool(void *, QDeadlineTimer)>("_ZN7QThread4waitE14QDeadlineTimer");
    const bool ended = qt(thread, deadline);
    if (ended)
        acquire(thread);
    return ended;
}

QT_FUNCTION(void, startRunnable, "_ZN11QThreadPool5startEP9QRunnablei", void *pool, QRunnable *runnable, int priority)
{
    static auto *const qt = real<void(void *, QRunnable *, int)>("_ZN11QThreadPool5startEP9QRunnablei");
    release(runnable);
    qt(pool, new Runnable(runnable, pool), priority);
}
QT_FUNCTION(bool, takeRunnable, "_ZN11QThreadPool7tryTakeEP9QRunnable", void *pool, QRunnable *runnable)
{
    static auto *const qt = real<bool(void *, QRunnable *)>("_ZN11QThreadPool7tryTakeEP9QRunnable");
    Runnable *const there = Runnable::taken(runnable);
    const bool taken = there && qt(pool, there);
    if (taken)
        delete there;
    return taken;
}
QT_FUNCTION(bool, waitForPool, "_ZN11QThreadPool11waitForDoneEi", void *pool, int milliseconds)
{
    static auto *const qt = real<bool(void *, int)>("_ZN11QThreadPool11waitForDoneEi");
    const bool done = qt(pool, milliseconds);
    if (done)
        acquire(pool);
    return done;
}
QT_FUNCTION(void, destroyPool, "_ZN11QThreadPoolD1Ev", void *pool)
{
    static auto *const qt = real<void(void *)>("_ZN11QThreadPoolD1Ev");
    qt(pool);
    acquire(pool);
}
