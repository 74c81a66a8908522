// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    TraceModel: the events of a TraceRecorder for a view.

    \code
    QEager::TraceModel model;
    table.setModel(&model);
    connect(&timer, &QTimer::timeout, &model, [&] { model.update(recorder); });
    \endcode
*/

#include <qeager/tracerecorder.h>

#include <QtCore/qabstractitemmodel.h>

namespace QEager {

/*! A row an event, in the order of time. Nothing changes but in update() and clear(), which say what does. Used on one
    thread, as QObjects are; the recorder may see any. Keeps a copy of the events: the recorder may go first. */
class QEAGER_EXPORT TraceModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        TimeColumn, //!< milliseconds, with three decimals
        ThreadColumn, //!< its name
        KindColumn, //!< "start", "suspend", …
        TaskColumn, //!< "7", or "#3" for a start that is no task; empty where there is neither
        NameColumn, //!< the one it was given, also on events that do not carry it
        DetailColumn, //!< what it waits for, why it was posted, how it ended, how long the event loop was busy
        ColumnCount
    };
    //! For QML, on any column: time (nanoseconds), thread (number), kind, task, name, detail, where ("file:line", of a
    //! suspend).
    enum Role { TimeRole = Qt::UserRole + 1, ThreadRole, KindRole, TaskRole, NameRole, DetailRole, WhereRole };
    Q_ENUM(Column)
    Q_ENUM(Role)

    explicit TraceModel(QObject *parent = nullptr);
    ~TraceModel() override;

    /*! Shows what \a recorder holds now: removes rows it has dropped, appends new ones. Others change when a start has
        become a task or got a name. Resets the model if it is not the same recording. */
    void update(const TraceRecorder &recorder);
    void clear();
    //! Of a row. \throws nothing: a default one for a row that is none.
    TraceEvent eventAt(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

private:
    struct Row
    {
        TraceEvent event;
        QString threadName;
        QString name;
        bool isSame(const Row &other) const noexcept
        {
            return event.time == other.event.time && event.thread == other.event.thread &&
                   event.kind == other.event.kind;
        }
    };
    static QList<Row> rowsOf(const TraceRecorder &recorder);
    void replace(const QList<Row> &rows);
    QString text(const Row &row, int column) const;

    QList<Row> m_rows;
};

} // namespace QEager
