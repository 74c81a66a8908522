// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Values that are awkward to carry, and one that counts itself: what results and parameters are tested with.
*/

#include <QtCore/qglobal.h>

#include <array>
#include <atomic>
#include <memory>
#include <utility>

//! Counts the living ones, on whatever threads they come and go. The numbers are to be read when none does.
struct Tracked
{
    explicit Tracked(int v = 0) : value(v) { add(alive, 1); }
    Tracked(const Tracked &other) : value(other.value)
    {
        add(alive, 1);
        add(copies, 1);
    }
    Tracked(Tracked &&other) noexcept : value(std::exchange(other.value, -1)) { add(alive, 1); }
    Tracked &operator=(const Tracked &) = default;
    Tracked &operator=(Tracked &&) noexcept = default;
    ~Tracked() { add(alive, -1); }

    int value;
    static inline int alive = 0;
    static inline int copies = 0;

private:
    static void add(int &count, int n) { std::atomic_ref(count).fetch_add(n, std::memory_order_relaxed); }
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
