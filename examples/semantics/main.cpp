// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// Runs the program of one rule of docs/semantics.md, whose number is the only argument.

#include "semantics.h"

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    void (*const programs[])() = {rule1, rule2,  rule3,  rule4,  rule5,  rule6,  rule7, rule8,
                                  rule9, rule10, rule11, rule12, rule13, rule14, rule15};
    const int rule = argc == 2 ? QByteArray(argv[1]).toInt() : 0;
    if (rule < 1 || rule > int(std::size(programs))) {
        std::fprintf(stderr, "Give the number of a rule, 1 to %zu.\n", std::size(programs));
        return 2;
    }
    programs[rule - 1]();
    return QEager::allTasks().isEmpty() ? 0 : 1;
}
