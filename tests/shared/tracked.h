// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Values that are awkward to carry, and one that counts itself: what results and parameters are tested with.
*/

#include <QtCore/qglobal.h>

#include <array>
#include <memory>
#include <utility>

//! Counts the living ones.
struct Tracked
{
    explicit Tracked(int v = 0) : value(v) { ++alive; }
    Tracked(const Tracked &other) : value(other.value)
    {
        ++alive;
        ++copies;
    }
    Tracked(Tracked &&other) noexcept : value(std::exchange(other.value, -1)) { ++alive; }
    Tracked &operator=(const Tracked &) = default;
    Tracked &operator=(Tracked &&) noexcept = default;
    ~Tracked() { --alive; }

    int value;
    static inline int alive = 0;
    static inline int copies = 0;
};

struct NoDefault
{
    explicit NoDefault(int v) : value(v) {}
    int value;
};

using MoveOnly = std::unique_ptr<int>;

struct Large
{
    std::array<int, 1024> values{};
};
