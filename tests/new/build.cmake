# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# Run by CTest: configures the project SOURCE in BUILD, against the QEager that is installed in PREFIX, builds it, and runs its tests.

function(step)
    execute_process(COMMAND ${ARGN} COMMAND_ECHO STDOUT COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE "${BUILD}")
step("${CMAKE_COMMAND}" -S "${SOURCE}" -B "${BUILD}" -G "${GENERATOR}"
    "-DCMAKE_PREFIX_PATH=${PREFIX}" "-DCMAKE_BUILD_TYPE=${CONFIG}"
    "-DCMAKE_CXX_COMPILER=${CXX_COMPILER}" "-DCMAKE_CXX_FLAGS=${CXX_FLAGS}"
    "-DQt6_DIR=${QT6_DIR}" "-DQCoro6_DIR=${QCORO6_DIR}" ${OPTIONS}
)
step("${CMAKE_COMMAND}" --build "${BUILD}" --config "${CONFIG}")
step("${CMAKE_CTEST_COMMAND}" --test-dir "${BUILD}" -C "${CONFIG}" --output-on-failure --no-tests=error)
