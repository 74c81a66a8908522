// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Machinery of <qeager/context.h>.
*/

#include <qeager/context.h>

#include <optional>

namespace QEager::detail {

struct ContextAccess
{
    static ContextBox *box(const Context &context) noexcept { return context.m_box.get(); }
    //! Null for none.
    static ContextBox *box(const std::optional<Context> &context) noexcept { return context ? box(*context) : nullptr; }
};

} // namespace QEager::detail
