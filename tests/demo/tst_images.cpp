// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <recipe/decode.h>
#include <recipe/imagecache.h>
#include <recipe/imagefiles.h>
#include <recipe/imagepass.h>

#include <shared/log.h>
#include <shared/loop.h>

#include <qeager/eager.h>

#include "picturefiles.h"

#include <optional>

using namespace Demo;

class TestImages : public QObject
{
    Q_OBJECT

private:
    static QString errorOf(QEager::ValueTask<QImage> &load)
    {
        try {
            load.result();
        } catch (const ImageError &error) {
            return QString::fromUtf8(error.what());
        }
        return {};
    }

private Q_SLOTS:
    void decodesAndScalesDown()
    {
        PictureFiles files;
        QVERIFY(files.picture("small.png", {20, 10}));
        QVERIFY(files.picture("large.jpg", {600, 300}));
        QVERIFY(files.picture("thin.png", {1000, 1}));
        QVERIFY(files.picture("png-inside.jpg.png", {30, 30}));
        QVERIFY(QFile::rename(files.path("png-inside.jpg.png"), files.path("png-inside.jpg")));
        QCOMPARE(decode(files.path("small.png"), 96).image.size(), QSize(20, 10));
        QCOMPARE(decode(files.path("large.jpg"), 96).image.size(), QSize(96, 48));
        QCOMPARE(decode(files.path("thin.png"), 96).image.size(), QSize(96, 1));
        QCOMPARE(decode(files.path("png-inside.jpg"), 96).image.size(), QSize(30, 30));
        QCOMPARE(decode(files.path("small.png"), 96).error, QString());
    }

    void decodesSvgBounded()
    {
        if (!imagePatterns().contains("*.svg"))
            QSKIP("This Qt has no SVG plugin.");
        PictureFiles files;
        QVERIFY(files.svg("small.svg", "40", "30"));
        QVERIFY(files.svg("huge.svg", "1000000", "500000"));
        QCOMPARE(decode(files.path("small.svg"), 96).image.size(), QSize(40, 30));
        QCOMPARE(decode(files.path("huge.svg"), 96).image.size(), QSize(96, 48));
    }

    void saysWhatIsWrong()
    {
        PictureFiles files;
        QVERIFY(files.write("empty.png", {}));
        QVERIFY(files.write("text.png", "not a picture\n"));
        QVERIFY(files.pngHeader("huge.png", 100000));
        QVERIFY(files.pngHeader("cut.png", 8));
        QCOMPARE(decode(files.path("empty.png"), 96).error, QStringLiteral("it is empty"));
        QCOMPARE(decode(files.path("missing.png"), 96).error, QStringLiteral("it does not exist any more"));
        QCOMPARE(decode(files.path(), 96).error, QStringLiteral("it is not a regular file"));
        QVERIFY(decode(files.path("text.png"), 96).error.startsWith("it cannot be decoded ("));
        QVERIFY(decode(files.path("cut.png"), 96).error.startsWith("it cannot be decoded ("));
        QVERIFY(
            decode(files.path("huge.png"), 96).error.startsWith("its 100000 x 100000 pixels would need more than "));
    }

    void pipesAndDanglingLinks()
    {
        PictureFiles files;
        if (!files.pipe("pipe.png"))
            QSKIP("No pipes here.");
        QVERIFY(files.link("dangling.png", "nowhere"));
        QVERIFY(files.link("circle.png", "circle.png"));
        QCOMPARE(decode(files.path("pipe.png"), 96).error, QStringLiteral("it is not a regular file"));
        QCOMPARE(decode(files.path("dangling.png"), 96).error,
                 QStringLiteral("it links to a file that does not exist"));
        QCOMPARE(decode(files.path("circle.png"), 96).error, QStringLiteral("it links to a file that does not exist"));
    }

    void findsPicturesInAllFolders()
    {
        PictureFiles files;
        QVERIFY(files.picture("b.png"));
        QVERIFY(files.picture("A/UPPER.PNG"));
        QVERIFY(files.picture("A/deep/er/c.jpeg"));
        QVERIFY(files.picture(".hidden/.d.jpg"));
        QVERIFY(files.picture("folder.png/e.png"));
        QVERIFY(files.write("notes.txt", "no picture"));
        QVERIFY(files.write("png", "no picture"));
        QStringList found;
        for (const QString &path : findImages(files.path()))
            found.append(QDir(files.path()).relativeFilePath(path));
        QCOMPARE(found,
                 QStringList({".hidden/.d.jpg", "A/UPPER.PNG", "A/deep/er/c.jpeg", "b.png", "folder.png/e.png"}));
    }

    void doesNotFollowLinksToFolders()
    {
#ifdef Q_OS_WIN
        QSKIP("Links are files here.");
#endif
        PictureFiles files;
        QVERIFY(files.picture("sub/a.png"));
        QVERIFY(files.link("sub/up", files.path()));
        QVERIFY(files.link("circle", "."));
        QVERIFY(files.link("link.png", files.path("sub/a.png")));
        QVERIFY(files.link("dangling.png", "nowhere"));
        const QStringList found = findImages(files.path());
        QCOMPARE(found, QStringList({files.path("dangling.png"), files.path("link.png"), files.path("sub/a.png")}));
    }

