// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// The code of docs/chaos.md, as a program.

#include <qeager/qeager.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qhash.h>

#include <cstdio>

using namespace std::chrono_literals;

// [page]
class Page : public QObject
{
public:
    void open(int number)
    {
        load(number);
        shown = m_title; // there already, if it is in the cache?
    }
    QString shown;

private:
    QEager::ValueTask<> load(int number)
    {
        if (!m_cache.contains(number))
            co_await 20ms; // a request to a server
        m_title = m_cache.value(number);
    }
    QHash<int, QString> m_cache{{1, QStringLiteral("Contents")}};
    QString m_title;
};
// [page]

// [test]
bool showsTheTitle()
{
    Page page;
    page.open(1);
    for (int turn = 0; turn < 3; ++turn)
        QCoreApplication::processEvents();
    return page.shown == QStringLiteral("Contents");
}
// [test]

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    std::printf("undisturbed: %s\n", showsTheTitle() ? "passed" : "failed");

    // [seeds]
    for (quint64 seed = 1; seed <= 20; ++seed) {
        const QEager::ChaosScope chaos(seed);
        if (!showsTheTitle()) {
            std::printf("failed with seed %llu\n", static_cast<unsigned long long>(seed));
            break;
        }
    }
    // [seeds]

    // [order]
    const QEager::ChaosScope undisturbed(std::nullopt); // whatever QEAGER says
    // [order]
    return showsTheTitle() ? 0 : 1;
}
