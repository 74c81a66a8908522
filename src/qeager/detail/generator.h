// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Awaiting what QCoro's generators give: `generator.begin()` and `++iterator`.

    A generator keeps the bare handle of whoever asked it last, and returns there with each value. Most do so once for
    each time they are asked. Those that await a QCoro::detail::QCoroSignalQueue, as qCoroSignalListener() does, are
    resumed by every signal, also when nobody has asked, and return to whoever asked last all the same. So nobody of
    ours ever asks himself: each generator has a GeneratorTap, which stays as long as it may return there, and keeps
    what comes too early.
*/

#include <qeager/detail/bridge.h>
#include <qeager/detail/copyable.h>
#include <qeager/detail/waiter.h>
#include <qeager/errors.h>

#include <QCoroAsyncGenerator>

#include <concepts>
#include <coroutine>
#include <memory>
#include <type_traits>
#include <utility>

namespace QEager::detail {

/*! Stands in for whoever consumes one generator on this thread.

    Nobody says when a generator goes. So a tap stays until its generator has ended, another has taken its place in
    memory, or the thread ends.
*/
class QEAGER_EXPORT GeneratorTap : public std::enable_shared_from_this<GeneratorTap>
{
public:
    Q_DISABLE_COPY_MOVE(GeneratorTap)

    Waiter *waiter = nullptr;      //!< the consumer that waits
    const Waiter *woken = nullptr; //!< one whose turn has not come

protected:
    //! \a type tells apart what is derived from this.
    GeneratorTap(const void *producer, const void *type);
    virtual ~GeneratorTap();
    //! This thread's one for the generator that was at that address last. Null: none.
    static GeneratorTap *find(const void *producer, const void *type);
    void enter();
    void leave() noexcept;
    //! A value was not taken before the generator went on, and could not be kept.
    static void warnOfLoss() noexcept;
    //! What the generator is to return to.
    std::coroutine_handle<> standIn() const noexcept { return m_standIn; }

    //! In the thread that the generator runs in, which has returned: with what. Null: it has ended.
    virtual void *given() const noexcept = 0;
    //! At home: the generator has returned there, and is suspended still.
    virtual void arrived() noexcept = 0;
    //! It has, with \a value, on another thread, and need not live any more.
    virtual void arrivedElsewhere(void *value) noexcept = 0;
    //! It is suspended where it returned, and the consumer has not had its turn.
    virtual void askAhead() noexcept = 0;

private:
    class Turn;
    class Stand;
    class Arrival;
    Q_DECL_HIDDEN static Stand stand(GeneratorTap *tap);
    Q_DECL_HIDDEN void returned() noexcept;
    Q_DECL_HIDDEN void wake();

