// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The promise of every coroutine of ours: where its result is, who continues when it ends, and what a
    `co_await` in its body means.
*/

#include <qeager/detail/activation.h>
#include <qeager/detail/awaitable.h>
#include <qeager/detail/result.h>
#include <qeager/detail/waiter.h>

#include <QtCore/qobject.h>

#include <concepts>
#include <coroutine>
#include <cstddef>
#include <exception>
#include <memory>
#include <source_location>
#include <type_traits>
#include <utility>

namespace QEager {
class TaskScope;
}

namespace QEager::detail {

class NaturalOwner;

//! Member coroutines are in that scope. What is private is not seen.
template <typename T>
concept HasTaskScope = requires(std::remove_const_t<T> &object) {
    { object.taskScope() } -> std::same_as<TaskScope &>;
};
//! Member coroutines end with it.
template <typename T>
concept CanOwn = std::is_convertible_v<T *, const QObject *> || HasTaskScope<T>;

struct FreeOwner // out of line, because hardly anyone has one
{
    QEAGER_EXPORT void operator()(NaturalOwner *owner) const noexcept;
};
//! What a coroutine ends with without being told, see detail/owner.h. Null for most.
using PromiseOwner = std::unique_ptr<NaturalOwner, FreeOwner>;
//! Either may be null, but not both.
QEAGER_EXPORT PromiseOwner makeOwner(const QObject *object, TaskScope *scope);
//! Of the member coroutines of \a object.
template <CanOwn T>
PromiseOwner naturalOwner(T &object)
{
    const QObject *qobject = nullptr;
    TaskScope *scope = nullptr;
    if constexpr (std::is_convertible_v<T *, const QObject *>)
        qobject = &object;
    if constexpr (HasTaskScope<T>)
        scope = &const_cast<std::remove_const_t<T> &>(object).taskScope();
    return makeOwner(qobject, scope);
}

class PromiseBase : public NativePromise
{
public:
    PromiseBase() noexcept {} // NOLINT(modernize-use-equals-default): place is not

    // Until it starts; whoever starts it, or destroys it instead, takes the owner out.
    bool hasOwner() const noexcept { return m_link != 0; }
    void setOwner(PromiseOwner owner) noexcept
    {
        const PromiseOwner before = adopt(std::exchange(m_link, quintptr(owner.release())));
    }
    PromiseOwner takeOwner()
    {
        const quintptr link = std::exchange(m_link, 0);
        return link & IsObject ? makeOwner(objectOf(link), nullptr) : adopt(link);
    }
    // From then on.
    std::coroutine_handle<> awaiter() const noexcept
    {
        return std::coroutine_handle<>::from_address(reinterpret_cast<void *>(m_link));
    }
    void setAwaiter(std::coroutine_handle<> awaiter) noexcept { m_link = quintptr(awaiter.address()); }
    //! Nobody awaits it but its task.
    void becomeRoot() noexcept { setAwaiter(std::noop_coroutine()); }
    //! Nor that, as long as it has none: what started it is told when it has ended.
    void becomeRootOf(InlineStart &start) noexcept { m_link = quintptr(&start) + IsStart; }
    //! The thread, or the owner, wants to be asked before it starts.
    bool startsSlowly(const ThreadState &state) const noexcept
    {
        return state.depth >= state.freeDepth || (hasOwner() && !object());
    }

    static void *operator new(std::size_t size) { return threadState().pool.allocate(size); }
    static void operator delete(void *memory, std::size_t size) noexcept
    {
        threadState().pool.deallocate(memory, size);
    }

    template <typename A>
        requires RunsInPlace<std::remove_cvref_t<A>>
    decltype(auto) await_transform(A &&awaitable)
    {
        return AwaitAdapter<std::remove_cvref_t<A>>::adapt(std::forward<A>(awaitable));
    }
    template <typename A>
        requires(!RunsInPlace<std::remove_cvref_t<A>>)
    decltype(auto) await_transform(A &&awaitable, std::source_location where = std::source_location::current())
    {
        place = where;
        using Plain = std::remove_cvref_t<A>;
        if constexpr (Native<Plain>) {
            return std::forward<A>(awaitable);
        } else {
            static_assert(
                Adaptable<A>,
                "This type cannot be awaited: neither QEager nor the headers included so far know it. Include "
                "<qeager/qcoro.h> and QCoro's header of the type for what QCoro can await, "
                "<qeager/future.h> for a QFuture, <qeager/sleep.h> for a duration.");
            return AwaitAdapter<Plain>::adapt(std::forward<A>(awaitable));
        }
    }

