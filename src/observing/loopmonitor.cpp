// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/histogram.h>
#include <qeager/detail/threadstate.h>
#include <qeager/loopmonitor.h>

#include "longestrun_p.h"
#include "runtime/threadname_p.h"

#include <QtCore/qabstracteventdispatcher.h>
#include <QtCore/qcoreapplication.h>
#include <QtCore/qcoreevent.h>
#include <QtCore/qpointer.h>
#include <QtCore/qthread.h>

#include <algorithm>
#include <ctime>
#include <optional>
#include <utility>

#ifdef Q_OS_WIN
#    include <QtCore/qt_windows.h>
#endif

namespace QEager {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::nanoseconds;

// Shorter than this, and without an event, it is the loop's own.
constexpr auto EmptySpan = std::chrono::microseconds(100);
// Shorter ones would leave no room for tasks in the ring of a TraceRecorder.
constexpr auto TracedSpan = std::chrono::milliseconds(1);

/*  What the calling thread has computed. Windows counts that in ticks of its clock, which are longer than most spans;
    but there a span is what lies between the loop's signals, so the ticks have to tell only what of it was sleep. */
#ifdef Q_OS_WIN
constexpr nanoseconds ThreadTimeTick = std::chrono::milliseconds(16);
nanoseconds threadTime()
{
    FILETIME created, ended, inKernel, inProgram;
    if (!GetThreadTimes(GetCurrentThread(), &created, &ended, &inKernel, &inProgram))
        return {};
    const auto duration = [](const FILETIME &time) {
        return nanoseconds(100 * (qint64(time.dwHighDateTime) << 32 | time.dwLowDateTime));
    };
    return duration(inKernel) + duration(inProgram);
}
#else
constexpr nanoseconds ThreadTimeTick{0};
nanoseconds threadTime()
{
    timespec time = {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + nanoseconds(time.tv_nsec);
}
#endif

QEvent::Type probeEvent()
{
    static const auto type = static_cast<QEvent::Type>(QEvent::registerEventType());
    return type;
}

} // namespace

/*  No dispatcher tells by its signals alone when the loop is busy. GLib's is "awake" when its handlers have run, the
    Unix one runs timers between aboutToBlock() and awake(), and says nothing when its loop ends. So a span also begins
    with an event, which a filter sees, and the application's is the only filter that sees them all; and it ends with
    the loop, as the application tells. awake() begins one for what is left of the handler around a nested loop; at the
    end of a turn that is nothing. */
class LoopMonitor::Watcher final : public QObject
{
public:
    explicit Watcher(nanoseconds probeInterval);

    bool isWatching() const { return !m_dispatcher.isNull(); }
    LoopReport report() const;
    bool eventFilter(QObject *receiver, QEvent *event) override;

protected:
    bool event(QEvent *event) override;

private:
    void looks(bool isAwake);
    void ended(nanoseconds duration, const detail::LongestRun::Run &run);
    void probe(Clock::time_point now);

    const nanoseconds m_probeInterval;
    const QDateTime m_beganAt = QDateTime::currentDateTimeUtc();
    const Clock::time_point m_began = Clock::now();
    const QString m_thread;
    const bool m_seesEvents; // in the application's thread
    QPointer<QAbstractEventDispatcher> m_dispatcher;

    std::optional<Clock::time_point> m_busySince;
    bool m_delivered = false; // an event, since then
    nanoseconds m_used{0}; // threadTime() at the last look
    const detail::Activation *m_nested = nullptr; // that ran when the loop looked last: a nested loop's
    std::optional<detail::LongestRunObserver> m_runs;
    detail::Histogram m_spans;
    nanoseconds m_busy{0};
    QList<LoopReport::Stall> m_stalls; // longest first

