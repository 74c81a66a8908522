// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    A thing from outside that a coroutine waits for, and that the script completes.
*/

#include <qeager/coro.h>

#include <QtCore/qexception.h>

#include <memory>

namespace Stress {

//! What a step throws.
class Failure : public QException
{
public:
    explicit Failure(int ofStep) : step(ofStep) {}
    void raise() const override { throw *this; }
    Failure *clone() const override { return new Failure(*this); }
    int step;
};

class External
{
public:
    virtual ~External() = default;
    //! Its value is 1000 more than the number of the step.
    virtual QEager::Coro<int> wait() = 0;
    virtual void complete() = 0;

    int id() const noexcept { return step; }
    static std::unique_ptr<External> make(int kind, int step);
    //! After the last program: no function of an offload() runs any more, and no thread of an onThread().
    static void waitForThreads();

protected:
    int value() const
    {
        if (fails)
            throw Failure(step);
        return 1000 + step;
    }
    int step = 0;
    bool fails = false;
};

} // namespace Stress
