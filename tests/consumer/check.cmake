# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# Run by CTest (see consumers.cmake): one WAY in which another project finds QEager. ways/<way>.cmake uses what is defined here.

cmake_minimum_required(VERSION 3.25)

set(here "${CMAKE_CURRENT_LIST_DIR}")

function(step)
    execute_process(COMMAND ${ARGN} COMMAND_ECHO STDOUT COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# refuses(<expression> <command>...): the command must fail, and say in one line or several what matches.
function(refuses expression)
    execute_process(COMMAND ${ARGN} COMMAND_ECHO STDOUT RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
    string(REGEX REPLACE "[ \n]+" " " flat "${said}")
    if(status EQUAL 0 OR NOT flat MATCHES "${expression}")
        message(FATAL_ERROR "This should fail and say '${expression}'. It ended with ${status}, and said:\n${said}")
    endif()
endfunction()

# works(<program>): app.cpp, built in some way
function(works program)
    execute_process(COMMAND "${program}" TIMEOUT 60 RESULT_VARIABLE status OUTPUT_VARIABLE said)
    if(NOT status EQUAL 0 OR NOT said STREQUAL "known: 42\nasked: 42\n")
        message(FATAL_ERROR "${program} ended with ${status}, and said:\n${said}")
    endif()
endfunction()

# What a project is configured with to be built as QEager was.
set(configure "${CMAKE_COMMAND}" -G "${GENERATOR}" "-DCMAKE_BUILD_TYPE=${CONFIG}" "-DCMAKE_PREFIX_PATH=${PREFIX}"
    "-DCMAKE_CXX_COMPILER=${CXX_COMPILER}" "-DCMAKE_CXX_FLAGS=${CXX_FLAGS}" "-DCMAKE_CXX_COMPILER_LAUNCHER=${CXX_COMPILER_LAUNCHER}"
    "-DQt6_DIR=${QT6_DIR}" "-DQCoro6_DIR=${QCORO6_DIR}" ${CROSS}
)
if(CROSS) # then a prefix is looked for below the roots of that system
    list(APPEND configure "-DQEager_DIR=${PREFIX}/${LIBDIR}/cmake/QEager")
endif()
# To build the library once more in a third of the time.
set(quick -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=12 -DCMAKE_CXX_FLAGS_DEBUG=-g0)

file(REMOVE_RECURSE "${WORK_DIR}")
file(MAKE_DIRECTORY "${WORK_DIR}")
include("${here}/ways/${WAY}.cmake")
