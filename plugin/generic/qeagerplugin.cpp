// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Brings QEager, with settings, into a GUI application that knows nothing of it: see docs/plugin.md.

#include <qeager/configure.h>

#include <QtGui/qgenericplugin.h>

class QEagerPlugin : public QGenericPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID QGenericPluginFactoryInterface_iid FILE "qeager.json")

public:
    // Called in the constructor of QGuiApplication. Qt wants an object to show for it, and takes it for its own.
    QObject *create(const QString &key, const QString &specification) override
    {
        if (key.compare(QLatin1StringView("qeager"), Qt::CaseInsensitive) != 0)
            return nullptr;
        QEager::configure(specification);
        return new QObject;
    }
};

#include "qeagerplugin.moc"
