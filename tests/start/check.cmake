# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# Run by CTest (see tests/CMakeLists.txt): installs QEager, builds a copy of examples/start as docs/start.md says, and runs it. Then builds
# it with a main.cpp that clicks, and looks for placeholders: none as it is, some if all starts are posted.

function(step)
    execute_process(COMMAND ${ARGN} COMMAND_ECHO STDOUT COMMAND_ERROR_IS_FATAL ANY)
endfunction()

set(program "${WORK_DIR}/build/photos")
if(CMAKE_HOST_WIN32)
    string(APPEND program ".exe")
endif()
file(REMOVE_RECURSE "${WORK_DIR}")
step("${CMAKE_COMMAND}" --install "${QEAGER_BINARY_DIR}" --prefix "${WORK_DIR}/prefix" --config "${CONFIG}")
file(COPY "${QEAGER_SOURCE_DIR}/examples/start" DESTINATION "${WORK_DIR}")
step("${CMAKE_COMMAND}" -S "${WORK_DIR}/start" -B "${WORK_DIR}/build" -G "${GENERATOR}"
    "-DCMAKE_PREFIX_PATH=${WORK_DIR}/prefix" "-DCMAKE_BUILD_TYPE=${CONFIG}"
    "-DCMAKE_CXX_COMPILER=${CXX_COMPILER}" "-DCMAKE_CXX_FLAGS=${CXX_FLAGS}"
    "-DQt6_DIR=${QT6_DIR}" "-DQCoro6_DIR=${QCORO6_DIR}"
)
step("${CMAKE_COMMAND}" --build "${WORK_DIR}/build" --config "${CONFIG}")

include("${CMAKE_CURRENT_LIST_DIR}/../keepsrunning.cmake")
keeps_running("${program}" 3)

# Not file(COPY), which leaves a file alone that is as old: in a new clone all are.
file(COPY_FILE "${CMAKE_CURRENT_LIST_DIR}/main.cpp" "${WORK_DIR}/start/main.cpp")
file(TOUCH "${WORK_DIR}/start/main.cpp")
step("${CMAKE_COMMAND}" --build "${WORK_DIR}/build" --config "${CONFIG}")
foreach(settings IN ITEMS "" depth=0)
    set(expected "flickered: no")
    if(settings)
        set(expected "flickered: yes")
    endif()
    set(ENV{QEAGER} "${settings}")
    execute_process(COMMAND "${program}" # and not by way of another program, which a time-out would end instead
        TIMEOUT 60 RESULT_VARIABLE result OUTPUT_VARIABLE said ERROR_VARIABLE errors
    )
    message(STATUS "QEAGER='${settings}': ${said}")
    if(NOT result EQUAL 0 OR NOT said MATCHES "${expected}")
        message(FATAL_ERROR "expected \"${expected}\"; it ended with ${result}, and said:\n${said}${errors}")
    endif()
endforeach()
