# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# Run by CTest (see tests/qml/CMakeLists.txt): install QEager, then configure, build and run this project against it. KIND says whether
# QEager::Core and QEager::Qml are shared libraries and there is a plugin, or static libraries; what is not built already is built here.

cmake_minimum_required(VERSION 3.25)

function(step)
    execute_process(COMMAND ${ARGN} COMMAND_ECHO STDOUT COMMAND_ERROR_IS_FATAL ANY)
endfunction()

set(common -G "${GENERATOR}" "-DCMAKE_BUILD_TYPE=${CONFIG}" "-DCMAKE_CXX_COMPILER=${CXX_COMPILER}" "-DCMAKE_CXX_FLAGS=${CXX_FLAGS}"
    "-DCMAKE_CXX_COMPILER_LAUNCHER=${CXX_COMPILER_LAUNCHER}" "-DQt6_DIR=${QT6_DIR}" "-DQCoro6_DIR=${QCORO6_DIR}"
)
if(KIND STREQUAL "static")
    set(static ON)
    set(shared OFF)
else()
    set(static OFF)
    set(shared ON)
endif()

file(REMOVE_RECURSE "${WORK_DIR}/prefix" "${WORK_DIR}/build")
set(built "${QEAGER_BINARY_DIR}")
if(NOT static STREQUAL QML_STATIC)
    set(built "${WORK_DIR}/qeager")
    step("${CMAKE_COMMAND}" -S "${SOURCE_DIR}" -B "${built}" ${common} -DQEAGER_QML_STATIC=${static} -DBUILD_SHARED_LIBS=${shared}
        -DQEAGER_BUILD_TESTS=OFF -DQEAGER_BUILD_TESTLIB=OFF -DQEAGER_BUILD_BENCHMARKS=OFF -DQEAGER_BUILD_DEMO=OFF
        "-DQEAGER_PRECOMPILE=${PRECOMPILE}"
    )
    step("${CMAKE_COMMAND}" --build "${built}" --config "${CONFIG}")
endif()
step("${CMAKE_COMMAND}" --install "${built}" --prefix "${WORK_DIR}/prefix" --config "${CONFIG}")
step("${CMAKE_COMMAND}" -S "${CMAKE_CURRENT_LIST_DIR}" -B "${WORK_DIR}/build" ${common} "-DCMAKE_PREFIX_PATH=${WORK_DIR}/prefix")
step("${CMAKE_COMMAND}" --build "${WORK_DIR}/build" --config "${CONFIG}" --target run)
if(QMLLINT)
    file(GLOB_RECURSE qmldir "${WORK_DIR}/prefix/*/qmldir")
    cmake_path(GET qmldir PARENT_PATH module)
    cmake_path(GET module PARENT_PATH import)
    step("${QMLLINT}" -I "${import}" -I "${WORK_DIR}/build/qml" "${CMAKE_CURRENT_LIST_DIR}/Main.qml"
        "${CMAKE_CURRENT_LIST_DIR}/Pure.qml"
    )
endif()
