// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    One order of a program for QML: as much of its recording as has been shown.
*/

#include "../recipe/recording.h"

#include <QtCore/qabstractitemmodel.h>
#include <QtCore/qstringlist.h>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace Demo {

class Lane : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The lanes are properties of Ordering.")

    Q_PROPERTY(QString name READ name CONSTANT FINAL)
    //! The labels of the events that are shown, with blanks between them.
    Q_PROPERTY(QString log READ log NOTIFY shownChanged FINAL)
    //! Of the program's file, where the last of them happened; 0 before the first.
    Q_PROPERTY(int line READ line NOTIFY shownChanged FINAL)
    //! All events are shown.
    Q_PROPERTY(bool ended READ hasEnded NOTIFY shownChanged FINAL)

public:
    enum Role {
        LabelRole = Qt::UserRole, //!< label: "a"
        TextRole, //!< what: what happened, in words
        DepthRole, //!< depth: see depthOf()
        PlaceRole, //!< place: the row of the time axis it belongs to
        BeforeRole, //!< before: the place of the event before it; -1 for the first
        TimeRole, //!< time: milliseconds since the run began
        ConnectedRole, //!< connected: the event before it was in the same turn of the event loop
    };

    Lane(Order order, QObject *parent);

    QString name() const { return Demo::name(m_order); }
    QString log() const;
    int line() const;
    bool hasEnded() const { return m_shown > 0 && m_shown == int(m_recording.size()); }

    /*! Shows nothing of a new \a recording. The arguments belong together: for each event its place on the axis, and
        what happened in words. */
    void load(Recording recording, std::vector<int> places, QStringList texts);
    //! Shows the events up to that place of the axis, and no others.
    void showUpTo(int place);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void shownChanged();

private:
    const Order m_order;
    Recording m_recording;
    std::vector<int> m_places;
    QStringList m_texts;
    int m_shown = 0;
};

} // namespace Demo
