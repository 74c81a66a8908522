// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

inline QCoro::Task<> nowhereToInclude() { co_return; }
