// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include "runtime/application_p.h"

#include "applicationreports_p.h"
#include "settings_p.h"
#include "tracerecording_p.h"

namespace QEager::detail {

void applicationBegins() { configureApplication(); }

void threadOpens(Runtime &runtime) { Settings::instance().applyTo(runtime); }

void mainThreadCloses() { writeTracesAtExit(); }

void applicationEnds() { endReports(); }

} // namespace QEager::detail
