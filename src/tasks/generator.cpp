// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/generator.h>
#include <qeager/detail/runtime.h>
#include <qeager/detail/unhandled.h>

#include <unordered_map>

namespace QEager::detail {

namespace {

// Of one thread. Goes when all of its tasks have been closed.
class Taps final : public QObject
{
public:
    static Taps *&ofThread()
    {
        static thread_local Taps *taps = nullptr;
        return taps;
    }

    explicit Taps(QObject *parent) : QObject(parent) { ofThread() = this; }
    ~Taps() override { ofThread() = nullptr; }

    std::unordered_map<const void *, std::shared_ptr<GeneratorTap>> byProducer;
};

} // namespace

//! Awaited by the stand-in, which is suspended then: whatever its tap wakes may have the generator return to it again,
//! or end it.
class GeneratorTap::Turn
{
public:
    explicit Turn(GeneratorTap *tap) noexcept : m_tap(tap) {}
    bool await_ready() const noexcept { return false; }
    Q_NEVER_INLINE void await_suspend(std::coroutine_handle<>) const noexcept { m_tap->returned(); }
    void await_resume() const noexcept {}

private:
    GeneratorTap *m_tap;
};

class GeneratorTap::Stand
{
public:
    struct promise_type
    {
        Stand get_return_object() noexcept { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_always initial_suspend() const noexcept { return {}; }
        std::suspend_always final_suspend() const noexcept { return {}; }
        void return_void() const noexcept {}
        void unhandled_exception() const noexcept { std::terminate(); } // nothing in it throws
    };

    std::coroutine_handle<> handle;
};

GeneratorTap::Stand GeneratorTap::stand(GeneratorTap *tap)
{
    for (;;)
        co_await Turn(tap);
}

//! From the thread that the generator has moved to.
class GeneratorTap::Arrival final : public Parcel
{
public:
    Arrival(std::shared_ptr<GeneratorTap> tap, void *value) : m_tap(std::move(tap)), m_value(value) {}
    void deliver() override
    {
        m_tap->arrivedElsewhere(m_value);
        m_tap->wake();
    }
    void discard() noexcept override {}

private:
    std::shared_ptr<GeneratorTap> m_tap;
    void *m_value;
};

GeneratorTap::GeneratorTap(const void *producer, const void *type)
    : m_producer(producer), m_type(type), m_home(Runtime::current().port()), m_standIn(stand(this).handle)
{
    m_home->ref();
}

GeneratorTap::~GeneratorTap()
{
    m_standIn.destroy();
    m_home->deref();
}

GeneratorTap *GeneratorTap::find(const void *producer, const void *type)
{
    const Taps *const taps = Taps::ofThread();
    if (!taps)
        return nullptr;
    const auto found = taps->byProducer.find(producer);
    return found != taps->byProducer.end() && found->second->m_type == type ? found->second.get() : nullptr;
}

void GeneratorTap::enter()
{
    Taps *taps = Taps::ofThread();
    if (!taps) {
        QObject *const parent = Runtime::current().receiver();
        if (!parent) // the thread has ended
            return;
        taps = new Taps(parent);
    }
    // What was there before is in its place: that generator is no more. What it kept is the user's, and goes when this
    // is entered.
    const auto before = std::exchange(taps->byProducer[m_producer], shared_from_this());
}

void GeneratorTap::leave() noexcept
{
    Taps *const taps = Taps::ofThread();
    if (!taps)
        return;
    if (const auto found = taps->byProducer.find(m_producer);
        found != taps->byProducer.end() && found->second.get() == this)
        taps->byProducer.erase(found);
}

void GeneratorTap::warnOfLoss() noexcept
{
    warn(QStringLiteral("A value of a QCoro::AsyncGenerator was lost: the generator went on before it was taken, and "
                        "it could not be kept."));
}

void GeneratorTap::returned() noexcept
{
    const std::shared_ptr<GeneratorTap> self = shared_from_this();
    if (m_home->isCurrent()) {
        arrived();
        wake();
        // It would have asked for more by now if its turn could have come. A generator that is not asked may lose what
        // comes.
        if (woken)
            askAhead();
    } else {
        m_home->send(new Arrival(self, given()));
    }
}

void GeneratorTap::wake()
{
    if (!waiter)
        return;
    woken = waiter;
    const auto wakes = [this] { std::exchange(waiter, nullptr)->wake(); };
    Runtime &runtime = Runtime::current();
    // The queue has the generator go on, which is over now: the consumer goes on in that turn. So nothing comes that
    // was not asked for.
    if (TaskStateBase *const task = waiter->task(); task && runtime.isGivingTurns())
        runtime.handOver(*task, wakes);
    else
        runtime.handleInPlace(wakes);
}

} // namespace QEager::detail
