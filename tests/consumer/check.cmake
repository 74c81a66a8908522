# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# Run by CTest (see tests/CMakeLists.txt): install QEager, then configure, build and run this project against it.

function(step)
    execute_process(COMMAND ${ARGN} COMMAND_ECHO STDOUT COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE "${WORK_DIR}")
step("${CMAKE_COMMAND}" --install "${QEAGER_BINARY_DIR}" --prefix "${WORK_DIR}/prefix" --config "${CONFIG}")
if(CROSS) # then a prefix is looked for below the roots of that system
    list(APPEND CROSS "-DQEager_DIR=${WORK_DIR}/prefix/${LIBDIR}/cmake/QEager")
endif()
step("${CMAKE_COMMAND}" -S "${CMAKE_CURRENT_LIST_DIR}" -B "${WORK_DIR}/build" -G "${GENERATOR}"
    "-DCMAKE_PREFIX_PATH=${WORK_DIR}/prefix" "-DCMAKE_BUILD_TYPE=${CONFIG}"
    "-DCMAKE_CXX_COMPILER=${CXX_COMPILER}" "-DCMAKE_CXX_FLAGS=${CXX_FLAGS}"
    "-DQt6_DIR=${QT6_DIR}" "-DQCoro6_DIR=${QCORO6_DIR}" ${CROSS}
)
step("${CMAKE_COMMAND}" --build "${WORK_DIR}/build" --config "${CONFIG}" --target run)
