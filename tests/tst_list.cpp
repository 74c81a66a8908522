// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

/*! \file
    The intrusive lists: the same operations, at random, on one of them and on a std::list.
*/

#include <qeager/detail/list.h>

#include <QtTest/qtest.h>

#include <list>
#include <memory>
#include <random>
#include <vector>

namespace {

struct Tag;

struct Item : QEager::detail::ListNode<Tag>
{
};

} // namespace

template <>
inline constexpr bool QEager::detail::InShortLists<Tag> = true;

namespace {

//! A list beside its model.
template <template <typename, typename> typename Kind>
struct Pair
{
    Kind<Item, Tag> list;
    std::list<Item *> model;
    void append(Item *item)
    {
        list.append(item);
        model.push_back(item);
    }
    Item *takeFirst()
    {
        Item *const first = model.empty() ? nullptr : model.front();
        if (first)
            model.pop_front();
        return list.takeFirst() == first ? first : throw std::logic_error("another one is first");
    }
};

} // namespace

class TestList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anItemGoesAnywhere()
    {
        Item a, b, c, d;
        QEager::detail::List<Item, Tag> list;
        list.append(&b);
        list.prepend(&a);
        list.insertAfter(&b, &d);
        list.insertAfter(&b, &c);
        b.unlink();
        list.insertAfter(nullptr, &b);
        std::vector<Item *> forwards;
        for (Item *item = list.first(); item; item = list.after(item))
            forwards.push_back(item);
        std::vector<Item *> backwards;
        for (Item *item = list.last(); item; item = list.before(item))
            backwards.push_back(item);
        QCOMPARE(forwards, (std::vector<Item *>{&b, &a, &c, &d}));
        QCOMPARE(backwards, (std::vector<Item *>{&d, &c, &a, &b}));
    }
    void behavesAsAStdList_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 0; seed < 20; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void behavesAsAStdList()
    {
        QFETCH(const unsigned, seed);
        std::mt19937 random(seed);
        std::vector<std::unique_ptr<Item>> items;
        for (int i = 0; i < 8; ++i)
            items.push_back(std::make_unique<Item>());
        Pair<QEager::detail::List> waiting;
        Pair<QEager::detail::ShortList> awaiters;
        for (int step = 0; step < 2000; ++step) {
            auto &owned = items[random() % items.size()];
            Item *const item = owned.get();
            switch (random() % 6) {
            case 0:
            case 1: // into either, where a destroyed one, or a woken one, leaves it by itself
                if (!item->isLinked()) {
                    if (random() % 2)
                        waiting.append(item);
                    else
                        awaiters.append(item);
                }
                break;
            case 2:
                item->unlink();
                waiting.model.remove(item);
                awaiters.model.remove(item);
                break;
            case 3:
                waiting.model.remove(item);
                awaiters.model.remove(item);
                owned = std::make_unique<Item>();
                break;
            case 4:
                if (Item *const first = awaiters.takeFirst())
                    waiting.append(first);
                break;
            case 5:
                waiting.takeFirst();
                break;
            }
            QCOMPARE(waiting.list.first(), waiting.model.empty() ? nullptr : waiting.model.front());
        }
        while (!awaiters.model.empty())
            QVERIFY(awaiters.takeFirst());
        QVERIFY(!awaiters.takeFirst());
        while (!waiting.model.empty())
            QVERIFY(waiting.takeFirst());
        QVERIFY(waiting.list.isEmpty());
    }
    void aShortListTakesOneWordAndLetsItsMembersGo()
    {
        QCOMPARE(sizeof(QEager::detail::ShortList<Item, Tag>), sizeof(void *));
        Item a;
        Item b;
        {
            QEager::detail::ShortList<Item, Tag> list;
            list.append(&a);
            list.append(&b);
            QVERIFY(a.isLinked());
            QVERIFY(b.isLinked());
        }
        QVERIFY(!a.isLinked());
        QVERIFY(!b.isLinked());
    }
};

QTEST_GUILESS_MAIN(TestList)
#include "tst_list.moc"
