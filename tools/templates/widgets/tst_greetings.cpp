#include "greetings.h"
#include "window.h"

#include <qeager/errors.h>
#include <qeager/test.h>

#include <chrono>

using namespace std::chrono_literals;

class TestGreetings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knownIsThereAtOnce()
    {
        Greetings greetings;
        const QEager::Test::ExpectInline noTaskAndNoEvent;
        QCOMPARE(greetings.greeting(QStringLiteral("world")).result(), QStringLiteral("Hello, world!"));
    }
    void remembersWhatItHasAskedFor()
    {
        const QEager::Test::VirtualTime time; // the waiting takes no time
        Greetings greetings;
        const auto first = QEager::Test::run(5s, greetings.greeting(QStringLiteral("Ada")));
        QCOMPARE(first, std::optional(QStringLiteral("Hello, Ada!")));
        QVERIFY(time.elapsed() == 500ms);
        QVERIFY(greetings.greeting(QStringLiteral("Ada")).isReady());
    }
    void saysWhatIsWrong()
    {
        const QEager::Test::VirtualTime time;
        Greetings greetings;
        const auto nobody = greetings.greeting({});
        QEAGER_SETTLE(5s);
        QVERIFY_THROWS_EXCEPTION(QEager::IoError, nobody.result());
    }
    void windowHasItsValueBeforeItIsPainted()
    {
        const Window window;
        QCOMPARE(window.text(), QStringLiteral("Hello, world!")); // it was never shown, and no event was handled
    }
};

QTEST_MAIN(TestGreetings)
#include "tst_greetings.moc"
