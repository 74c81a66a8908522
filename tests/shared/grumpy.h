// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    Values whose copies and moves throw, from the n-th on.
*/

#include <atomic>
#include <stdexcept>
#include <utility>

//! Counts copies and moves down; at zero each throws. Nobody may lose one, nor destroy one twice.
template <bool IsCopyable>
class BasicGrumpy
{
public:
    explicit BasicGrumpy(int v = 0) : value(v) { ++alive; }
    BasicGrumpy(BasicGrumpy &&other) : value(other.value) { made("moved"); }
    BasicGrumpy(const BasicGrumpy &other)
        requires IsCopyable
        : value(other.value)
    {
        made("copied");
    }
    BasicGrumpy &operator=(BasicGrumpy &&) = delete;
    ~BasicGrumpy() { --alive; }

    int value;
    static inline std::atomic<int> left{1'000'000};
    static inline std::atomic<int> alive{0};

private:
    static void made(const char *how)
    {
        if (left == 0)
            throw std::runtime_error(how);
        --left;
        ++alive;
    }
};

using Grumpy = BasicGrumpy<true>;
using GrumpyMoveOnly = BasicGrumpy<false>;
