// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <QtCore/qfile.h>
#include <QtCore/qprocess.h>
#include <QtCore/qset.h>
#include <QtCore/qtemporarydir.h>
#include <QtGui/qimage.h>
#include <QtTest/qtest.h>

//! Runs the program's tour, and looks at what it prints and at the picture of its window.
class TestPictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesItsTour()
    {
        const QTemporaryDir folder;
        const QString picture = folder.filePath(QStringLiteral("window.png"));
        QProcess program;
        program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        program.start(QStringLiteral(PROGRAM), {QStringLiteral("--picture"), picture});
        QVERIFY2(program.waitForFinished(30'000), qPrintable(program.errorString()));

        QFile readme(QStringLiteral(README));
        QVERIFY(readme.open(QFile::ReadOnly | QFile::Text));
        const QString shown = QString::fromUtf8(readme.readAll()).section(QStringLiteral("```"), 1, 1);
        const QString said = QString::fromUtf8(program.readAllStandardOutput()).remove(QLatin1Char('\r'));
        QCOMPARE(said, shown.mid(shown.indexOf(QLatin1Char('\n')) + 1)); // without "text"
        QCOMPARE(program.exitCode(), 0);

        const QImage image(picture);
        QCOMPARE(image.size(), QSize(640, 520));
        QSet<QRgb> colours;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                colours.insert(image.pixel(x, y));
        }
        QCOMPARE_GE(colours.size(), 1000); // the window alone has some twenty; the rest is that of the pictures
    }
};

QTEST_GUILESS_MAIN(TestPictures)
#include "tst_pictures.moc"
