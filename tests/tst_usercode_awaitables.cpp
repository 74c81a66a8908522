// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Rule 10: user code in each function of an awaitable of no library. It may throw there, which the co_await throws; do
// anything; and end the owner of the coroutine that awaits it.

#include <qeager/chaos.h>
#include <qeager/context.h>
#include <qeager/qcoro.h>
#include <qeager/valuetask.h>

#include "shared/cancelling.h"
#include "shared/messages.h"
#include "shared/usercodetest.h"

#include <coroutine>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>

using namespace QEager;

namespace {

enum class Place { Move, CoAwait, Ready, Suspend, Suspended, Resume, AwaiterGone, Gone };
struct Row
{
    Place place;
    const char *name;
};
constexpr Row Rows[] = {{Place::Move, "move"},
                        {Place::CoAwait, "co_await"},
                        {Place::Ready, "await_ready"},
                        {Place::Suspend, "await_suspend"},
                        {Place::Suspended, "end of await_suspend"},
                        {Place::Resume, "await_resume"},
                        {Place::AwaiterGone, "destructor of the awaiter"},
                        {Place::Gone, "destructor"}};

//! Who waits, and what is to happen where.
struct Script
{
    Place place;
    std::function<void()> act;
    bool isReady = false;
    std::coroutine_handle<> waiting{};
    bool hasActed = false;

    void at(Place here)
    {
        if (here == place && !std::exchange(hasActed, true))
            act();
    }
    void fire()
    {
        if (waiting)
            std::exchange(waiting, {}).resume();
    }
};

class Awaitable
{
    class Awaiter
    {
    public:
        explicit Awaiter(Script &script) : m_script(script) { m_script.at(Place::CoAwait); }
        Q_DISABLE_COPY_MOVE(Awaiter)
        ~Awaiter() { m_script.at(Place::AwaiterGone); }
        bool await_ready() const
        {
            m_script.at(Place::Ready);
            return m_script.isReady;
        }
        void await_suspend(std::coroutine_handle<> handle)
        {
            m_script.at(Place::Suspend);
            m_script.waiting = handle;
            if (m_script.place == Place::Suspended)
                atItsEnd(m_script);
        }
        int await_resume() const
        {
            m_script.at(Place::Resume);
            return 5;
        }

    private:
        static void atItsEnd(Script &script) // the awaiter may go in there
        {
            try {
                script.at(Place::Suspended);
            } catch (...) {
                script.waiting = {};
                throw;
            }
        }
        Script &m_script;
    };

public:
    explicit Awaitable(Script &script) : m_script(&script) {}
    Awaitable(Awaitable &&other) : m_script(other.m_script)
    {
        m_script->at(Place::Move);
        other.m_script = nullptr;
    }
    Awaitable &operator=(Awaitable &&) = delete;
    ~Awaitable()
    {
        if (m_script)
            m_script->at(Place::Gone);
    }
    Awaiter operator co_await() { return Awaiter(*m_script); }

private:
    Script *m_script;
};

ContextVar<int> variable("variable", 0);

//! Of an object, which is its owner.
class Service : public QObject
{
public:
    explicit Service(Log &log) : m_log(log) {}
    template <template <typename> class Coroutine>
    Coroutine<int> work(bool suspend, Script &script)
    {
        Log &log = m_log;
        const struct Frame
        {
            Log &to;
            ~Frame() { to("~frame"); }
        } frame{log};
        variable.set(7);
        if (suspend)
            co_await yieldNow();
        int value = 0;
        try {
            value = co_await Awaitable(script);
            log("value", value);
        } catch (const std::runtime_error &e) {
            log("caught:", e.what());
        }
        log("variable", variable.value());
        co_await yieldNow();
        log("goes-on", variable.value());
        co_return value;
    }

private:
    Log &m_log;
};

template <typename T>
using ValueTaskOf = ValueTask<T>;
template <typename T>
using CoroOf = Coro<T>;

} // namespace

class TestUserCodeAwaitables : public UserCodeTest
{
    Q_OBJECT
    Log log;
    std::unique_ptr<Messages> m_messages;
    std::unique_ptr<Service> m_service;

