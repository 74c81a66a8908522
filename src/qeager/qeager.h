// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    All of QEager.
*/

#include <qeager/awaitsync.h>
#include <qeager/cancelonexit.h>
#include <qeager/chaos.h>
#include <qeager/configure.h>
#include <qeager/context.h>
#include <qeager/coro.h>
#include <qeager/corostart.h>
#include <qeager/eager.h>
#include <qeager/errors.h>
#include <qeager/exceptiongroup.h>
#include <qeager/future.h>
#include <qeager/gather.h>
#include <qeager/io.h>
#include <qeager/latest.h>
#include <qeager/loopmonitor.h>
#include <qeager/offload.h>
#include <qeager/onthread.h>
#include <qeager/outcome.h>
#include <qeager/part.h>
#include <qeager/progress.h>
#include <qeager/qcoro.h>
#include <qeager/shield.h>
#include <qeager/signal.h>
#include <qeager/sleep.h>
#include <qeager/startable.h>
#include <qeager/startpolicy.h>
#include <qeager/statistics.h>
#include <qeager/task.h>
#include <qeager/taskfactory.h>
#include <qeager/taskgroup.h>
#include <qeager/taskscope.h>
#include <qeager/timeout.h>
#include <qeager/traceevent.h>
#include <qeager/tracemodel.h>
#include <qeager/tracerecorder.h>
#include <qeager/traceslices.h>
#include <qeager/valuetask.h>
