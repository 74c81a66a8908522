// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What the .qml tests call: coroutines that end in every way, and a look behind the scenes.
*/

#include "shared/loop.h"
#include "shared/messages.h"

#include <qeager/latest.h>
#include <qeager/qml/qmltask.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>
#include <qeager/statistics.h>

#include <QtCore/qcoreevent.h>
#include <QtCore/qpoint.h>
#include <QtCore/qpointer.h>
#include <QtQml/qqmlengine.h>
#include <QtQml/qqmlregistration.h>

#include <optional>
#include <stdexcept>

//! A value type.
struct User
{
    Q_GADGET
    Q_PROPERTY(QString name MEMBER name)
    Q_PROPERTY(int age MEMBER age)

public:
    QString name;
    int age = 0;
};

//! Owns a coroutine, by being `this` of it.
class Page : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    QEager::ValueTask<QString> load()
    {
        co_await QEager::sleep(std::chrono::hours(1));
        co_return QStringLiteral("loaded");
    }
};

class Backend : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

    //! A member: C++'s, and the same for all.
    Q_PROPERTY(QEager::QmlTask *shared READ shared CONSTANT FINAL)
    //! One without a task.
    Q_PROPERTY(QEager::QmlTask *none READ none CONSTANT FINAL)
    //! How often fetch() was called.
    Q_PROPERTY(int fetches READ fetches NOTIFY fetched FINAL)

public:
    using Task = QEager::QmlTask;

    Task *shared() { return &m_shared; }
    Task *none() { return &m_none; }
    int fetches() const { return m_fetches; }

    // -- coroutines
    Q_INVOKABLE QEager::QmlTask *ready(const QVariant &value) const { return new Task(QEager::ready(value)); }
    Q_INVOKABLE QEager::QmlTask *later(const QVariant &value) const { return new Task(give(value)); }
    Q_INVOKABLE QEager::QmlTask *failed(const QString &message) const { return new Task(fail(message, false)); }
    Q_INVOKABLE QEager::QmlTask *failsLater(const QString &message) const { return new Task(fail(message, true)); }
    Q_INVOKABLE QEager::QmlTask *never() const
    {
        return new Task(QEager::eager(sleepForEver(), {.name = QStringLiteral("never")}));
    }
    //! Ends, with its name, at open(name).
    Q_INVOKABLE QEager::QmlTask *gate(const QString &name) { return new Task(waitFor(name)); }
    Q_INVOKABLE QEager::QmlTask *steps(int count) const { return new Task(walk(count)); }
    //! Another window on the same task.
    Q_INVOKABLE QEager::QmlTask *copy(QEager::QmlTask *task) const { return new Task(task->task()); }
    Q_INVOKABLE QEager::QmlTask *fetch()
    {
        ++m_fetches;
        Q_EMIT fetched();
        return later(m_fetches);
    }
    //! That of a member coroutine of a QObject, which is page() then.
    Q_INVOKABLE QEager::QmlTask *loadPage()
    {
        m_page = new Page(this);
        return new Task(m_page->load());
    }
    Q_INVOKABLE void deletePage() { delete m_page; }

    // -- values
    Q_INVOKABLE QEager::QmlTask *nothing() const { return new Task(QEager::ready()); }
    Q_INVOKABLE QEager::QmlTask *user() const { return new Task(QEager::ready(User{QStringLiteral("Ada"), 36})); }
    Q_INVOKABLE QEager::QmlTask *numbers() const { return new Task(QEager::ready(QList<int>{1, 2, 3})); }
    Q_INVOKABLE QEager::QmlTask *users() const
    {
        return new Task(QEager::ready(std::vector<User>{{QStringLiteral("Ada"), 36}, {QStringLiteral("Bob"), 7}}));
    }
    Q_INVOKABLE QEager::QmlTask *maybe(bool has) const
    {
        return new Task(QEager::ready(has ? std::optional<QString>(QStringLiteral("yes")) : std::nullopt));
    }
    Q_INVOKABLE QEager::QmlTask *pair() const
    {
        return new Task(QEager::ready(std::pair<QString, QPoint>(QStringLiteral("at"), {3, 4})));
    }
    //! Without a parent, and with one.
    Q_INVOKABLE QEager::QmlTask *newObject()
    {
        m_object = new QObject;
        m_object->setObjectName(QStringLiteral("new"));
        return new Task(QEager::ready(m_object.data()));
    }
    Q_INVOKABLE QEager::QmlTask *childObject()
    {
        m_object = new QObject(this);
        m_object->setObjectName(QStringLiteral("child"));
        return new Task(QEager::ready(m_object.data()));
    }
    Q_INVOKABLE QEager::QmlTask *objects()
    {
        m_object = new QObject;
        m_object->setObjectName(QStringLiteral("listed"));
        return new Task(QEager::ready(QList<QObject *>{m_object, nullptr}));
    }
    Q_INVOKABLE bool objectLives() const { return m_object; }
    Q_INVOKABLE void deleteObject() { delete m_object; }

    // -- control
    Q_INVOKABLE void open(const QString &name) { Q_EMIT opened(name); }
    //! Everything that is ready has its turn, what is to be deleted later included.
    Q_INVOKABLE void turn(int turns = 1) const
    {
        for (int i = 0; i < turns; ++i) {
            spin();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
    }
    //! Collects all garbage.
    Q_INVOKABLE void collect() const
    {
        for (int i = 0; i < 3; ++i) {
            qmlEngine(this)->collectGarbage();
            turn(2);
        }
    }
    Q_INVOKABLE int tasks() const { return int(QEager::allTasks().size()); }
    Q_INVOKABLE int tasksCreated() const { return int(QEager::Statistics::current().tasksCreated); }
    Q_INVOKABLE int eventsPosted() const { return int(QEager::Statistics::current().eventsPosted); }

    //! From here on warnings are caught.
    Q_INVOKABLE void begin()
    {
        collect();
        m_messages.emplace();
    }
    Q_INVOKABLE QString warnings() { return m_messages->take(); }
    //! After a test: what was not caught, and whether a task is left; empty if all is well.
    Q_INVOKABLE QString end()
    {
        collect();
        QString left = m_messages->take();
        m_messages.reset();
        for (const QEager::TaskHandle &task : QEager::allTasks())
            left += QStringLiteral("\nleft: ") + task.name();
        return left;
    }

Q_SIGNALS:
    void fetched();
    void opened(const QString &name);

private:
    static QEager::Coro<QVariant> give(QVariant value)
    {
        co_await QEager::yieldNow();
        co_return value;
    }
    static QEager::Coro<QVariant> fail(QString message, bool later)
    {
        if (later)
            co_await QEager::yieldNow();
        throw std::runtime_error(message.toStdString());
    }
    static QEager::Coro<> sleepForEver() { co_await QEager::sleep(std::chrono::hours(1)); }
    static QEager::Coro<> walk(int steps)
    {
        for (int i = 1; i < steps; ++i) {
            QEager::setProgress(i, steps);
            co_await QEager::yieldNow();
        }
    }
    QEager::Coro<QString> waitFor(QString name)
    {
        co_await QEager::detachFromOwner();
        QString opened;
        while (opened != name)
            opened = co_await QEager::signal(this, &Backend::opened);
        co_return name;
    }

    Task m_shared{QEager::ready(QStringLiteral("shared"))};
    Task m_none;
    int m_fetches = 0;
    QPointer<Page> m_page;
    QPointer<QObject> m_object;
    std::optional<Messages> m_messages;
};
