// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

inline QEager::ValueTask<> nowhereToInclude() { co_return; }
