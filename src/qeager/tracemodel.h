// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    TraceModel: shows the events of a TraceRecorder in a view.

    \code
    QEager::TraceModel model;
    table.setModel(&model);
    connect(&timer, &QTimer::timeout, &model, [&] { model.update(recorder); });
    \endcode
*/

#include <qeager/tracerecorder.h>

#include <QtCore/qabstractitemmodel.h>

namespace QEager {

/*! A model with one row for each event, in the order of time.

    Only update() and clear() change it, and they emit the signals for what changes. Use it on one thread, as any
    QObject; the recorder may see all threads. The model keeps a copy of the events, so the recorder may be destroyed
    before it.
*/
class QEAGER_EXPORT TraceModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        TimeColumn, //!< milliseconds, with three decimals
        ThreadColumn, //!< name of the thread
        KindColumn, //!< "start", "suspend", …
        TaskColumn, //!< "7", or "#3" for a start that is no task; empty if there is neither
        NameColumn, //!< the name that was given, even on events that do not carry it
        DetailColumn, //!< what it waits for, why it was posted, how it ended, how long the event loop was busy
        ColumnCount
    };
    //! For QML, in every column: time (nanoseconds), thread (number), kind, task, name, detail, and where ("file:line",
    //! for a suspend).
    enum Role { TimeRole = Qt::UserRole + 1, ThreadRole, KindRole, TaskRole, NameRole, DetailRole, WhereRole };
    Q_ENUM(Column)
    Q_ENUM(Role)

    explicit TraceModel(QObject *parent = nullptr);
    ~TraceModel() override;

    /*! Shows what \a recorder holds now. It removes the rows that the recorder has dropped, and appends the new ones.
        Other rows change if their start has become a task or got a name. The model is reset if this is not the same
        recording. */
    void update(const TraceRecorder &recorder);
    void clear();
    //! Returns the event of a row, or a default-constructed one if there is no such row. Throws nothing.
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