    const void *const m_producer;
    const void *const m_type;
    Port *const m_home;
    std::coroutine_handle<> m_standIn;
};

//! What a coroutine awaits of a generator.
template <typename A>
concept GeneratorStep = std::derived_from<A, QCoro::detail::IteratorAwaitableBase>;

template <typename Iterator>
struct YieldedBy;
template <typename T>
struct YieldedBy<QCoro::AsyncGeneratorIterator<T>>
{
    using Type = T;
};
template <GeneratorStep A>
using Yielded = YieldedBy<std::remove_cvref_t<decltype(std::declval<A &>().await_resume())>>::Type;

//! What QCoro protects.
struct GeneratorInside : QCoro::detail::IteratorAwaitableBase, QCoro::detail::AsyncGeneratorPromiseBase
{
    using Step = QCoro::detail::IteratorAwaitableBase;
    using Promise = QCoro::detail::AsyncGeneratorPromiseBase;
    static Promise &promise(Step &step) { return *(step.*(&GeneratorInside::m_promise)); }
    static std::coroutine_handle<> producer(Step &step) { return step.*(&GeneratorInside::m_producerCoroutine); }
    //! What `*iterator` refers to; null before the first value, and when it has ended.
    static void *&current(Promise &promise) { return promise.*(&GeneratorInside::m_currentValue); }
};

template <typename T>
class GeneratorTapOf final : public GeneratorTap
{
    using Promise = QCoro::detail::AsyncGeneratorPromise<T>;
    using Step = GeneratorInside::Step;
    static constexpr bool Copies = !std::is_reference_v<T> && Copyable<std::remove_cv_t<T>>;
    static constexpr bool Moves =
        !std::is_reference_v<T> && !std::is_const_v<T> && std::is_move_constructible_v<std::remove_cv_t<T>>;
    using Value = std::conditional_t<std::is_reference_v<T>, Void, std::remove_cv_t<T>>;
    static constexpr char Type = 0;

public:
    //! That of the generator of \a step, made now if there is none.
    static std::shared_ptr<GeneratorTapOf> of(Step &step)
    {
        auto &promise = static_cast<Promise &>(GeneratorInside::promise(step));
        const std::coroutine_handle<> producer = GeneratorInside::producer(step);
        const bool isFresh = promise.finished() && !producer.done();
        if (auto *const found = static_cast<GeneratorTapOf *>(find(producer.address(), &Type));
            found && !isFresh && found->isCurrent())
            return std::static_pointer_cast<GeneratorTapOf>(found->shared_from_this());
        const auto tap = std::make_shared<GeneratorTapOf>(promise, producer);
        tap->enter();
        return tap;
    }

    GeneratorTapOf(Promise &promise, std::coroutine_handle<> producer)
        : GeneratorTap(producer.address(), &Type), m_promise(&promise), m_producer(producer),
          m_hasEnded(producer.done())
    {
    }

    //! Somebody is there for the next value, or the end: it is there.
    bool isThere() const noexcept { return m_values.size() > m_shown || m_live || m_hasEnded; }
    //! Asks the generator for it, inline, unless it has been asked.
    void ask(Step &step)
    {
        if (m_isAsked)
            return;
        if (!current())
            current() = this; // not fresh any more
        resume(step.await_suspend(standIn()));
    }
    //! It is there, but will be taken later.
    void keep()
    {
        if (m_live && copy(m_live))
            m_live = nullptr;
    }
    //! It is there: from here on it is what the iterator refers to.
    void take()
    {
        if (std::exchange(m_shown, 0))
            m_values.removeFirst();
        if (!m_values.isEmpty()) {
            m_shown = 1;
            current() = m_values.constFirst().get();
        } else if (m_live) {
            current() = std::exchange(m_live, nullptr);
        } else {
            current() = nullptr;
            leave();
        }
    }

protected:
    void *given() const noexcept override { return current(); }
    void arrived() noexcept override
    {
        const bool isAhead = std::exchange(m_isAskedAhead, false);
        const bool isExpected = std::exchange(m_isAsked, false) && !isAhead;
        void *const value = current();
        m_hasEnded = !value;
        if (std::exchange(m_live, nullptr)) // the generator has gone on, and that is no more
            warnOfLoss();
        if (value)
            accept(value, isExpected);
        if (m_shown)
            current() = m_values.constFirst().get();
    }
    void arrivedElsewhere(void *value) noexcept override
    {
        m_isAsked = m_isAskedAhead = false;
        m_hasEnded = !value;
        m_live = value;
    }
    void askAhead() noexcept override
    {
        if (m_isAsked || m_hasEnded || m_live)
            return;
        m_isAskedAhead = true;
        resume(m_producer);
    }

private:
    void *&current() const noexcept { return GeneratorInside::current(*m_promise); }
    //! The generator at that address is still the one that it was.
    bool isCurrent() const noexcept
    {
        return !m_shown || current() == m_values.constFirst().get() || (m_live && current() == m_live);
    }
    void resume(std::coroutine_handle<> producer) noexcept
    {
        m_isAsked = true;
        m_isAsking = true;
        producer.resume();
        m_isAsking = false;
    }
    /*  One that the consumer has asked, and answers at once, waits until it is asked again. Another may go on before,
        and then what it gave is gone. One that gives more than it was asked for most likely does, and needs what it
        gave no more: that may be moved. */
    void accept(void *value, bool isExpected) noexcept
    {
        if (!(isExpected && m_isAsking) && (copy(value) || (!isExpected && move(value))))
            return;
        if (isExpected || m_isAsking)
            m_live = value;
        else
            warnOfLoss();
    }
    bool copy([[maybe_unused]] void *value) noexcept
    {
        if constexpr (std::is_reference_v<T>) // what it refers to lives as long as its generator wants
            return append([value] { return std::shared_ptr<void>(std::shared_ptr<void>(), value); });
        else if constexpr (Copies)
            return append([value] { return std::make_shared<Value>(*static_cast<const Value *>(value)); });
        else
            return false;
    }
    bool move([[maybe_unused]] void *value) noexcept
    {
        if constexpr (Moves)
            return append([value] { return std::make_shared<Value>(std::move(*static_cast<Value *>(value))); });
        else
            return false;
    }
    template <typename Make>
    bool append(Make make) noexcept
    {
        try {
            m_values.append(make());
            return true;
        } catch (...) { // as one that cannot be copied, or moved
            return false;
        }
    }

