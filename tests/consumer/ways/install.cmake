# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# Nothing that is installed may know where that was.
step("${CMAKE_COMMAND}" --install "${QEAGER_BINARY_DIR}" --prefix "${WORK_DIR}/prefix" --config "${CONFIG}")
file(REMOVE_RECURSE "${PREFIX}")
file(RENAME "${WORK_DIR}/prefix" "${PREFIX}")

file(GLOB_RECURSE texts "${PREFIX}/*.cmake" "${PREFIX}/*.pc" "${PREFIX}/*.pri" "${PREFIX}/*.h" "${PREFIX}/*qmldir")
foreach(file IN LISTS texts)
    file(READ "${file}" text)
    foreach(place IN ITEMS "${WORK_DIR}" "${QEAGER_BINARY_DIR}" "${QEAGER_SOURCE_DIR}")
        string(FIND "${text}" "${place}" found)
        if(NOT found EQUAL -1)
            message(FATAL_ERROR "${file} names ${place}, which is not there on another machine.")
        endif()
    endforeach()
endforeach()
