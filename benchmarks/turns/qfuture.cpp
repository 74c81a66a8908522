// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "shapes.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qfuture.h>
#include <QtCore/qlist.h>
#include <QtCore/qpromise.h>

#include <memory>

namespace {

// An application comes back to its objects by a continuation with a context.
QObject *context() { return QCoreApplication::instance(); }

Fire emitter(Trigger &trigger)
{
    return [&trigger] { Q_EMIT trigger.fired(); };
}

} // namespace

Fire WithQFuture::postedStart(Trigger &, Done done)
{
    return [done] {
        const auto promise = std::make_shared<QPromise<int>>();
        promise->start();
        promise->future().then(context(), [done](int) { done(); });
        QMetaObject::invokeMethod(
            context(),
            [promise] {
                promise->addResult(1);
                promise->finish();
            },
            Qt::QueuedConnection);
    };
}

Fire WithQFuture::allOfTen(Trigger &trigger, Done done)
{
    QList<QFuture<void>> futures;
    for (int i = 0; i < 10; ++i)
        futures.append(QtFuture::connect(&trigger, &Trigger::fired));
    QtFuture::whenAll(futures.begin(), futures.end()).then(context(), [done](const QList<QFuture<void>> &) { done(); });
    return emitter(trigger);
}

Fire WithQFuture::chain(Trigger &trigger, Done done)
{
    QFuture<int> last = QtFuture::connect(&trigger, &Trigger::fired).then(context(), [] { return 0; });
    for (int i = 1; i < 10; ++i)
        last = last.then(context(), [](int below) { return below + 1; });
    last.then(context(), [done](int) { done(); });
    return emitter(trigger);
}