    ValueTask<int> start(bool isCoro, bool suspend, Script &script)
    {
        const auto name = QStringLiteral("own");
        if (isCoro)
            return eager(m_service->work<CoroOf>(suspend, script), {.name = name});
        auto task = m_service->work<ValueTaskOf>(suspend, script);
        if (!task.isReady())
            task.task().setName(name);
        return task;
    }
    static void addRows(Place last)
    {
        QTest::addColumn<Place>("place");
        QTest::addColumn<bool>("isCoro");
        QTest::addColumn<bool>("suspend");
        for (const Row &row : Rows) {
            for (int kind = 0; kind < 4 && row.place <= last; ++kind)
                QTest::addRow("%s, %s%s", row.name, kind & 1 ? "Coro" : "ValueTask", kind & 2 ? ", resumed" : "")
                    << row.place << bool(kind & 1) << bool(kind & 2);
        }
    }
    //! Lets the script's awaitable complete, if it is ever awaited, and the task end.
    static bool finishes(const ValueTask<int> &task, Script &script)
    {
        return runUntil([&] {
            script.fire();
            return task.isReady();
        });
    }

private Q_SLOTS:
    void init()
    {
        begin();
        log.clear();
        m_messages = std::make_unique<Messages>();
        m_service = std::make_unique<Service>(log);
    }
    void cleanup()
    {
        m_service.reset();
        checkNothingIsLeft();
        QCOMPARE(m_messages->take(), QString());
        m_messages.reset();
        QCOMPARE(variable.value(), 0);
    }

    void rule10_whatItThrowsTheAwaitThrows_data() { addRows(Place::Resume); }
    void rule10_whatItThrowsTheAwaitThrows()
    {
        QFETCH(const Place, place);
        QFETCH(const bool, isCoro);
        QFETCH(const bool, suspend);
        Script script{place, [] { throw std::runtime_error("thrown"); }};
        auto task = start(isCoro, suspend, script);
        QVERIFY(finishes(task, script));
        QVERIFY(script.hasActed);
        COMPARE_LOG(log, "caught:thrown variable7 goes-on7 ~frame");
        QCOMPARE(task.result(), 0);
    }

    void oneThatIsReadyThrows()
    {
        const ChaosScope off(std::nullopt); // it does not suspend
        Script script{Place::Resume, [] { throw std::runtime_error("thrown"); }, true};
        auto task = start(true, false, script);
        COMPARE_LOG(log, "caught:thrown variable7");
        VERIFY_UNTIL(task.isReady());
        QCOMPARE(task.result(), 0);
    }

    void rule10_itDoesAnything_data() { addRows(Place::Gone); }
    void rule10_itDoesAnything()
    {
        QFETCH(const Place, place);
        QFETCH(const bool, isCoro);
        QFETCH(const bool, suspend);
        Script script{place, [] { UserCode::run("here"); }};
        auto task = start(isCoro, suspend, script);
        QVERIFY(finishes(task, script));
        QVERIFY(script.hasActed);
        COMPARE_LOG(log, "value5 variable7 goes-on7 ~frame");
        QCOMPARE(task.result(), 5);
        VERIFY_UNTIL(m_user->isDone());
        QCOMPARE(m_user->wrongParents(), 0);
    }

    // In the eager phase and in its turn, the coroutine ends where it would wait next.
    void itEndsTheOwner_data() { addRows(Place::Gone); }
    void itEndsTheOwner()
    {
        QFETCH(const Place, place);
        QFETCH(const bool, isCoro);
        QFETCH(const bool, suspend);
        Script script{place, [this] { m_service.reset(); }};
        auto task = start(isCoro, suspend, script);
        QVERIFY(finishes(task, script));
        QVERIFY(script.hasActed);
        QVERIFY(task.isCancelled());
        QVERIFY2(!log.words().contains(u"goes-on"), qPrintable(log.words()));
        QVERIFY2(log.words().endsWith(u"~frame"), qPrintable(log.words()));
        script.fire(); // nobody waits any more
    }
};

QTEST_GUILESS_MAIN(TestUserCodeAwaitables)

#include "tst_usercode_awaitables.moc"
