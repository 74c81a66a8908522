// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Whether a table of cached values flickers: in how many of the frames that are painted a cell shows its placeholder.

#include "shared/loop.h"
#include "shared/nothingleft.h"

#include <qeager/qml/qmltask.h>
#include <qeager/taskfactory.h>

#include <QtCore/qabstractitemmodel.h>
#include <QtGui/qimage.h>
#include <QtGui/qpixmap.h>
#include <QtGui/qscreen.h>
#include <QtQml/qqmlengine.h>
#include <QtQuick/qquickview.h>

using namespace QEager;

namespace {

constexpr int Rows = 8;
constexpr int Columns = 4;
constexpr int Resets = 40;

class Table : public QAbstractTableModel
{
    Q_OBJECT

public:
    int rowCount(const QModelIndex & = {}) const override { return Rows; }
    int columnCount(const QModelIndex & = {}) const override { return Columns; }
    QVariant data(const QModelIndex &, int) const override { return {}; }
    void reset()
    {
        beginResetModel();
        endResetModel();
    }
};

//! Has every value at hand, and gives it in one of these ways.
class Cache : public QObject
{
    Q_OBJECT
    Q_PROPERTY(bool queues READ queues CONSTANT FINAL)

public:
    enum Way { Inline, Posted, Queued };
    Q_ENUM(Way)

    explicit Cache(Way way) : m_way(way) {}
    bool queues() const { return m_way == Queued; }

    //! By a coroutine, which is started inline, or from the event loop.
    Q_INVOKABLE QEager::QmlTask *find(int row, int column) const
    {
        if (m_way == Posted)
            return new QmlTask(post(lookUp(row, column)));
        return new QmlTask(lookUp(row, column));
    }
    //! Without QEager: a queued call sets a property of \a cell.
    Q_INVOKABLE void tellLater(QObject *cell, int row, int column) const
    {
        const auto tell = [cell, text = nameOf(row, column)] { cell->setProperty("told", text); };
        QMetaObject::invokeMethod(cell, tell, Qt::QueuedConnection);
    }

private:
    static QString nameOf(int row, int column) { return QStringLiteral("%1/%2").arg(row).arg(column); }
    static Coro<QVariant> lookUp(int row, int column) { co_return nameOf(row, column); }

    const Way m_way;
};

//! What the window has shown, frame by frame: the pixels that were flushed to the screen, taken without rendering
//! anything again.
class Frames
{
public:
    explicit Frames(QQuickWindow &window)
    {
        QObject::connect(
            &window, &QQuickWindow::frameSwapped, &window,
            [this, &window] { look(window.screen()->grabWindow(window.winId()).toImage()); }, Qt::DirectConnection);
    }
    int painted = 0;
    int withPlaceholders = 0;
    int complete = 0; // all cells have their values
    QImage last;
    QImage lastWithPlaceholders;

private:
    void look(const QImage &picture)
    {
        int values = 0, placeholders = 0;
        for (int row = 0; row < Rows; ++row) {
            for (int column = 0; column < Columns; ++column) {
                const QColor pixel = picture.pixelColor(column * 40 + 20, row * 20 + 10);
                values += pixel == QColor(Qt::blue);
                placeholders += pixel == QColor(Qt::red);
            }
        }
        ++painted;
        withPlaceholders += placeholders > 0;
        complete += values == Rows * Columns;
        (placeholders ? lastWithPlaceholders : last) = picture;
    }
};

//! For whoever wants to see them: into directory QEAGER_TEST_PICTURES, if that is set.
void save(const QImage &picture, Cache::Way way, const char *what)
{
    const QString directory = qEnvironmentVariable("QEAGER_TEST_PICTURES");
    if (!directory.isEmpty() && !picture.isNull())
        picture.save(QStringLiteral("%1/%2-%3.png").arg(directory).arg(way).arg(QLatin1StringView(what)));
}

} // namespace

class TestPlaceholder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { checkNothingIsLeft(2); }

    void framesWithAPlaceholder_data()
    {
        QTest::addColumn<Cache::Way>("way");
        QTest::addColumn<int>("expected"); // resets that show one
        QTest::newRow("AsyncValue") << Cache::Inline << 0;
        QTest::newRow("AsyncValue, the start posted") << Cache::Posted << Resets;
        QTest::newRow("a queued call") << Cache::Queued << Resets;
    }
    void framesWithAPlaceholder()
    {
        QFETCH(Cache::Way, way);
        QFETCH(int, expected);
        Table model;
        Cache cache(way);
        QQuickView view;
        view.engine()->addImportPath(QStringLiteral(QEAGER_QML_IMPORT));
        view.setInitialProperties({{QStringLiteral("model"), QVariant::fromValue(&model)},
                                   {QStringLiteral("cache"), QVariant::fromValue(&cache)}});
        view.setSource(QUrl::fromLocalFile(QFINDTESTDATA("PlaceholderTable.qml")));
        view.resize(Columns * 40, Rows * 20);
        Frames frames(view);
        view.show();
        VERIFY_UNTIL(frames.complete);
        spin(3);

        const Frames before = frames;
        int resetsWithPlaceholders = 0;
        for (int i = 0; i < Resets; ++i) {
            const Frames shown = frames;
            model.reset();
            VERIFY_UNTIL(frames.complete > shown.complete);
            spin(3);
            resetsWithPlaceholders += frames.withPlaceholders > shown.withPlaceholders;
        }
        const int painted = frames.painted - before.painted;
        const int withPlaceholders = frames.withPlaceholders - before.withPlaceholders;
        qInfo("%d resets painted %d frames; %d of them, in %d resets, with placeholders.", Resets, painted,
              withPlaceholders, resetsWithPlaceholders);
        save(frames.last, way, "values");
        save(frames.lastWithPlaceholders, way, "placeholders");
        QVERIFY(painted >= Resets);
        QCOMPARE(resetsWithPlaceholders, expected);
        QVERIFY(expected ? withPlaceholders >= expected : withPlaceholders == 0); // one each, sometimes two
    }
};

QTEST_MAIN(TestPlaceholder)
#include "tst_placeholder.moc"
