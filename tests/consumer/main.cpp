// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

#include <qeager/qeager.h>

#include <cstdio>

int main() { std::puts("QEager works"); }
