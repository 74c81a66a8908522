// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Runs the .qml tests: qmltests -input tst_x.qml

#include <QtQml/qqmlengine.h>
#include <QtQuickTest/quicktest.h>

class Setup : public QObject
{
    Q_OBJECT

public Q_SLOTS:
    void qmlEngineAvailable(QQmlEngine *engine) { engine->addImportPath(QStringLiteral(QEAGER_QML_IMPORT)); }
};

QUICK_TEST_MAIN_WITH_SETUP(qmltests, Setup)
#include "qmltests.moc"
