// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// What is a signal, and what is done with arguments that are awkward to carry.

#include <qeager/eager.h>
#include <qeager/signal.h>

#include "shared/log.h"
#include "shared/loop.h"

#include <QtCore/qqueue.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qstringlistmodel.h>

#include <stdexcept>
#include <tuple>
#include <type_traits>

using namespace QEager;

//! Throws when it is copied so many times more.
struct Fragile
{
    explicit Fragile(int copies) : left(copies) {}
    Fragile(const Fragile &other) : left(other.left - 1)
    {
        if (left < 0)
            throw std::runtime_error("broken");
    }
    Fragile &operator=(const Fragile &) = default;
    int left;
};

class Base : public QObject
{
    Q_OBJECT

Q_SIGNALS:
    void plain(int value);
    void constant(int value) const;
    void fragile(const Fragile &value);
    void guarded(int value, QPrivateSignal);

public:
    void sendGuarded(int value) { Q_EMIT guarded(value, QPrivateSignal()); }
};

class Derived : public Base
{
    Q_OBJECT

public:
    void function(int) {}
    int listeners() const { return receivers(SIGNAL(destroyed(QObject *))); }

Q_SIGNALS:
    void twoConstant(int value, const QString &text) const;
    void overloaded(int value) const;
    void overloaded(const QString &value);
};

// moc 6.4 cannot make these.
struct Noexcept : QObject
{
    void quiet(int value) noexcept;
    void quietConstant(int value) const noexcept;
};

template <typename Class, typename Member>
using ValueOf = typename Signal<Class, Member>::value_type;

static_assert(std::is_same_v<ValueOf<Derived, decltype(&Derived::constant)>, int>);
static_assert(std::is_same_v<ValueOf<const Derived, decltype(&Derived::constant)>, int>);
static_assert(std::is_same_v<ValueOf<Derived, decltype(&Derived::twoConstant)>, std::tuple<int, QString>>);
static_assert(std::is_same_v<ValueOf<Noexcept, decltype(&Noexcept::quiet)>, int>);
static_assert(std::is_same_v<ValueOf<Noexcept, decltype(&Noexcept::quietConstant)>, int>);
static_assert(std::is_void_v<ValueOf<QStringListModel, decltype(&QStringListModel::modelReset)>>);

class TestSignalForms : public QObject
{
    Q_OBJECT

    //! What comes of waiting for \a member, when \a send has been called.
    template <typename Sender, typename Member, typename Emit>
    static QString heard(Sender *sender, Member member, Emit send)
    {
        Log log;
        auto task = eager([](Log &to, Sender *from, Member which) -> Coro<> {
            try {
                to(co_await QEager::signal(from, which));
            } catch (const std::exception &e) {
                to(e.what());
            }
        }(log, sender, member));
        spin(); // the start may be disturbed
        send();
        spin();
        return task.isReady() ? log.words() : QStringLiteral("It waits on.");
    }

private Q_SLOTS:
    void constant()
    {
        Derived sender;
        const Derived &constant = sender;
        QCOMPARE(heard(&sender, &Derived::constant, [&] { Q_EMIT constant.constant(1); }), QStringLiteral("1"));
        QCOMPARE(heard(&constant, &Derived::constant, [&] { Q_EMIT constant.constant(2); }), QStringLiteral("2"));

        auto both = eager([](const Derived *from) -> Coro<QString> {
            const auto [value, text] = co_await QEager::signal(from, &Derived::twoConstant);
            co_return text.repeated(value);
        }(&sender));
        spin();
        Q_EMIT constant.twoConstant(3, QStringLiteral("x"));
        spin();
        QCOMPARE(both.result(), QStringLiteral("xxx"));
    }

    void overloaded()
    {
        Derived sender;
        QCOMPARE(heard(&sender, qConstOverload<int>(&Derived::overloaded), [&] { Q_EMIT sender.overloaded(1); }),
                 QStringLiteral("1"));
        QCOMPARE(heard(&sender, qNonConstOverload<const QString &>(&Derived::overloaded),
                       [&] { Q_EMIT sender.overloaded(QStringLiteral("two")); }),
                 QStringLiteral("two"));
    }

    void inheritedAndPrivate()
    {
        Derived sender;
        QCOMPARE(heard(&sender, &Base::plain, [&] { Q_EMIT sender.plain(1); }), QStringLiteral("1"));
        QCOMPARE(heard(&sender, &Derived::plain, [&] { Q_EMIT sender.plain(2); }), QStringLiteral("2"));
        QCOMPARE(heard(&sender, &Derived::guarded, [&] { sender.sendGuarded(3); }), QStringLiteral("3"));
        QCOMPARE(heard(&sender, &QObject::objectNameChanged, [&] { sender.setObjectName(QStringLiteral("four")); }),
                 QStringLiteral("four"));
    }

    void aFunctionThatIsNoSignal()
    {
        Derived sender;
        // The second is what Qt 6.11 says.
        static const QRegularExpression message(QStringLiteral(
            "^QObject::connect(: signal not found in Derived|\\(Derived, QObject\\): signal not found)$"));
        QTest::ignoreMessage(QtWarningMsg, message);
        QCOMPARE(heard(&sender, &Derived::function, [] {}),
                 QStringLiteral("signal() was given a member function of Derived that is not a signal."));
        QCOMPARE(sender.listeners(), 0);
    }

    //! What signal() says is to be done where each emission counts.
    void everyEmissionByAQueue()
    {
        Log log;
        Derived sender;
        const auto reader = [](Log &to, Derived *from, int mine) -> Coro<> {
            QQueue<int> waiting;
            QObject context;
            QObject::connect(from, &Derived::plain, &context, [&](int value) { waiting.enqueue(value); });
            for (;;) {
                while (waiting.isEmpty())
                    co_await QEager::signal(from, &Derived::plain);
                const int value = waiting.dequeue();
                to(mine, value == mine ? "=" : "?", value);
                if (value == mine)
                    co_return;
            }
        };
        const auto one = eager(reader(log, &sender, 1)), two = eager(reader(log, &sender, 2));
        spin();
        Q_EMIT sender.plain(1);
        Q_EMIT sender.plain(3);
        Q_EMIT sender.plain(2);
        spin();
        COMPARE_LOG(log, "1=1 2?1 2?3 2=2");
        QVERIFY(one.isReady());
        QVERIFY(two.isReady());
        QCOMPARE(sender.listeners(), 0);
    }

    void copiesThatThrow_data()
    {
        QTest::addColumn<int>("copies");
        QTest::addRow("in the emission") << 0;
        QTest::addRow("in nothing else: from there on it is moved, which here is copied") << 1;
        QTest::addRow("not at all") << 9;
    }
    void copiesThatThrow()
    {
        QFETCH(const int, copies);
        Derived sender;
        auto task = eager([](Derived *from) -> Coro<int> {
            const Fragile value = co_await QEager::signal(from, &Derived::fragile);
            co_return value.left;
        }(&sender));
        spin();
        const Fragile value(copies);
        Q_EMIT sender.fragile(value); // nothing leaves here
        spin();
        QVERIFY(task.isReady());
        if (copies < 9)
            QVERIFY_THROWS_EXCEPTION(std::runtime_error, task.result());
        else
            QVERIFY(task.result() > 0);
    }
};

QTEST_GUILESS_MAIN(TestSignalForms)
#include "tst_signal_forms.moc"
