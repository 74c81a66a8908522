# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# Run by CTest: makes a project of the kind KIND by PROGRAM, an installed qeager-new, builds it, runs its tests, and runs it.

set(name "my-${KIND}")
set(SOURCE "${WORK_DIR}/${name}")
set(BUILD "${SOURCE}/build")
file(REMOVE_RECURSE "${WORK_DIR}")
file(MAKE_DIRECTORY "${WORK_DIR}")
execute_process(COMMAND "${PROGRAM}" "${name}" "--${KIND}" WORKING_DIRECTORY "${WORK_DIR}" OUTPUT_VARIABLE said
    COMMAND_ERROR_IS_FATAL ANY
)
string(FIND "${said}" "cmake --preset debug -DCMAKE_PREFIX_PATH=" found)
if(found EQUAL -1)
    message(SEND_ERROR "It does not say where QEager is:\n${said}")
endif()
file(GLOB_RECURSE files LIST_DIRECTORIES FALSE "${SOURCE}/*")
foreach(file IN LISTS files)
    file(READ "${file}" text)
    if(text MATCHES "@[A-Z]+@")
        message(FATAL_ERROR "${file} still has ${CMAKE_MATCH_0}")
    endif()
endforeach()
set(OPTIONS -DCMAKE_CXX_FLAGS_DEBUG=) # no debug information: this is about the text that a user gets
include("${CMAKE_CURRENT_LIST_DIR}/build.cmake")

if(KIND STREQUAL "console")
    execute_process(COMMAND "${BUILD}/${name}" Ada world Ada RESULT_VARIABLE result OUTPUT_VARIABLE said)
    if(NOT result EQUAL 0 OR NOT said STREQUAL "Hello, Ada!\nHello, world!\nHello, Ada!\n")
        message(FATAL_ERROR "It ended with ${result}, and said:\n${said}")
    endif()
else()
    include("${CMAKE_CURRENT_LIST_DIR}/../keepsrunning.cmake")
    keeps_running("${BUILD}/${name}" 2)
endif()
