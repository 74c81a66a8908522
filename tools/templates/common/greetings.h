#pragma once

#include <qeager/taskscope.h>
#include <qeager/valuetask.h>

#include <QHash>
#include <QString>

//! Knows how to greet people. It asks for what it does not know, and remembers the answer.
class Greetings
{
public:
    //! Returns a greeting for \a name, at once if it is known. \throws QEager::IoError if there is none.
    QEager::ValueTask<QString> greeting(QString name);

    QEager::TaskScope &taskScope() { return m_tasks; } // its coroutines end with it

private:
    QHash<QString, QString> m_known{{QStringLiteral("world"), QStringLiteral("Hello, world!")}};
    QEager::TaskScope m_tasks; // last, so that the other members are alive while the coroutines end
};