    union { // nobody asks before there is one
        std::source_location place; // of the last co_await that may have waited
    };

protected:
    friend class CallStart;
    //! The object of a coroutine that starts before anybody could destroy it.
    void setObject(const QObject *object) noexcept
    {
        if ((quintptr(object) & ~IsObject) == 0) // never so: spares the start the question
            Q_UNREACHABLE();
        m_link = quintptr(object) | IsObject;
    }
    //! Null: an owner of another kind, or none.
    const QObject *object() const noexcept { return m_link & IsObject ? objectOf(m_link) : nullptr; }

    /*  One word, and nothing to destroy, because every frame has it. Until it starts, a NaturalOwner, or a QObject and
        IsObject. Then who goes on when it has ended (a root's is a coroutine that does nothing), or what started it. */
    quintptr m_link = 0;
    static constexpr quintptr IsStart = 2;

private:
    static constexpr quintptr IsObject = 1;
    static const QObject *objectOf(quintptr link) noexcept
    {
        return reinterpret_cast<const QObject *>(link & ~IsObject);
    }
    static PromiseOwner adopt(quintptr link) noexcept { return PromiseOwner(reinterpret_cast<NaturalOwner *>(link)); }
};

//! Destroys the frame of \a promise, which has not started.
QEAGER_EXPORT void destroyUnstarted(PromiseBase &promise, std::coroutine_handle<> frame) noexcept;
//! Takes the owner out of \a promise, which has one. If that has died already, destroys the frame and throws.
QEAGER_EXPORT PromiseOwner takeLivingOwner(PromiseBase &promise, std::coroutine_handle<> frame);
//! The same for \a frame that is awaited: its owner no longer counts. Returns the frame's address, which the caller
//! need not keep meanwhile.
QEAGER_EXPORT void *leaveOwner(PromiseBase &promise, std::coroutine_handle<> frame);

//! Keeps what the body of \a Promise returns or throws in its target(), a Result<T>.
template <typename T, typename Promise>
struct Returns
{
    template <typename U = T>
        requires std::constructible_from<T, U &&>
    void return_value(U &&value) noexcept(std::is_nothrow_constructible_v<T, U &&>)
    {
        static_cast<Promise *>(this)->target().construct(std::forward<U>(value));
    }
    void unhandled_exception() noexcept { static_cast<Promise *>(this)->target().setCurrentException(); }
};

template <typename Promise>
struct Returns<void, Promise>
{
    void return_void() noexcept { static_cast<Promise *>(this)->target().construct(); }
    void unhandled_exception() noexcept { static_cast<Promise *>(this)->target().setCurrentException(); }
};

template <typename T>
class ResultPromise : public PromiseBase
{
public:
    ResultPromise() noexcept : result() {}
    Q_DISABLE_COPY_MOVE(ResultPromise)
    ~ResultPromise() { result.destroyValue(); }

    union { // whoever it is for takes an error out before the frame goes, which spares each frame the question
        Result<T> result;
    };

protected:
    /*! The body has ended. True: nobody needs the frame any more, because nothing came of \a start, which has the
        result now, and has been left: what the parameters do when they go they do where it was made. */
    Q_ALWAYS_INLINE bool endStart(ResultStart<T> &start) noexcept
    {
        if (!start.isPlain() || !result.hasValue()) [[unlikely]]
            return endRarely();
        start.leavePlain();
        start.result.capture(std::move(result.value()));
        return true;
    }

    static bool isStart(quintptr link) noexcept { return link & IsStart; }
    static ResultStart<T> &startOf(quintptr link) noexcept
    {
        return *static_cast<ResultStart<T> *>(reinterpret_cast<InlineStart *>(link & ~IsStart));
    }

private:
    QEAGER_RARELY bool endRarely() noexcept
    {
        ResultStart<T> &start = startOf(m_link);
        if (!start.isPlain()) {
            becomeRoot();
            return false;
        }
        start.leavePlain();
        start.result.setError(result.takeError());
        return true;
    }
};

/*! Finds the owner in the parameters of the coroutine, its object first: a QObject, and one with a scope. \a
    StartsAtOnce: before anybody could destroy it. GCC 12 chooses the constructor for member functions only if it is a
    template, not constrained, and inherited. */
template <typename T, bool StartsAtOnce>
class OwnedPromise : public ResultPromise<T>
{
public:
    OwnedPromise() noexcept = default;
    template <typename Self, typename... Args>
    explicit OwnedPromise(Self &self, Args &&...)
    {
        if constexpr (StartsAtOnce && CanOwn<Self> && !HasTaskScope<Self>)
            this->setObject(&self);
        else if constexpr (CanOwn<Self>)
            this->setOwner(naturalOwner(self));
    }
};

} // namespace QEager::detail