    Promise *m_promise;
    std::coroutine_handle<> m_producer;
    QList<std::shared_ptr<void>> m_values; // kept; the first may be the one that the iterator refers to
    qsizetype m_shown = 0; // it is, 1
    void *m_live = nullptr; // a value that was not copied and not taken
    bool m_hasEnded;
    bool m_isAsked = false;
    bool m_isAskedAhead = false; // not by the consumer
    bool m_isAsking = false;
};

template <GeneratorStep A>
class GeneratorAwaiter final : public Awaiter<GeneratorAwaiter<A>>
{
public:
    explicit GeneratorAwaiter(A &step) noexcept : m_step(step) {}
    ~GeneratorAwaiter()
    {
        this->giveUpIfWaiting();
        leaveTurn();
    }

    bool await_ready()
    {
        if (m_step.await_ready()) // of no generator
            return true;
        m_tap = GeneratorTapOf<Yielded<A>>::of(m_step);
        if (m_tap->waiter)
            throw InvalidState(QStringLiteral(
                "A generator was asked for its next value while another coroutine was waiting for that."));
        if (!m_tap->isThere())
            m_tap->ask(m_step);
        if (!m_tap->isThere())
            return false;
        if (this->staysReady())
            return true;
        m_tap->keep();
        return false;
    }
    Awaited waitsFor() const noexcept override { return {"QCoro"}; }
    void begin() { m_tap->waiter = this; }
    decltype(auto) await_resume()
    {
        leaveTurn();
        this->throwIfInterrupted();
        if (m_tap)
            m_tap->take();
        return m_step.await_resume();
    }

protected:
    void giveUp() noexcept override { m_tap->waiter = nullptr; }

private:
    void leaveTurn() noexcept
    {
        if (m_tap && m_tap->woken == this)
            m_tap->woken = nullptr;
    }

    A &m_step;
    std::shared_ptr<GeneratorTapOf<Yielded<A>>> m_tap;
};

template <GeneratorStep A>
class AwaitableStep : public NativeAwaitable
{
public:
    explicit AwaitableStep(A &step) noexcept : m_step(step) {}
    GeneratorAwaiter<A> operator co_await() const noexcept { return GeneratorAwaiter<A>(m_step); }

private:
    A &m_step; // as a temporary it lives until the end of the co_await expression
};

template <GeneratorStep A>
struct AwaitAdapter<A>
{
    static AwaitableStep<A> adapt(A &step) noexcept { return AwaitableStep<A>(step); }
    static AwaitableStep<A> adapt(A &&step) noexcept { return AwaitableStep<A>(step); }
};

} // namespace QEager::detail
