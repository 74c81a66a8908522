// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    What has become of a program, or is to become of it. Two of these are compared as a whole.
*/

#include <string>
#include <vector>

namespace Stress {

struct Trace
{
    std::vector<std::string> words; // what happened, in this order
    std::vector<std::string> reports; // exceptions that nobody retrieved, sorted: "body:exception"

    friend bool operator==(const Trace &, const Trace &) = default;
};

// How exceptions are written in both.
inline const std::string Cancelled = "cancelled";
inline const std::string TimedOut = "timedOut";
inline const std::string Invalid = "invalid";

} // namespace Stress
