// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Brings QEager, with settings, into a GUI application that does not know QEager: see docs/plugin.md.

#include <qeager/configure.h>
#include <qeager/detail/rights.h>
#include <qeager/errors.h>

#include <QtGui/qgenericplugin.h>

class QEagerPlugin : public QGenericPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID QGenericPluginFactoryInterface_iid FILE "qeager.json")

public:
    // The constructor of QGuiApplication calls this. Qt wants an object in return, and becomes its owner.
    QObject *create(const QString &key, const QString &specification) override
    {
        if (key.compare(QLatin1StringView("qeager"), Qt::CaseInsensitive) != 0)
            return nullptr;
        if (QEager::detail::hasMoreRightsThanItsUser())
            qCWarning(QEager::qeager,
                      "The settings of the plugin are ignored, because this process has more rights than "
                      "its user.");
        else
            QEager::configure(specification);
        return new QObject;
    }
};

#include "qeagerplugin.moc"