    std::optional<Clock::time_point> m_probed; // last
    bool m_probing = false; // and it has not come yet
    detail::Histogram m_latency;
};

LoopMonitor::Watcher::Watcher(nanoseconds probeInterval)
    : m_probeInterval(probeInterval), m_thread(detail::currentThreadName()),
      m_seesEvents(QCoreApplication::instance() && QCoreApplication::instance()->thread() == QThread::currentThread()),
      m_dispatcher(QAbstractEventDispatcher::instance())
{
    if (!m_dispatcher) {
        qCWarning(qeager) << "LoopMonitor: this thread has no event dispatcher, so there is nothing to watch. Make the "
                             "monitor after the QCoreApplication, and in the main thread or a QThread.";
        return;
    }
    m_runs.emplace();
    connect(m_dispatcher, &QAbstractEventDispatcher::aboutToBlock, this, [this] { looks(false); });
    connect(m_dispatcher, &QAbstractEventDispatcher::awake, this, [this] { looks(true); });
    if (m_seesEvents) {
        QCoreApplication::instance()->installEventFilter(this);
        connect(QCoreApplication::instance(), &QCoreApplication::aboutToQuit, this, [this] { looks(false); });
    } else {
        m_busySince = Clock::now();
        m_used = threadTime();
    }
}

bool LoopMonitor::Watcher::eventFilter(QObject *receiver, QEvent *)
{
    if (receiver == this)
        return false;
    if (!std::exchange(m_delivered, true)) {
        const auto now = Clock::now();
        if (!m_busySince)
            m_busySince = now;
        probe(now);
    }
    return false;
}

bool LoopMonitor::Watcher::event(QEvent *event)
{
    if (event->type() != probeEvent())
        return QObject::event(event);
    m_probing = false;
    m_latency.add(Clock::now() - *m_probed);
    return true;
}

void LoopMonitor::Watcher::looks(bool isAwake)
{
    const auto now = Clock::now();
    // What a nested loop found was not done by the task that runs that loop.
    const detail::Activation *const running = detail::threadState().current;
    const bool isNested = std::exchange(m_nested, running) == running && running;
    const detail::LongestRun::Run run = (*m_runs)->endSpan(now, isNested);

    const std::optional<Clock::time_point> busySince = std::exchange(m_busySince, std::nullopt);
    if (!m_seesEvents) {
        const nanoseconds before = std::exchange(m_used, threadTime());
        nanoseconds used = m_used - before;
        if constexpr (ThreadTimeTick > nanoseconds(0))
            used = busySince ? std::min<nanoseconds>(used + ThreadTimeTick, now - *busySince) : nanoseconds(0);
        ended(used, run);
    } else if (busySince) {
        const Clock::time_point began = *busySince;
        const nanoseconds duration = now - began;
        if (m_delivered || duration >= EmptySpan)
            ended(duration, run);
        if (const detail::Tracers *const tracers = detail::threadState().tracers; tracers && duration >= TracedSpan)
            tracers->tell(&detail::Tracer::wasBusy, began, duration);
    }
    m_delivered = false;
    if (!isAwake)
        return;
    m_busySince = now;
    if (!m_seesEvents)
        probe(now);
}

void LoopMonitor::Watcher::ended(nanoseconds duration, const detail::LongestRun::Run &run)
{
    m_spans.add(duration);
    m_busy += duration;
    if (m_stalls.size() == KeptStalls && duration <= m_stalls.last().duration)
        return;
    if (m_stalls.size() == KeptStalls)
        m_stalls.removeLast();
    const auto isShorter = [](nanoseconds length, const LoopReport::Stall &stall) { return stall.duration < length; };
    const auto place = std::upper_bound(m_stalls.cbegin(), m_stalls.cend(), duration, isShorter);
    const auto length = std::chrono::duration_cast<std::chrono::milliseconds>(duration);
    m_stalls.insert(place, {QDateTime::currentDateTimeUtc().addMSecs(-length.count()), duration, run.task,
                            std::min(run.duration, duration)});
}

void LoopMonitor::Watcher::probe(Clock::time_point now)
{
    if (m_probing || m_probeInterval.count() <= 0 || (m_probed && now - *m_probed < m_probeInterval))
        return;
    m_probing = true;
    m_probed = now;
    QCoreApplication::postEvent(this, new QEvent(probeEvent()));
}

namespace {

LoopReport::Durations durations(const detail::Histogram &histogram)
{
    return {histogram.count(), histogram.percentile(50), histogram.percentile(95), histogram.percentile(99),
            histogram.max()};
}

} // namespace

LoopReport LoopMonitor::Watcher::report() const
{
    return {m_thread, m_beganAt, Clock::now() - m_began, m_busy, durations(m_spans), durations(m_latency), m_stalls};
}

#if defined(Q_OS_WIN) && defined(Q_CC_GNU) // a DLL exports only constants that it refers to
[[gnu::used]] static const auto *const s_keptStalls = &LoopMonitor::KeptStalls;
#endif

LoopMonitor::LoopMonitor(nanoseconds probeInterval) : m_watcher(std::make_unique<Watcher>(probeInterval)) {}

LoopMonitor::~LoopMonitor() = default;

bool LoopMonitor::isWatching() const noexcept { return m_watcher->isWatching(); }

LoopReport LoopMonitor::report() const { return m_watcher->report(); }

} // namespace QEager
