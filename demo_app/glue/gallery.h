// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    The table page: pictures of a directory, out of a cache that has them all.
*/

#include "../recipe/imagecache.h"

#include <qeager/qml/qmltask.h>
#include <qeager/taskscope.h>

#include <QtCore/qabstractitemmodel.h>
#include <QtCore/qstringlist.h>
#include <QtCore/qtemporarydir.h>
#include <QtQml/qqmlregistration.h>

#include <memory>

namespace Demo {

class Gallery : public QAbstractTableModel
{
    Q_OBJECT
    QML_ELEMENT

    //! How many stand side by side.
    Q_PROPERTY(int columns READ columns WRITE setColumns NOTIFY columnsChanged FINAL)
    //! Pictures are looked up by tasks that are posted, not started eagerly.
    Q_PROPERTY(bool posted READ isPosted WRITE setPosted NOTIFY postedChanged FINAL)
    //! The cache is being filled.
    Q_PROPERTY(bool loading READ isLoading NOTIFY loadingChanged FINAL)
    //! So much of it is done, from 0 to 1.
    Q_PROPERTY(double progress READ progress NOTIFY progressChanged FINAL)
    //! How many pictures there are.
    Q_PROPERTY(int count READ count NOTIFY loadingChanged FINAL)

public:
    enum Role { NameRole = Qt::UserRole }; //!< name: of the file, empty where there is no picture
    static constexpr int MaximalCount = 240;

    explicit Gallery(QObject *parent = nullptr);
    ~Gallery() override;

    int columns() const { return m_columns; }
    void setColumns(int columns);
    bool isPosted() const { return m_posted; }
    void setPosted(bool posted);
    bool isLoading() const { return m_loading; }
    double progress() const { return m_progress; }
    int count() const { return int(m_paths.size()); }

    /*! Fills the cache with the pictures under \a directory, those of the system if it is empty; files that give none
        are left out. Then the table appears. Once. */
    Q_INVOKABLE void load(const QString &directory);
    //! Leaves it at the pictures that have been loaded by now.
    Q_INVOKABLE void stopLoading();
    //! Resets the model: all cells are made anew, as by a new query. The pictures are in the cache.
    Q_INVOKABLE void reset();
    //! The picture of a cell; Ready at once unless `posted`.
    Q_INVOKABLE QEager::QmlTask *picture(int row, int column);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void columnsChanged();
    void postedChanged();
    void loadingChanged();
    void progressChanged();

private:
    QEager::Coro<> fill(QString directory);
    QEager::Coro<QVariant> lookUp(QString path);
    void finishLoading(const QStringList &paths);

    int m_columns = 6;
    bool m_posted = false;
    bool m_loading = false;
    bool m_started = false;
    double m_progress = 0;
    QStringList m_paths;
    QStringList m_loaded;
    ImageCache m_cache;
    std::shared_ptr<const QTemporaryDir> m_own; // also of what still draws into it
    QEager::TaskScope m_tasks;
};

} // namespace Demo
