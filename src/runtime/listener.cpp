// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/detail/listener.h>
#include <qeager/detail/runtime.h>

namespace QEager::detail {

void Listener::taskEnded(TaskEnd &) { Runtime::current().append(this); }

} // namespace QEager::detail