    void foldersThatMayNotBeReadAreReported()
    {
        PictureFiles files;
        QVERIFY(files.picture("locked/a.png"));
        QVERIFY(files.picture("b.png"));
        QVERIFY(QFile::setPermissions(files.path("locked"), {}));
        Log log;
        const QStringList found = findImages(files.path(), [&](const QString &path, const QString &reason) {
            log(QDir(files.path()).relativeFilePath(path), ": ", reason);
        });
        const bool locked = !QDir(files.path("locked")).isReadable();
        QVERIFY(QFile::setPermissions(files.path("locked"), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        if (!locked)
            QSKIP("This user may read everything.");
        QCOMPARE(found, QStringList({files.path("b.png")}));
        COMPARE_LOG(log, "locked: there is no permission to read it");
    }

    void cacheMissesThenHits()
    {
        PictureFiles files;
        QVERIFY(files.picture("a.png"));
        ImageCache cache;
        auto miss = cache.load(files.path("a.png")); // suspends
        QVERIFY(miss.isTask());
        QVERIFY(!miss.isReady());
        VERIFY_UNTIL(miss.isReady());
        QVERIFY(QFile::remove(files.path("a.png")));
        auto hit = expectInline([&] { return cache.load(files.path("a.png")); });
        QVERIFY(hit.isReady());
        QVERIFY(!hit.isTask());
        QCOMPARE(hit.result(), miss.result());
        QCOMPARE(hit.result().size(), QSize(20, 10));
    }

    void cacheKeepsFailures()
    {
        PictureFiles files;
        QVERIFY(files.write("empty.png", {}));
        ImageCache cache;
        auto miss = cache.load(files.path("empty.png")); // suspends
        VERIFY_UNTIL(miss.isReady());
        QCOMPARE(errorOf(miss), QStringLiteral("it is empty"));
        auto hit = expectInline([&] { return cache.load(files.path("empty.png")); });
        QCOMPARE(errorOf(hit), QStringLiteral("it is empty"));
    }

    void loadOutlivesTheCache()
    {
        PictureFiles files;
        QVERIFY(files.picture("a.png"));
        std::optional<ImageCache> cache(std::in_place);
        auto load = cache->load(files.path("a.png")); // suspends
        cache.reset();
        VERIFY_UNTIL(load.isReady());
        QCOMPARE(load.result().size(), QSize(20, 10));
    }

    void twoPasses()
    {
        PictureFiles files;
        QStringList paths;
        for (int i = 0; i < 40; ++i) {
            paths.append(files.path(QStringLiteral("%1.png").arg(i)));
            QVERIFY(files.picture(QStringLiteral("%1.png").arg(i), {20 + i, 20}));
        }
        QVERIFY(files.write("7.png", {}));
        QVERIFY(files.write("30.png", "not a picture"));

        ImageCache cache;
        Log log;
        const auto report = [&](const QString &path, const QString &reason) {
            log(QFileInfo(path).fileName(), ": ", reason.section(' ', 0, 1));
        };
        auto run = [&]() -> QEager::Coro<std::pair<ImagePass, ImagePass>> {
            const ImagePass one = co_await loadAll(&cache, paths, report);
            const ImagePass two = co_await loadAll(&cache, paths);
            co_return std::pair(one, two);
        };
        auto task = QEager::post(run);
        VERIFY_UNTIL(task.isDone());
        const auto [first, second] = task.result();

        QCOMPARE(first.images, 40);
        QCOMPARE(first.readyInline, 0);
        QCOMPARE(first.failed, 2);
        QCOMPARE(first.tasksCreated, quint64(40));
        QVERIFY(first.loopTurns > 0);
        COMPARE_LOG(log, "7.png: it is 30.png: it cannot");
        QCOMPARE(second.images, 40);
        QCOMPARE(second.readyInline, 40);
        QCOMPARE(second.failed, 2);
        QCOMPARE(second.tasksCreated, quint64(0));
        QCOMPARE(second.loopTurns, quint64(0));
        QVERIFY(second.text().startsWith("40 images, 40 ready inline, 0 tasks created, 0 loop turns, "));
    }

    void noPicturesNoCost()
    {
        ImageCache cache;
        const auto pass = expectInline([&] { return QEager::eager(loadAll(&cache, {})); });
        QVERIFY(pass.isReady());
        QCOMPARE(pass.result().images, 0);
    }

    void drawsPicturesOfItsOwn()
    {
        PictureFiles files;
        QVERIFY(drawImages(files.path()));
        const QStringList images = findImages(files.path());
        QCOMPARE(images.size(), 48);
        for (const QString &path : images)
            QCOMPARE(decode(path, 96).image.size(), QSize(96, 96));
        QVERIFY(!drawImages(files.path("missing")));
    }

    void iconDirectoriesExist()
    {
        for (const QString &directory : iconDirectories())
            QVERIFY2(QFileInfo(directory).isDir(), qPrintable(directory));
    }
};

QTEST_GUILESS_MAIN(TestImages)
#include "tst_images.moc"
