// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#pragma once

/*! \file
    main() of a benchmark that needs an application. Include it last.
*/

#include <QtCore/qcoreapplication.h>

#include <benchmark/benchmark.h>

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 1;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
